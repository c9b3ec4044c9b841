import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readStage } from '../../../config/read-stage.ts';
import { longLines } from '../../cli/long-lines.ts';
import { cloneWith } from './clone.ts';
import { sweeper } from './sweeper.ts';

describe('config check', () => {
  it('given a stage, it says that its settings are valid', async () => {
    const { code, stdout, stderr } = await sweeper(['config', 'check', '--stage', 'prod']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'The settings of prod are valid.\n', stderr: '' });
  });

  it.each([
    ['no stage', [], "required option '--stage <name>' not specified"],
    ['a stage without a file', ['--stage', 'nowhere'], 'config/nowhere.yml: expected a file; there is one for'],
  ])('given %s, it is refused', async (_, args, says) => {
    for (const command of ['check', 'explain']) {
      const { code, stdout, stderr } = await sweeper(['config', command, ...args]);
      expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
      expect(stderr).toContain(says);
    }
  });
});

describe('config explain', () => {
  it('given a stage, it prints its configuration as YAML, with the line of each setting, on 80 columns', async () => {
    const { code, stdout, stderr } = await sweeper(['config', 'explain', '--stage', 'prod'], { COLUMNS: '80' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parse(stdout)).toEqual(readStage('prod'));
    expect(stdout).toMatch(/^mode: report +# config\/prod\.yml:\d+$/m);
    expect(stdout).toMatch(/^everyDays: 7 +# config\/default\.yml:\d+$/m);
    expect(longLines(stdout, 80)).toEqual([]);
  });

  it('given a list and faults, it says what the list dropped and then refuses the settings', async () => {
    const folder = cloneWith({ everyDays: 8, include: { paths: ['/robots/'] } });
    const args = ['config', 'explain', '--stage', 'sandbox'];
    const { code, stdout, stderr } = await sweeper(args, {}, folder);
    expect({ code }).toEqual({ code: 64 });
    expect(stdout).toMatch(/^ {2}paths: \[ \/robots\/ \] +# config\/sandbox\.yml:3\n {2}# dropped from config\/default\.yml:\d+: \/$/m);
    expect(stderr).toContain('config/sandbox.yml: 1 fault');
    const json = await sweeper([...args, '--json'], {}, folder);
    expect(JSON.parse(json.stdout).settings).toContainEqual({
      path: 'include.paths',
      value: ['/robots/'],
      file: 'config/sandbox.yml',
      line: 3,
      dropped: { values: ['/'], file: 'config/default.yml', line: expect.any(Number) },
    });
  });
});
