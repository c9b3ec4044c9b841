import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../config/input-error.ts';
import { readConfig, readStage } from '../../config/read-stage.ts';
import { problemsIn } from './problems.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads a stage file with this text, overlaid on the defaults and `base`. */
function read(text: string, base?: unknown) {
  const file = join(folder, 'stage.yml');
  writeFileSync(file, text);
  return readConfig(file, 'stage.yml', base);
}

const problemsOfFile = (text: string) => problemsIn(() => read(text));

describe('the stages', () => {
  const stages = readdirSync(join(import.meta.dirname, '../../config'))
    .filter((name) => name.endsWith('.yml') && name !== 'default.yml')
    .map((name) => name.slice(0, -4));

  it.each([...new Set(['dev', 'staging', 'prod', ...stages])])('given %s, its file is valid', (stage) => {
    expect(readStage(stage)).toHaveProperty('mode');
  });

  it.each(['Prod', 'my_stage', '-prod', 'a'.repeat(21)])(
    'given the stage %j, whose name AWS resources cannot have, the problem says what to do',
    (stage) => {
      expect(problemsIn(() => readStage(stage))).toEqual([
        {
          path: `config/${stage}.yml`,
          expected: 'a stage of at most 20 lower-case letters, digits and hyphens: AWS resources are named after it; rename the file',
          found: `${stage}, ${stage.length} characters`,
        },
      ]);
    },
  );

  it.each(['a'.repeat(20), '2-b'])('given the stage %j, its name is accepted, and its file is missed', (stage) => {
    expect(problemsIn(() => readStage(stage))).toMatchObject([{ path: `config/${stage}.yml`, found: 'none' }]);
  });

  const outside = ['..', '../default', '../config/dev', '/etc/passwd', './dev'];
  it.each(['nowhere', 'default', '', 'dev.yml', 'dev\n', ...outside])(
    'given the stage %j, which has no file, the problem names the stages that have one',
    (stage) => {
      const [problem, ...others] = problemsIn(() => readStage(stage));
      expect(others, 'further problems').toEqual([]);
      expect(problem).toMatchObject({ path: `config/${stage}.yml`, found: 'none' });
      expect(problem?.expected).toMatch(/dev.*prod.*staging/);
      expect(problem?.expected).not.toContain('default');
    },
  );
});

const yaml = 'YAML';
const group = 'a group of settings';
const whole = '(the whole input)';
const containing = (text: string) => expect.stringContaining(text) as string;

describe('stage files', () => {
  it.each([
    ['empty', ''],
    ['all comments', '# nothing\n'],
  ])('given a file that is %s, the defaults hold', (_, text) => {
    expect(problemsOfFile(text)).toEqual([]);
  });

  it.each<[string, string, ...string[]]>([
    ['a broken list', 'mode: report\nexempt: { users: [\n', 'line 3', yaml, expect.any(String)],
    ['a setting twice', 'mode: report\nmode: enforce\n', 'line 2', yaml, containing('unique')],
    ['a bare glob', 'exempt:\n  users: [*robot]\n', 'stage.yml', containing('quotes'), containing('robot')],
    ['only a word', 'report', whole, group, '"report"'],
    ['a list', '- mode: report', whole, group, '[{"mode":"report"}]'],
    ['a group without settings', 'exempt:\n', 'exempt', group, 'null'],
  ])('given %s, the problem says where', (_, text, path, expected, found) => {
    expect(problemsOfFile(text)).toContainEqual({ path, expected, found } as Problem);
  });

  it('given several problems in the YAML, all are listed', () => {
    const paths = problemsOfFile('mode: a\nmode: b\nmode: c\n').map(({ path }) => path);
    expect(paths).toEqual(['line 2', 'line 3']);
  });

  it('given no file, the problem names it', () => {
    const file = join(folder, 'missing.yml');
    expect(problemsIn(() => readConfig(file))).toEqual([
      { path: file, expected: 'a file that can be read', found: expect.stringContaining('ENOENT') },
    ]);
  });

  it('given a base, the file replaces what it has, and it what the defaults have', () => {
    const { limits } = read('limits: { minimum: 3 }\n', { limits: { minimum: 2, percent: 7 } });
    expect(limits).toEqual({ percent: 7, backlogPercent: 10, minimum: 3, surprising: 10, callsPerSecond: 20 });
  });

  it('given a stage that exempts users, SES SMTP users stay exempt', () => {
    expect(read('exempt: { users: [robot] }\n').exempt).toEqual({ users: ['robot'], paths: [], sesSmtpUsers: true });
  });
});
