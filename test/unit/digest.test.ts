import { describe, expect, it } from 'vitest';
import { decide } from '../../lib/decide.ts';
import { digestsOf } from '../../lib/notices/digest.ts';
import { bodyOf, type Notice, sizeInBytes } from '../../lib/notices/notice.ts';
import { reportOf, type SweepReport } from '../../lib/report.ts';
import type { Carried, Failure, Inventory, Result } from '../../lib/types.ts';
import {
  aCase,
  accessKey,
  ago,
  carriedOut,
  config,
  first,
  now,
  type Overrides,
  second,
  sweepOf,
} from '../builders.ts';

const enforce: Overrides = { mode: 'enforce', deploy: { alarmEmail: 'none' } };

/** A user of that name, decided and carried out. */
function carried(
  UserName: string,
  known: Parameters<typeof aCase>[0],
  result: Partial<Result> = {},
  overrides: Overrides = {},
): Carried {
  const keys = known?.keys?.map((key) => ({ ...key, UserName })) ?? [];
  return carriedOut(decide(aCase({ ...known, keys, holder: { UserName } }), config(overrides), now), result);
}

function reportAbout(
  all: readonly Carried[],
  inventory: Partial<Inventory> = {},
  unread: readonly Failure[] = [],
): SweepReport {
  const holders = all.map(({ plan }) => plan.holder);
  const looked = {
    holders,
    failures: [],
    unreached: [],
    isWhole: true,
    missing: [],
    rootKeys: 0,
    ...inventory,
  };
  const evidence = { failures: unread, unreached: [] };
  return reportOf({ inventory: looked, evidence, carried: all }, { now }, config());
}

/** The one digest of a report. */
function digestOf(report: SweepReport, overrides: Overrides = enforce): Notice {
  const [digest, ...others] = digestsOf(report, sweepOf(config(overrides)));
  expect(others).toEqual([]);
  if (!digest) throw new Error('no digest');
  return digest;
}

/** The titles of a digest's sections, each with the number of its lines. */
const titlesOf = ({ text }: Notice) =>
  text
    .split('\n\n')
    .slice(2)
    .map((section) => section.split('\n')[0]);

const due = { keys: [accessKey({ age: 65 })] };
const replaced = {
  keys: [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 20 })],
  stages: { [second]: ['AWSCURRENT'] },
  told: { [first]: ago({ days: 20 }) },
};
const gone = {
  keys: [accessKey({ age: 95, Status: 'Inactive' })],
  inactiveSince: { [first]: ago({ days: 9 }) },
};

describe('the digest', () => {
  it('given a quiet sweep, it says that nothing needs a person', () => {
    const digest = digestOf(reportAbout([carried('ann', { keys: [accessKey({ age: 30 })] })]));
    expect(digest.subject).toBe(
      '[prod] access keys: 0 created, 0 deactivated, 0 deleted, 0 deferred, 0 held, 0 failed',
    );
    expect(digest.text).toBe(
      'Sweep of 2026-11-24T06:00:00.000Z, AWS account 123456789012 (prod), mode enforce: 1 users, 1 access keys, ' +
        'the oldest Active one that is not exempt 30 days old.\n\n' +
        '0 created, 0 deactivated, 0 deleted, 0 deferred, 0 held, 0 failed.\n\n' +
        'Nothing needs a person.',
    );
    expect(digest.attributes).toEqual({
      event: 'digest',
      environment: 'prod',
      accountId: '123456789012',
      severity: 'info',
    });
  });

  it('given acts done, it counts and names them', () => {
    const digest = digestOf(
      reportAbout([carried('ann', due), carried('bob', replaced), carried('cy', gone)]),
    );
    expect(digest.subject).toContain('1 created, 1 deactivated, 1 deleted, 0 deferred, 0 held, 0 failed');
    expect(digest.text).toContain(
      'Done (3)\n' +
        `- ann: create ${first}, created AKIAK3SFODNN7EXAMPLE: 65 days old, due for replacement from day 60\n` +
        `- bob: deactivate ${first}: 85 days old, replaced by ${second}, and its owner was told 20 days ago\n` +
        `- cy: delete ${first}: 95 days old, past 90, and Inactive for at least 6 days`,
    );
  });

  it('given report mode, it says what would have been done and that nothing was', () => {
    const all = [
      carried('ann', due, { outcome: 'rehearsed' }),
      carried('cy', gone, { outcome: 'rehearsed' }),
    ];
    const digest = digestOf(reportAbout(all), {});
    expect(digest.subject).toContain('1 to create, 0 to deactivate, 1 to delete, 0 deferred');
    expect(digest.text).toContain('mode report');
    expect(titlesOf(digest)).toEqual(['Would be done under mode enforce; nothing was (2)']);
  });

  it('given everything at once, what needs a person comes first', () => {
    const unused = { retireUnusedAfterDays: 45 };
    const all = [
      carried('ann', due),
      carried('bob', {
        ...replaced,
        keys: [accessKey({ age: 81 }), accessKey({ AccessKeyId: second, age: 20 })],
        used: { [first]: now },
      }),
      carried('cy', { keys: [accessKey({ Status: 'Expired' })] }),
      carried('di', { keys: [accessKey({ age: 60 })], tags: { 'access-key-sweeper:exempt': 'till' } }),
      carried('ed', { keys: [accessKey({ age: 59 })], tags: { 'access-key-sweeper:exempt': 'till' } }),
      carried('flo', { keys: [accessKey({ age: 50 })] }, { outcome: 'held' }, unused),
      carried('gus', due, { outcome: 'deferred', note: 'the keys of the user changed' }),
    ];
    const report = reportAbout(all, { rootKeys: 1, missing: ['zoe'] }, [
      { UserName: 'hal', error: new Error('Reading its tags failed: Throttling') },
      { error: new Error('ListUsers failed') },
    ]);
    const digest = digestOf(report);
    expect(titlesOf(digest)).toEqual([
      'Failed (2)',
      'Named for this sweep, but no such user (1)',
      'Root (1)',
      'Held: more than 10 at once is a surprise; raise limits.surprising if it is meant (1)',
      'Needs a person (1)',
      'Still in use close to its end (1)',
      'Exempt, yet old (1)',
      'Done (1)',
      'Deferred to a later sweep (1)',
    ]);
    expect(digest.text).toContain('- hal: Reading its tags failed: Throttling\n- ListUsers failed');
    expect(digest.text).toContain('- zoe');
    expect(digest.text).toContain('- The root user has an access key.');
    expect(digest.text).toContain(`- di: keep ${first}: tagged exempt: till`);
    expect(digest.text).toContain(`- gus: create ${first}`);
    expect(digest.text).toContain('(the keys of the user changed)');
    expect(digest.subject).toContain('1 deferred, 1 held, 2 failed');
  });

  it.each<[string, SweepReport, string]>([
    ['nothing amiss', reportAbout([carried('ann', due)]), 'info'],
    ['something held', reportAbout([carried('ann', due, { outcome: 'held' })]), 'warning'],
    [
      'something failed',
      reportAbout([carried('ann', due, { outcome: 'held' })], { failures: [{ error: new Error('x') }] }),
      'urgent',
    ],
  ])('given %s, its severity follows', (_, report, severity) => {
    expect(digestOf(report).attributes.severity).toBe(severity);
  });

  it.each([
    [0, false],
    [1, true],
    [undefined, false],
  ])('given %s root keys, it warns: %s', (rootKeys, warns) => {
    expect(digestOf(reportAbout([], { rootKeys })).text.includes('root user')).toBe(warns);
  });

  it('given a held surprise, it names the setting that releases it with the value it has', () => {
    const digest = digestOf(reportAbout([carried('ann', due, { outcome: 'held' })]), {
      ...enforce,
      limits: { surprising: 3 },
    });
    expect(titlesOf(digest)).toEqual([
      'Held: more than 3 at once is a surprise; raise limits.surprising if it is meant (1)',
    ]);
  });

  it('given machines that listen, they get the same as data', () => {
    const body = JSON.parse(bodyOf(digestOf(reportAbout([carried('ann', due)]))));
    expect(JSON.parse(body.sqs)).toMatchObject({
      event: 'digest',
      mode: 'enforce',
      now: '2026-11-24T06:00:00.000Z',
      part: 1,
      of: 1,
      counts: { users: 1, keys: 1, oldestActiveKeyDays: 65, actions: { create: { done: 1, failed: 0 } } },
      sections: [{ title: 'Done', lines: [expect.stringContaining('ann')] }],
    });
    expect(body.default).toContain('ann: create');
  });
});

describe('a digest that is too long for SNS', () => {
  const report = reportAbout(
    Array.from({ length: 40 }, (_, i) => carried(`user-${String(i).padStart(2, '0')}`, i % 2 ? due : gone)),
    { failures: [{ error: new Error('ListUsers failed') }] },
  );
  const limit = 8_000;
  const parts = digestsOf(report, sweepOf(config(enforce)), limit);

  it('given a limit, every part with its attributes stays within it', () => {
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(sizeInBytes(part)).toBeLessThanOrEqual(limit);
  });

  it('given the parts, no line is lost or doubled, and their order is kept', () => {
    const [whole] = digestsOf(report, sweepOf(config(enforce)));
    const lines = (notice: Notice | undefined) =>
      notice?.text.split('\n').filter((line) => line.startsWith('- '));
    expect(parts.flatMap((part) => lines(part) ?? [])).toEqual(lines(whole));
    expect(titlesOf(parts[0] as Notice)[0]).toBe('Failed (1)');
  });

  it('given the parts, each says which it is', () => {
    expect(parts.map(({ subject }) => subject)).toEqual(
      parts.map((_, i) => expect.stringContaining(`(part ${i + 1} of ${parts.length})`)),
    );
    expect(parts.map(({ data }) => [data.part, data.of])).toEqual(parts.map((_, i) => [i + 1, parts.length]));
    for (const { subject } of parts) expect(subject).toMatch(/^[ -~]{1,99}$/);
  });

  it('given exactly enough room, it is one part; given a byte less, two', () => {
    const [whole] = digestsOf(report, sweepOf(config(enforce)));
    // Measured as if there were many parts, so that the words for it fit in any case.
    const size = sizeInBytes(whole as Notice);
    const room = Array.from({ length: 60 }, (_, i) => size + i).find(
      (bytes) => digestsOf(report, sweepOf(config(enforce)), bytes).length === 1,
    );
    expect(room).toBeLessThan(size + 60);
    expect(digestsOf(report, sweepOf(config(enforce)), (room ?? 0) - 1)).toHaveLength(2);
  });

  it('given the most that an account can hold, every part stays within what SNS takes', () => {
    const thousands = reportAbout(Array.from({ length: 2_500 }, (_, i) => carried(`user-${i}`, due)));
    const all = digestsOf(thousands, sweepOf(config(enforce)));
    expect(all.length).toBeGreaterThan(1);
    for (const part of all) expect(sizeInBytes(part)).toBeLessThanOrEqual(262_144);
  });

  it('given a single line longer than the limit, it still goes out', () => {
    const long = reportAbout([], { failures: [{ error: new Error('x'.repeat(9_000)) }] });
    expect(digestsOf(long, sweepOf(config(enforce)), limit)).toHaveLength(1);
  });
});

describe('what counts as size', () => {
  const notice: Notice = { subject: 's', text: 'é', data: { a: 1 }, attributes: {} };
  const base = sizeInBytes(notice);

  it('given a letter of two bytes, it counts as two', () => {
    expect(sizeInBytes({ ...notice, text: 'e' })).toBe(base - 1);
  });

  it('given an attribute, its name, its type and its value count', () => {
    expect(sizeInBytes({ ...notice, attributes: { event: 'digest' } })).toBe(
      base + 'eventStringdigest'.length,
    );
  });

  it('given data, it counts once for each protocol that gets it', () => {
    const longer = sizeInBytes({ ...notice, data: { a: 12 } });
    expect(longer).toBe(base + 3);
  });
});
