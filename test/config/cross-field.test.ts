import { describe, expect, it } from 'vitest';
import { at, problemsOf } from './problems.ts';

const create = 'thresholds.create';
const deactivate = 'thresholds.deactivate';
const deletion = 'thresholds.delete';
const window = 'a window of at least everyDays (7), or a sweep can miss it';
const overlap = 'at least everyDays (7) after create.to (74), or owners have no time to move';
const gone = 'the old key gone before its replacement is late, at day 130 (create.from + create.to)';
const day131 = 'day 131 (the later of delete.after + 1 and deactivate.to + inactiveFor, and everyDays more)';
const gap = 'a longest gap of everyDays (7) days';
const schedule = 'deploy.schedule';

/** The same text for the same kind of problem, whatever numbers are in it. */
const kindOf = (expected: string) => expected.replaceAll(/\d+/g, 'N');

describe('settings in combination', () => {
  it.each<[string, right: unknown, wrong: unknown, path: string, expected: string, found: string]>([
    [`${create}.to`, 60, 59, `${create}.to`, 'at least create.from (60)', '59'],
    [`${deactivate}.from`, 71, 70, `${deactivate}.from`, 'more than create.to (70)', '70'],
    [`${deactivate}.to`, 80, 79, `${deactivate}.to`, 'at least deactivate.from (80)', '79'],
    [`${deletion}.after`, 90, 89, `${deletion}.after`, 'at least deactivate.to (90)', '89'],
    [`${create}.from`, 63, 64, create, window, '64 to 70, 6 days'],
    [`${deactivate}.from`, 83, 84, deactivate, window, '84 to 90, 6 days'],
    [`${create}.to`, 73, 74, `${deactivate}.from`, overlap, '80, 6 days after'],
    [`${deletion}.after`, 122, 123, deletion, gone, day131],
    [`${deletion}.inactiveFor`, 33, 34, deletion, gone, day131],
    [schedule, 'rate(7 days)', 'rate(6 days)', schedule, gap, 'rate(6 days), 6 days'],
    [schedule, 'rate(7 days)', 'rate(8 days)', schedule, gap, 'rate(8 days), 8 days'],
  ])('given %s: %j is right, %j is a problem', (setting, right, wrong, path, expected, found) => {
    const problems = (value: unknown) =>
      problemsOf(at(setting, value)).filter((one) => one.path === path && kindOf(one.expected) === kindOf(expected));
    expect(problems(wrong)).toEqual([{ path, expected, found }]);
    expect(problems(right)).toEqual([]);
  });

  it.each<[action: string, inUseWithinDays: number, after: number, found: string[]]>([
    ['retire', 14, 14, []],
    ['retire', 30, 30, []],
    ['retire', 30, 29, ['29']],
    ['replace', 30, 29, []],
  ])(
    'given unused.action %s, inUseWithinDays %i and unused.after %i, a key in use could be retired: %j',
    (action, inUseWithinDays, after, found) => {
      const expected = `at least inUseWithinDays (${inUseWithinDays}), or a key that counts as in use would be retired as unused`;
      expect(problemsOf({ inUseWithinDays, unused: { action, after } })).toEqual(
        found.map((one) => ({ path: 'unused.after', expected, found: one })),
      );
    },
  );

  const bothCalled = { AccessKeyId: 'Key', SecretAccessKey: 'Key' };
  const forConsumers = { AccessKeyId: 'AccessKey', SecretAccessKey: 'SecretKey' };
  const leftOut = { AccessKeyId: 'Version', fixed: { Version: null } };
  it.each<[string, object, ...found: string[]]>([
    ['two fields of one name', bothCalled, 'Key twice'],
    ['a fixed field with the name of another', { fixed: { UserName: 'x' } }, 'UserName twice'],
    ['a field with the name of a fixed one', { AccessKeyId: 'Version' }, 'Version twice'],
    ['a field with the name of one left out', leftOut],
    ['two names swapped', { AccessKeyId: 'UserName', UserName: 'AccessKeyId' }],
    ['the names that many consumers read', forConsumers],
  ])('given %s, it is a problem if two fields share a name', (_, fields, ...found) => {
    const expected = 'a name of its own for each field, the fixed ones too';
    const problems = problemsOf({ secrets: { fields } }).filter((one) => one.expected === expected);
    expect(problems).toEqual(found.map((one) => ({ path: 'secrets.fields', expected, found: one })));
  });

  it('given the SMTP password has a name that programs print, it is a problem', () => {
    const [problem] = problemsOf({ secrets: { fields: { SesSmtpPassword: 'AccessKeyId', AccessKeyId: 'id' } } });
    expect(problem).toMatchObject({ path: 'secrets.fields.SesSmtpPassword', found: 'AccessKeyId' });
  });

  it.each<[number, ...found: string[]]>([[64_848], [64_850, '65002 bytes']])(
    'given a fixed field of %i bytes, a key fits beside it or not',
    (bytes, ...found) => {
      const fixed = { a: 'ä'.repeat(bytes / 2) };
      const expected = 'at most 65000 bytes as JSON, or no key can be stored beside them';
      expect(problemsOf({ secrets: { fields: { fixed } } })).toEqual(
        found.map((one) => ({ path: 'secrets.fields', expected, found: one })),
      );
    },
  );

  it.each([
    ['AccessKeyId', { AccessKeyId: 'SecretAccessKey' }],
    ['UserName', { UserName: null }],
    ['Version', { fixed: { Version: null } }],
  ])('given the secret has the name %s, it is a problem: programs print that field', (name, more) => {
    expect(problemsOf({ secrets: { fields: { ...more, SecretAccessKey: name } } })).toEqual([
      {
        path: 'secrets.fields.SecretAccessKey',
        expected: 'a name that nobody takes for one that may be shown, as Version, AccessKeyId, UserName are',
        found: name,
      },
    ]);
  });

  const account = "the 12 digits of the account in quotes, because mode is enforce: another account's credentials must not act";
  const alarm = 'an address, or the word none, because mode is enforce';

  it.each<[mode: string, accountId: string | null, alarmEmail: string | null, problems: object[]]>([
    ['report', null, null, []],
    ['enforce', '123456789012', 'ops@example.com', []],
    ['enforce', '123456789012', 'none', []],
    ['enforce', '123456789012', null, [{ path: 'deploy.alarmEmail', expected: alarm, found: 'null' }]],
    ['enforce', null, 'none', [{ path: 'accountId', expected: account, found: 'null' }]],
  ])('given mode %s, account %s and alarmEmail %s, what it lacks to act is a problem', (mode, accountId, alarmEmail, problems) => {
    expect(problemsOf({ mode, accountId, deploy: { alarmEmail } })).toEqual(problems);
  });

  it('given a time zone that does not exist, the problem says what to write', () => {
    const path = 'deploy.timezone';
    const expected = 'an IANA name such as Europe/London';
    expect(problemsOf(at(path, 'Mars/Olympus'))).toEqual([{ path, expected, found: 'Mars/Olympus' }]);
  });

  it('given a schedule whose gap cannot be computed, the problem says what can be', () => {
    const expected = 'rate(7 days) or cron(0 6 ? * TUE *), of no particular year, whose longest gap can be computed';
    expect(problemsOf(at(schedule, 'every Tuesday'))).toEqual([{ path: schedule, expected, found: 'every Tuesday' }]);
  });

  describe('given a schedule at a time that clocks leave out in spring', () => {
    const timezone = 'America/New_York';

    it('the problem says which time, and what else to write', () => {
      expect(problemsOf({ deploy: { schedule: 'cron(30 2 ? * SUN *)', timezone } })).toEqual([
        {
          path: schedule,
          expected: 'a longest gap of everyDays (7) days: an hour that clocks in America/New_York never leave out, or timezone UTC',
          found: 'cron(30 2 ? * SUN *), 14 days, because there is no 2027-03-14 02:30 in America/New_York',
        },
      ]);
    });

    it.each([
      ['in UTC', 'cron(30 2 ? * SUN *)', 'UTC'],
      ['an hour later', 'cron(30 3 ? * SUN *)', timezone],
      ['on another day too, which is often enough', 'cron(30 2 ? * TUE,SUN *)', timezone],
    ])('%s, it is no problem', (_, expression, zone) => {
      expect(problemsOf({ deploy: { schedule: expression, timezone: zone } })).toEqual([]);
    });
  });

  describe('given 90, 100 and 110 days', () => {
    const days = (to: number) => ({ thresholds: { create: { from: 90, to }, deactivate: { from: 100, to: 110 }, delete: { after: 110 } } });

    it.each([91, 95, 99])('and sweeps every day, with create.to %i, they are accepted', (to) => {
      expect(problemsOf({ ...days(to), everyDays: 1, deploy: { schedule: 'rate(1 day)' } })).toEqual([]);
    });

    it.each([
      [91, [create]],
      [95, [create, `${deactivate}.from`]],
      [99, [`${deactivate}.from`]],
    ])('and sweeps every week, with create.to %i, they are refused, and the problems say why', (to, paths) => {
      const problems = problemsOf(days(to));
      expect(problems.map(({ path }) => path)).toEqual(paths);
      for (const { expected, path } of problems) expect(expected, path).toMatch(/everyDays \(7\).*, or /);
    });
  });
});
