import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../lib/decide/rules.ts';
import { longLines } from '../../cli/long-lines.ts';
import { exitOf, file } from './process.ts';
import { accountOf, sandbox, start } from './sandbox.ts';

/** How every colour code begins. */
const colour = '\u001b[';

describe.concurrent('a readable run', () => {
  it('given the sample, all rules and the notices are shown, without colours in a pipe', async () => {
    const { code, stdout, stderr } = await sandbox([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Sweep 1 of 1, 2026-03-03T06:00:00.000Z, mode enforce$/m);
    for (const { name } of rules) expect(stdout).toMatch(new RegExp(`│ ${name} +│`));
    expect(stdout).toMatch(/^Notice: .*alice/m);
    expect(stdout.match(/^Notice: /gm)?.length).toBeGreaterThan(10);
    expect(stdout).not.toContain(colour);
  });

  it.each([
    ['FORCE_COLOR', true],
    ['NO_COLOR', false],
  ])('given %s, there are colours: %s', async (name, isColoured) => {
    const account = file('one.json', accountOf(61));
    const { stdout } = await sandbox(['--account', account], { [name]: '1' });
    expect(stdout.includes(colour)).toBe(isColoured);
  });

  it('given a sweep that fails, it says why and the exit code is 1', async () => {
    const config = file('other-account.yml', "accountId: '999999999999'\n");
    const { code, stdout, stderr } = await sandbox(['--config', config]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('999999999999');
    expect(stdout).not.toContain('    at ');
  });

  it('given nobody who hears the notices, it says what would be done and what to do, and the exit code is 1', async () => {
    const account = file('unheard.json', { ...accountOf(61), subscribers: 0 });
    const { code, stdout, stderr } = await sandbox(['--account', account]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/│ create +│ rehearsed +│/);
    expect(stdout).toContain("Notice: [sandbox] access keys: nothing was done, because nobody receives owners' notices");
    expect(stdout).toMatch(/^SweepError: 1 thing failed in this sweep: Nothing was changed .*aws sns subscribe/m);
  });

  it('given an account without users, the table is empty and the run ends well', async () => {
    const { code, stdout } = await sandbox(['--account', file('empty.json', { users: [] })]);
    expect({ code }).toEqual({ code: 0 });
    expect(stdout).toContain('mode enforce');
  });

  it.each([[[]], [['--json']]])('given %j and a reader that stops early, the run ends quietly', async (more) => {
    const child = start(['--sweeps', '20', ...more]);
    const ended = Promise.all([exitOf(child), text(child.stderr)]);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await ended).toEqual([0, '']);
  });

  it('given --help, it shows every option and ends well', async () => {
    const { code, stdout } = await sandbox(['--help']);
    expect({ code }).toEqual({ code: 0 });
    for (const option of ['account', 'config', 'sweeps', 'every', 'seed', 'faults', 'json', 'serve', 'port'])
      expect(stdout).toContain(`  --${option}`);
    expect(longLines(stdout, 110)).toEqual([]);
  });
});
