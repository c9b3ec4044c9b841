import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError, type Problem } from '../../config/input-error.ts';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults, readConfig, readStage } from '../../config/read-stage.ts';
import { configSchema } from '../../config/schema.ts';
import { config } from '../tools/builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function faultsIn(read: () => unknown): readonly Problem[] {
  try {
    read();
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems;
    throw thrown;
  }
}

/** What is wrong with the defaults overlaid with settings of any shape. */
const faultsOf = (over: unknown) => faultsIn(() => parseConfig(merge(defaults(), over), 'test'));

/** What is wrong with a file that is laid over the defaults. */
function faultsOfFile(text: string): readonly Problem[] {
  const file = join(folder, 'stage.yml');
  writeFileSync(file, text);
  return faultsIn(() => readConfig(file, 'stage.yml'));
}

const thresholds = (create: object, deactivate: object, deletion: object) => ({
  thresholds: { create, deactivate, delete: deletion },
});

describe('the defaults', () => {
  it('are valid', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it('are those that the design names', () => {
    expect(config()).toEqual({
      mode: 'report',
      accountId: null,
      everyDays: 7,
      thresholds: {
        create: { from: 60, to: 70 },
        deactivate: { from: 80, to: 90 },
        delete: { after: 90, inactiveFor: 6 },
      },
      profiles: {},
      lateKeys: 'create',
      inUseWithinDays: 7,
      retireUnusedAfterDays: null,
      include: { paths: ['/'], tag: null },
      exempt: { users: ['ses-smtp-user.*'], paths: [] },
      limits: { percent: 50, minimum: 10, surprising: 10, callsPerSecond: 20 },
      secrets: {
        prefix: 'iam-access-keys/',
        kmsKeyId: null,
        fields: {
          AccessKeyId: 'AccessKeyId',
          SecretAccessKey: 'SecretAccessKey',
          UserName: 'UserName',
          fixed: { Version: 1 },
        },
      },
      notices: { reminders: true },
      deploy: {
        schedule: 'cron(0 6 ? * TUE *)',
        timezone: 'UTC',
        flexibleMinutes: 60,
        alarmEmail: null,
        logRetentionDays: 400,
        reservedConcurrency: null,
        deletionProtection: false,
        roles: { path: '/', permissionsBoundary: null },
        tags: {},
      },
    });
  });

  it.each(settingsOf(configSchema))('give %s, with a comment above it', (path) => {
    const text = readFileSync(join(import.meta.dirname, '../../config/default.yml'), 'utf8');
    const lines = text.split('\n');
    expect(lines[lineOf(text, path.split('.')) - 2]).toMatch(/^\s*# \S/);
  });
});

/** The paths of all settings in the schema. */
function settingsOf(schema: z.ZodObject, under = ''): string[] {
  return Object.entries(schema.shape).flatMap(([name, inner]) =>
    inner instanceof z.ZodObject ? settingsOf(inner, `${under}${name}.`) : [`${under}${name}`],
  );
}

/** The line on which a setting, or the one-line group around it, begins. */
function lineOf(text: string, path: string[]): number {
  const counter = new LineCounter();
  let node: unknown = parseDocument(text, { lineCounter: counter }).contents;
  let line = 0;
  for (const name of path) {
    const pair = isMap(node)
      ? node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name)
      : undefined;
    if (!pair || !isScalar(pair.key) || !pair.key.range)
      throw new Error(`default.yml has no ${path.join('.')}`);
    line = counter.linePos(pair.key.range[0]).line;
    node = pair.value;
  }
  return line;
}

describe('the stages', () => {
  const stages = readdirSync(join(import.meta.dirname, '../../config'))
    .filter((name) => name.endsWith('.yml') && name !== 'default.yml')
    .map((name) => name.slice(0, -4));

  it.each([...new Set(['dev', 'staging', 'prod', ...stages])])('given %s, its file is valid', (stage) => {
    expect(readStage(stage)).toHaveProperty('mode');
  });

  it.each([
    'nowhere',
    'default',
    '',
    '..',
    '../default',
    '../config/dev',
    '/etc/passwd',
    'dev.yml',
    'dev\n',
    './dev',
  ])('given the stage %j, which has no file here, the fault names the stages that have', (stage) => {
    const [fault, ...others] = faultsIn(() => readStage(stage));
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ path: `config/${stage}.yml`, found: 'none' });
    expect(fault?.expected).toMatch(/dev.*prod.*staging/);
    expect(fault?.expected).not.toContain('default');
  });
});

describe('files', () => {
  it('given an empty file, or one of comments, the defaults hold', () => {
    expect(faultsOfFile('')).toEqual([]);
    expect(faultsOfFile('# nothing\n')).toEqual([]);
  });

  it.each<[string, string, Problem]>([
    [
      'a broken list',
      'mode: report\nexempt: { users: [\n',
      { path: 'line 3', expected: 'YAML', found: expect.any(String) },
    ],
    [
      'a setting given twice',
      'mode: report\nmode: enforce\n',
      { path: 'line 2', expected: 'YAML', found: expect.stringContaining('unique') },
    ],
    [
      'an unquoted glob',
      'exempt:\n  users: [*robot]\n',
      {
        path: 'stage.yml',
        expected: expect.stringContaining('quotes'),
        found: expect.stringContaining('robot'),
      },
    ],
    [
      'only a word',
      'report',
      { path: '(the whole input)', expected: 'a group of settings', found: '"report"' },
    ],
    [
      'a list',
      '- mode: report',
      { path: '(the whole input)', expected: 'a group of settings', found: '[{"mode":"report"}]' },
    ],
    [
      'a group without settings',
      'exempt:\n',
      { path: 'exempt', expected: 'a group of settings', found: 'null' },
    ],
  ])('given %s, the fault says where', (_, text, fault) => {
    expect(faultsOfFile(text)).toContainEqual(fault);
  });

  it('given several faults in the YAML, all are told', () => {
    expect(faultsOfFile('mode: a\nmode: b\nmode: c\n').map(({ path }) => path)).toEqual(['line 2', 'line 3']);
  });

  it('given no file, the fault names it', () => {
    const file = join(folder, 'missing.yml');
    expect(faultsIn(() => readConfig(file))).toEqual([
      { path: file, expected: 'a file that can be read', found: expect.stringContaining('ENOENT') },
    ]);
  });

  it('given a base between defaults and file, the file wins over it and it over the defaults', () => {
    const file = join(folder, 'over.yml');
    writeFileSync(file, 'limits: { minimum: 3 }\n');
    const { limits } = readConfig(file, 'over.yml', { limits: { minimum: 2, percent: 7 } });
    expect(limits).toEqual({ percent: 7, minimum: 3, surprising: 10, callsPerSecond: 20 });
  });
});

describe('merging', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['objects merge', { a: { x: 1, y: 2 } }, { a: { y: 3, z: 4 } }, { a: { x: 1, y: 3, z: 4 } }],
    ['arrays replace', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['an empty array replaces', { a: [1, 2] }, { a: [] }, { a: [] }],
    ['null replaces', { a: { x: 1 } }, { a: null }, { a: null }],
    ['a value replaces a group', { a: { x: 1 } }, { a: 1 }, { a: 1 }],
    ['a group replaces a value', { a: null }, { a: { x: 1 } }, { a: { x: 1 } }],
    ['a group replaces an array', { a: [1] }, { a: { x: 1 } }, { a: { x: 1 } }],
    ['what is not said stays', { a: 1 }, { a: undefined }, { a: 1 }],
    ['nothing said leaves all', { a: 1 }, undefined, { a: 1 }],
  ])('%s', (_, base, over, merged) => {
    expect(merge(base, over)).toEqual(merged);
  });

  it('given a stage that exempts its own users, the default ones are exempt no more', () => {
    expect(config({ exempt: { users: ['robot'] } }).exempt).toEqual({ users: ['robot'], paths: [] });
  });
});

/** Every setting that is a number of days or an age in days. */
const daySettings = [
  'everyDays',
  'thresholds.create.from',
  'thresholds.create.to',
  'thresholds.deactivate.from',
  'thresholds.deactivate.to',
  'thresholds.delete.after',
  'thresholds.delete.inactiveFor',
  'inUseWithinDays',
  'retireUnusedAfterDays',
];

describe('what one setting may be', () => {
  it.each<[string, unknown, string, string]>([
    ['mode', 'act', 'one of report, enforce', '"act"'],
    ['accountId', 123456789012, "12 digits in quotes, such as '123456789012', or null", '123456789012'],
    ['accountId', '12345678901', "12 digits in quotes, such as '123456789012', or null", '"12345678901"'],
    ['everyDays', 0, 'at least 1', '0'],
    ['everyDays', '7', 'a whole number', '"7"'],
    ['everyDays', 7.5, 'a whole number', '7.5'],
    ['everyDays', null, 'a whole number', 'null'],
    ['thresholds.create.from', 0, 'at least 1', '0'],
    ['thresholds.create.to', -1, 'at least 0', '-1'],
    ['thresholds.deactivate.from', true, 'a whole number', 'true'],
    ['thresholds.delete.inactiveFor', 0, 'at least 1', '0'],
    ['lateKeys', 'ignore', 'one of create, report', '"ignore"'],
    ['inUseWithinDays', -1, 'at least 0', '-1'],
    ['retireUnusedAfterDays', 0, 'at least 1', '0'],
    ['include.paths', [], 'a list of path prefixes such as /team/, without globs', '[]'],
    ['include.paths', '/', 'a list of path prefixes such as /team/, without globs', '"/"'],
    ['include.tag', '', 'not empty', '""'],
    ['exempt.users', null, 'a list', 'null'],
    ['limits.percent', 0, 'at least 1', '0'],
    ['limits.percent', 101, 'at most 100', '101'],
    ['limits.minimum', 0, 'at least 1', '0'],
    ['limits.surprising', -1, 'at least 0', '-1'],
    ['limits.callsPerSecond', 0, 'at least 1', '0'],
    ['secrets.prefix', 'keys,', '1 to 400 letters, digits or any of /_+=.@-', '"keys,"'],
    ['secrets.prefix', '', '1 to 400 letters, digits or any of /_+=.@-', '""'],
    ['secrets.kmsKeyId', 5, expect.stringContaining('no alias'), '5'],
    ['secrets.kmsKeyId', 'alias/mine', expect.stringContaining('no alias'), '"alias/mine"'],
    [
      'secrets.kmsKeyId',
      'arn:aws:kms:eu-west-1:123456789012:alias/mine',
      expect.stringContaining('no alias'),
      '"arn:aws:kms:eu-west-1:123456789012:alias/mine"',
    ],
    ['notices.reminders', 'false', 'true or false', '"false"'],
    ['deploy.schedule', 7, 'text', '7'],
    ['deploy.timezone', 'Mars/Olympus', 'an IANA name such as Europe/London', 'Mars/Olympus'],
    ['deploy.flexibleMinutes', -1, 'at least 0', '-1'],
    ['deploy.flexibleMinutes', 601, 'at most 600', '601'],
    ['deploy.alarmEmail', 'nobody', 'an e-mail address, the word none, or null', '"nobody"'],
    ['deploy.logRetentionDays', 2, expect.stringMatching(/^one of 1, 3, 5.*3653$/), '2'],
    ['deploy.reservedConcurrency', -1, 'at least 0', '-1'],
    ['deploy.deletionProtection', 'yes', 'true or false', '"yes"'],
    ['deploy.roles.path', '/team', "a path that begins and ends with '/'", '"/team"'],
    ['deploy.roles.path', 'team/', "a path that begins and ends with '/'", '"team/"'],
    ['deploy.roles.permissionsBoundary', 'boundary', 'the ARN of an IAM policy, or null', '"boundary"'],
    ['deploy.tags', ['team'], 'names, each with a text', '["team"]'],
    ['secrets.fields.AccessKeyId', null, 'a name for the field; the key needs its id', 'null'],
    ['secrets.fields.SecretAccessKey', '', 'a name for the field; the key is no use without it', '""'],
    ['secrets.fields.UserName', 5, 'a name for the field, or null', '5'],
    ['secrets.fields.fixed', { a: {} }, 'text, a number, true or false, or null', '{}'],
    ['deploy', 'daily', 'a group of settings', '"daily"'],
    ...daySettings.map((path): [string, unknown, string, string] => [path, 36_501, 'at most 36500', '36501']),
  ])('given %s: %j, the fault says what was expected', (path, value, expected, found) => {
    expect(faultsOf(at(path, value))).toContainEqual({
      path: expect.stringContaining(path),
      expected,
      found,
    });
  });

  it.each<[string, string[], string, string]>([
    ['include.paths', ['/', 'apps/'], 'include.paths.1', 'apps/'],
    ['include.paths', ['/ci/*'], 'include.paths.0', '/ci/*'],
  ])('given %s: %j, the fault names the item', (path, value, item, found) => {
    const expected = 'a list of path prefixes such as /team/, without globs';
    expect(faultsOf(at(path, value))).toEqual([{ path: item, expected, found: JSON.stringify(found) }]);
  });

  it('given tags of the stack that AWS refuses, the fault names each', () => {
    expect(faultsOf({ deploy: { tags: { team: 5, 'aws:mine': 'x', good: 'y' } } })).toEqual([
      { path: 'deploy.tags.team', expected: 'text', found: '5' },
      { path: 'deploy.tags.aws:mine', expected: 'a name that a tag may have', found: '"aws:mine"' },
    ]);
  });

  it('given a path to exempt without its slash, the fault names the item', () => {
    expect(faultsOf(at('exempt.paths', ['apps/']))).toEqual([
      { path: 'exempt.paths.0', expected: "a path that starts with '/'", found: '"apps/"' },
    ]);
  });

  it.each<[string, unknown]>([
    ['accountId', '012345678901'],
    ['thresholds.delete.inactiveFor', 1],
    ['inUseWithinDays', 0],
    ['inUseWithinDays', 36_500],
    ['retireUnusedAfterDays', 1],
    ['retireUnusedAfterDays', 36_500],
    ['include.tag', 'team=a'],
    ['exempt.users', []],
    ['limits.percent', 1],
    ['limits.percent', 100],
    ['limits.minimum', 1],
    ['limits.surprising', 0],
    ['limits.callsPerSecond', 1],
    ['secrets.prefix', 'a-Z0_9/+=.@-'],
    ['secrets.kmsKeyId', '1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['secrets.kmsKeyId', 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab'],
    ['notices.reminders', false],
    ['deploy.timezone', 'Europe/London'],
    ['deploy.flexibleMinutes', 0],
    ['deploy.flexibleMinutes', 600],
    ['deploy.alarmEmail', 'ops@example.com'],
    ['deploy.alarmEmail', 'none'],
    ['deploy.logRetentionDays', 1],
    ['deploy.reservedConcurrency', 0],
    ['deploy.deletionProtection', true],
    ['deploy.roles.path', '/'],
    ['deploy.roles.path', '/team/ops/'],
    ['deploy.roles.permissionsBoundary', 'arn:aws:iam::123456789012:policy/team/boundary'],
    ['deploy.tags', { team: 'ops', 'cost:centre': '' }],
  ])('given %s: %j, it is accepted', (path, value) => {
    expect(faultsOf(at(path, value))).toEqual([]);
  });

  it('given a setting that is missing, the fault says so', () => {
    expect(faultsIn(() => parseConfig({}, 'test'))).toContainEqual({
      path: 'mode',
      expected: 'one of report, enforce',
      found: 'nothing',
    });
  });

  it('given settings that do not exist, each is named, beside those that do', () => {
    expect(faultsOf({ moed: 'enforce', dryRun: true, limits: { most: 3 } })).toEqual([
      {
        path: 'limits.most',
        expected: 'one of percent, minimum, surprising, callsPerSecond',
        found: 'a name that does not exist',
      },
      {
        path: 'moed',
        expected: expect.stringContaining('mode, accountId'),
        found: 'a name that does not exist',
      },
      { path: 'dryRun', expected: expect.stringContaining('deploy'), found: 'a name that does not exist' },
    ]);
  });
});

/** `value` at the end of a dotted path. */
function at(path: string, value: unknown): unknown {
  return path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value);
}

describe('what settings must fulfil together', () => {
  it.each<[string, unknown, string, string, string | undefined]>([
    [
      'create.to below create.from',
      at('thresholds.create.to', 59),
      'thresholds.create.to',
      'at least create.from (60)',
      '59',
    ],
    [
      'create.to at create.from',
      at('thresholds.create.to', 60),
      'thresholds.create.to',
      'at least create.from (60)',
      undefined,
    ],
    [
      'deactivation from create.to',
      at('thresholds.deactivate.from', 70),
      'thresholds.deactivate.from',
      'more than create.to (70)',
      '70',
    ],
    [
      'deactivation from the day after',
      at('thresholds.deactivate.from', 71),
      'thresholds.deactivate.from',
      'more than create.to (70)',
      undefined,
    ],
    [
      'deactivate.to below its from',
      at('thresholds.deactivate.to', 79),
      'thresholds.deactivate.to',
      'at least deactivate.from (80)',
      '79',
    ],
    [
      'deactivate.to at its from',
      at('thresholds.deactivate.to', 80),
      'thresholds.deactivate.to',
      'at least deactivate.from (80)',
      undefined,
    ],
    [
      'deletion before deactivate.to',
      at('thresholds.delete.after', 89),
      'thresholds.delete.after',
      'at least deactivate.to (90)',
      '89',
    ],
    [
      'deletion after deactivate.to',
      at('thresholds.delete.after', 90),
      'thresholds.delete.after',
      'at least deactivate.to (90)',
      undefined,
    ],
    [
      '6 days to create',
      at('thresholds.create.from', 64),
      'thresholds.create',
      'a window of at least everyDays (7), or a sweep can miss it',
      '64 to 70, 6 days',
    ],
    [
      '7 days to create',
      at('thresholds.create.from', 63),
      'thresholds.create',
      'a window of at least everyDays (7), or a sweep can miss it',
      undefined,
    ],
    [
      '6 days to deactivate',
      at('thresholds.deactivate.from', 84),
      'thresholds.deactivate',
      'a window of at least everyDays (7), or a sweep can miss it',
      '84 to 90, 6 days',
    ],
    [
      '7 days to deactivate',
      at('thresholds.deactivate.from', 83),
      'thresholds.deactivate',
      'a window of at least everyDays (7), or a sweep can miss it',
      undefined,
    ],
    [
      '6 days of overlap',
      at('thresholds.create.to', 74),
      'thresholds.deactivate.from',
      'at least everyDays (7) after create.to (74), or owners have no time to move',
      '80, 6 days after',
    ],
    [
      '7 days of overlap',
      at('thresholds.create.to', 73),
      'thresholds.deactivate.from',
      'at least everyDays (7) after create.to (73), or owners have no time to move',
      undefined,
    ],
    [
      'the old key gone on day 131',
      at('thresholds.delete.after', 123),
      'thresholds.delete',
      'the old key gone before its replacement is late, at day 130 (create.from + create.to)',
      expect.stringContaining('day 131') as unknown as string,
    ],
    [
      'the old key gone on day 130',
      at('thresholds.delete.after', 122),
      'thresholds.delete',
      'the old key gone before its replacement is late, at day 130 (create.from + create.to)',
      undefined,
    ],
    [
      'the old key Inactive until day 131',
      at('thresholds.delete.inactiveFor', 34),
      'thresholds.delete',
      'the old key gone before its replacement is late, at day 130 (create.from + create.to)',
      expect.stringContaining('day 131') as unknown as string,
    ],
    [
      'the old key Inactive until day 130',
      at('thresholds.delete.inactiveFor', 33),
      'thresholds.delete',
      'the old key gone before its replacement is late, at day 130 (create.from + create.to)',
      undefined,
    ],
    [
      'a sweep every 6 days',
      at('deploy.schedule', 'rate(6 days)'),
      'deploy.schedule',
      'a longest gap of everyDays (7) days',
      'rate(6 days), 6 days',
    ],
    [
      'a sweep every 7 days',
      at('deploy.schedule', 'rate(7 days)'),
      'deploy.schedule',
      'a longest gap of everyDays (7) days',
      undefined,
    ],
    [
      'a sweep every 8 days',
      at('deploy.schedule', 'rate(8 days)'),
      'deploy.schedule',
      'a longest gap of everyDays (7) days',
      'rate(8 days), 8 days',
    ],
    ...(
      [
        ['two fields of one name', { AccessKeyId: 'Key', SecretAccessKey: 'Key' }, 'Key twice'],
        ['a fixed field over another', { fixed: { UserName: 'x' } }, 'UserName twice'],
        ['a field called as a fixed one', { AccessKeyId: 'Version' }, 'Version twice'],
        ['a field called as one left out', { AccessKeyId: 'Version', fixed: { Version: null } }, undefined],
        ['names swapped', { AccessKeyId: 'UserName', UserName: 'AccessKeyId' }, undefined],
        [
          'the names of many consumers',
          { AccessKeyId: 'AccessKey', SecretAccessKey: 'SecretKey' },
          undefined,
        ],
      ] as const
    ).map(([what, fields, found]): [string, unknown, string, string, string | undefined] => [
      what,
      { secrets: { fields } },
      'secrets.fields',
      'a name of its own for each field, the fixed ones too',
      found,
    ]),
    ...(
      [
        [64_884, undefined],
        [64_886, '65002 bytes'],
      ] as const
    ).map(([bytes, found]): [string, unknown, string, string, string | undefined] => [
      `a fixed field of ${bytes} bytes`,
      { secrets: { fields: { fixed: { a: 'ä'.repeat(bytes / 2) } } } },
      'secrets.fields',
      'at most 65000 bytes as JSON, or no key can be stored beside them',
      found,
    ]),
    ...(
      [
        ['AccessKeyId', { AccessKeyId: 'SecretAccessKey' }],
        ['UserName', { UserName: null }],
        ['Version', { fixed: { Version: null } }],
      ] as const
    ).map(([name, more]): [string, unknown, string, string, string | undefined] => [
      `the secret called ${name}`,
      { secrets: { fields: { ...more, SecretAccessKey: name } } },
      'secrets.fields.SecretAccessKey',
      'a name that nobody takes for one that may be shown, as Version, AccessKeyId, UserName are',
      name,
    ]),
    [
      'enforce and nobody told of failures',
      { mode: 'enforce' },
      'deploy.alarmEmail',
      'an address, or the word none, because mode is enforce',
      'null',
    ],
    [
      'enforce and somebody told',
      { mode: 'enforce', deploy: { alarmEmail: 'ops@example.com' } },
      'deploy.alarmEmail',
      'an address, or the word none, because mode is enforce',
      undefined,
    ],
    [
      'enforce and nobody on purpose',
      { mode: 'enforce', deploy: { alarmEmail: 'none' } },
      'deploy.alarmEmail',
      'an address, or the word none, because mode is enforce',
      undefined,
    ],
    [
      'report and nobody told',
      {},
      'deploy.alarmEmail',
      'an address, or the word none, because mode is enforce',
      undefined,
    ],
  ])('given %s, it is a fault or not', (_, over, path, expected, found) => {
    const same = faultsOf(over).filter((fault) => fault.path === path && fault.expected === expected);
    expect(same.map((fault) => fault.found)).toEqual(found === undefined ? [] : [found]);
  });

  it('given a schedule whose gap cannot be computed, the fault says what can be', () => {
    expect(faultsOf(at('deploy.schedule', 'every Tuesday'))).toEqual([
      {
        path: 'deploy.schedule',
        expected:
          'rate(7 days) or cron(0 6 ? * TUE *), of no particular year, whose longest gap can be computed',
        found: 'every Tuesday',
      },
    ]);
  });

  it('given a schedule at a time that clocks leave out in spring, the fault says which, and what else to write', () => {
    const deploy = { schedule: 'cron(30 2 ? * SUN *)', timezone: 'America/New_York' };
    expect(faultsOf({ deploy })).toEqual([
      {
        path: 'deploy.schedule',
        expected:
          'a longest gap of everyDays (7) days: an hour that clocks in America/New_York never leave out, or timezone UTC',
        found: 'cron(30 2 ? * SUN *), 14 days, because there is no 2027-03-14 02:30 in America/New_York',
      },
    ]);
    expect(faultsOf({ deploy: { ...deploy, timezone: 'UTC' } })).toEqual([]);
    expect(faultsOf({ deploy: { ...deploy, schedule: 'cron(30 3 ? * SUN *)' } })).toEqual([]);
    // Sweeps on Tuesdays, too, come often enough for everyDays without those on Sundays.
    expect(faultsOf({ deploy: { ...deploy, schedule: 'cron(30 2 ? * TUE,SUN *)' } })).toEqual([]);
  });

  describe('given 90, 100 and 110 days', () => {
    const days = (to: number) => thresholds({ from: 90, to }, { from: 100, to: 110 }, { after: 110 });

    it.each([91, 95, 99])('and sweeps every day, with create.to %i, they are accepted', (to) => {
      expect(faultsOf({ ...days(to), everyDays: 1, deploy: { schedule: 'rate(1 day)' } })).toEqual([]);
    });

    it.each<[number, string[]]>([
      [91, ['thresholds.create']],
      [95, ['thresholds.create', 'thresholds.deactivate.from']],
      [99, ['thresholds.deactivate.from']],
    ])('and sweeps every week, with create.to %i, they are refused, and the faults say why', (to, paths) => {
      const faults = faultsOf(days(to));
      expect(faults.map(({ path }) => path)).toEqual(paths);
      for (const { expected } of faults) expect(expected).toMatch(/everyDays \(7\).*, or /);
    });
  });
});

describe('all faults at once', () => {
  const over = {
    mode: 'enforce',
    everyDays: 'weekly',
    colour: 'red',
    thresholds: { create: { from: 75 }, deactivate: { to: '90' } },
    deploy: { schedule: 'cron(0 6 * * TUE *)' },
  };

  it('given wrong types, unknown settings and wrong combinations, each is listed with what was found', () => {
    expect(faultsOf(over)).toEqual([
      { path: 'everyDays', expected: 'a whole number', found: '"weekly"' },
      { path: 'thresholds.deactivate.to', expected: 'a whole number', found: '"90"' },
      { path: 'colour', expected: expect.stringContaining('mode'), found: 'a name that does not exist' },
      { path: 'thresholds.create.to', expected: 'at least create.from (75)', found: '70' },
      {
        path: 'deploy.schedule',
        expected: expect.stringContaining('cron(0 6 ? * TUE *)'),
        found: 'cron(0 6 * * TUE *)',
      },
      { path: 'deploy.alarmEmail', expected: expect.stringContaining('none'), found: 'null' },
    ]);
  });

  it('given them, the message names the source and every fault on a line of its own', () => {
    const read = () => parseConfig(merge(defaults(), over), 'config/x.yml');
    expect(read).toThrow(/^config\/x\.yml: 6 faults\n/);
    expect(read).toThrow('\n  everyDays: expected a whole number; found "weekly"\n');
    expect(() => config({ everyDays: 8 })).toThrow(/^test: 1 fault\n/);
  });

  it.each([null, undefined, 5, 'x', []])('given %j for a configuration, it is refused', (raw) => {
    expect(faultsIn(() => parseConfig(raw, 'test'))).toMatchObject([{ path: '(the whole input)' }]);
  });
});
