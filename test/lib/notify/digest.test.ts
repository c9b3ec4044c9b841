import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import type { Failure, Result, UserResult } from '../../../lib/model/plan.ts';
import { digestsOf } from '../../../lib/notify/digest/digest.ts';
import { bodyOf, type Notice, sizeInBytes } from '../../../lib/notify/notice.ts';
import type { Inventory } from '../../../lib/read/inventory.ts';
import { reportOf, type SweepReport } from '../../../lib/report/report.ts';
import {
  accessKey,
  ago,
  aUser,
  config,
  contextOf,
  first,
  now,
  type Overrides,
  second,
  userResultOf,
} from '../../tools/builders.ts';

const enforce: Overrides = { mode: 'enforce', deploy: { alarmEmail: 'none' } };

/** A user of that name, decided and carried out. */
function carried(
  UserName: string,
  known: Parameters<typeof aUser>[0],
  result: Partial<Result> = {},
  overrides: Overrides = {},
): UserResult {
  const keys = known?.keys?.map((key) => ({ ...key, UserName })) ?? [];
  return userResultOf(decide(aUser({ ...known, keys, UserName }), config(overrides), now), result);
}

function reportAbout(
  all: readonly UserResult[],
  inventory: Partial<Inventory> = {},
  unread: readonly Failure[] = [],
): SweepReport {
  const holders = all.map(({ plan }) => plan);
  const looked = {
    holders,
    failures: [],
    unreached: [],
    missing: [],
    rootKeys: 0,
    ...inventory,
  };
  const read = { failures: unread, unreached: [] };
  return reportOf({ inventory: looked, read, userResults: all }, { now });
}

/** The one digest of a report. */
function digestOf(report: SweepReport, overrides: Overrides = enforce): Notice {
  const [digest, ...others] = digestsOf(report, contextOf(config(overrides)));
  expect(others).toEqual([]);
  if (!digest) throw new Error('no digest');
  return digest;
}

/** The titles of a digest's sections, each with the number of its lines. */
const titlesOf = ({ text }: Notice) =>
  text
    .split('\n\n')
    .slice(1)
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
  it('given a sweep of named users, it says so, and names no oldest key', () => {
    const report = reportAbout([carried('ann', { keys: [accessKey({ age: 30 })] })]);
    expect(digestOf({ ...report, isNamed: true }).text.split('\n')).toEqual([
      'Sweep of 2026-11-24T06:00:00.000Z, AWS account 123456789012 (prod), mode enforce, named users only: 1 user, 1 access key.',
      'Nothing was due, and nothing needs a person.',
    ]);
  });

  it('given a quiet sweep, it is three lines', () => {
    const digest = digestOf(reportAbout([carried('ann', { keys: [accessKey({ age: 30 })] })]));
    expect(digest.subject).toBe(
      '[prod] access keys: 0 created, 0 deactivated, 0 deleted, 0 deferred, 0 held, 0 failed',
    );
    expect(digest.text.split('\n')).toEqual([
      'Sweep of 2026-11-24T06:00:00.000Z, AWS account 123456789012 (prod), mode enforce: 1 user, 1 access key.',
      'Nothing was due, and nothing needs a person.',
      `The oldest Active key that is not exempt is ${first} of ann, 30 days old.`,
    ]);
    expect(digest.attributes).toEqual({
      event: 'digest',
      environment: 'prod',
      accountId: '123456789012',
      severity: 'info',
    });
  });

  it('given nobody whose keys are swept, it says so', () => {
    const tags = { 'access-key-sweeper:exempt': 'till' };
    const digest = digestOf(reportAbout([carried('ann', { keys: [accessKey({ age: 5 })], tags })]));
    expect(digest.text).toContain('No user that is not exempt has an Active key.');
  });

  it('given acts done, it counts and groups them, in sentences', () => {
    const digest = digestOf(
      reportAbout([carried('ann', due), carried('bob', replaced), carried('cy', gone)]),
    );
    expect(digest.subject).toContain('1 created, 1 deactivated, 1 deleted, 0 deferred, 0 held, 0 failed');
    expect(digest.text).toContain(
      '3 users, 4 access keys.\n0 need a person; 1 created, 1 deactivated, 1 deleted, 0 deferred, 0 held, 0 failed.\n',
    );
    expect(digest.text).toContain(
      'Done: created (1)\n' +
        `- ann, ${first}, now AKIAK3SFODNN7EXAMPLE: 65 days old, due for replacement from day 60\n\n` +
        'Done: deactivated (1)\n' +
        `- bob, ${first}: 85 days old, replaced by ${second}, and its owner was told 20 days ago\n\n` +
        'Done: deleted (1)\n' +
        `- cy, ${first}: 95 days old, past 90, and Inactive for at least 6 days`,
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
    expect(titlesOf(digest)).toEqual([
      'Would be done under mode enforce: created (1)',
      'Would be done under mode enforce: deleted (1)',
    ]);
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
      'Needs a person: neither Active nor Inactive (1)',
      'Still in use close to its end (1)',
      'Exempt, yet old (1)',
      'Done: created (1)',
      'Deferred to a later sweep (1)',
    ]);
    expect(digest.text).toContain('- hal: Reading its tags failed: Throttling\n- ListUsers failed');
    expect(digest.text).toContain('- zoe');
    expect(digest.text).toContain('- The root user has an access key.');
    expect(digest.text).toContain(`- di, ${first}: 60 days old, tagged exempt: till`);
    expect(digest.text).toContain(`- gus, ${first}`);
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

  it.each([
    [false, 'Not reached in time (1)\n- bob'],
    [true, 'Not reached, because a person stopped the sweep (1)\nNo continuation takes them up: '],
  ])('given users not reached, and that a person stopped it: %s, the heading says why', (isStopped, says) => {
    const report = reportAbout([], { unreached: ['bob'] });
    const [digest] = digestsOf(report, { ...contextOf(config(enforce)), isStopped });
    expect(digest?.text).toContain(says);
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

  it('given a flagged user, the section says what to do in one command', () => {
    const late = { ...enforce, lateKeys: 'report' as const };
    const { text } = digestOf(
      reportAbout([carried('ann', { keys: [accessKey({ age: 75 })] }, {}, late)]),
      late,
    );
    expect(text).toContain('1 needs a person; ');
    expect(text).toContain(
      'Needs a person: late, and late keys are only reported (1)\nReplace it now: aws lambda invoke --function-name arn:aws:lambda:',
    );
    expect(text).toContain(
      `--payload '{"users":["<user>"],"force":true}' /dev/stdout\n- ann, ${first}: 75 days old`,
    );
  });

  it.each([
    ['two keys in use', { [first]: now, [second]: now }, 'two keys in use, neither in its secret'],
    ['no slot', { [first]: now }, 'no free slot for a replacement'],
  ])('given %s, both due, the user stands there once with both', (_, used, what) => {
    const keys = [accessKey({ age: 75 }), accessKey({ AccessKeyId: second, age: 62 })];
    const stages = what.startsWith('no') ? { [second]: ['AWSPREVIOUS'] } : {};
    const digest = digestOf(reportAbout([carried('ann', { keys, used, stages })]));
    expect(titlesOf(digest)).toContain(`Needs a person: ${what} (1)`);
    expect(digest.text).toContain('1 needs a person; ');
    expect(digest.text).toContain(
      `- ann: ${first}, 75 days old, last used on 2026-11-24 (service s3, region eu-west-1); ${second}, 62 days old, `,
    );
  });

  it('given a tag that is mistyped or cannot be read, a person is asked for', () => {
    const digest = digestOf(
      reportAbout([
        carried('ann', { ...due, tags: { 'Access-Key-Sweeper:exmept': 'x' } }),
        carried('bob', { ...due, tags: { 'access-key-sweeper:hold-until': '1 May' } }),
        carried('cy', {
          ...due,
          told: { [first]: now },
          tags: { 'access-key-sweeper:OWNER': 'x', team: 'y' },
        }),
      ]),
    );
    expect(titlesOf(digest)[0]).toBe('Needs a person: tags that cannot be read (2)');
    expect(digest.text).toContain('- ann: nothing is known of a tag Access-Key-Sweeper:exmept');
    expect(digest.text).toContain('- bob: its hold-until tag is no date, so it is left alone');
    expect(digest.text).not.toContain('Exempt, yet old');
  });

  it.each<[string, Overrides, boolean]>([
    ['outside include.tag', { include: { tag: 'rotate' } }, false],
    ['outside include.paths', { include: { paths: ['/team/'] } }, false],
    ['exempt by name', { exempt: { users: ['a*'] } }, true],
  ])('given an old user %s, it stands under "Exempt, yet old": %s', (_, more, isThere) => {
    const settings = { ...enforce, ...more };
    const digest = digestOf(reportAbout([carried('ann', due, {}, settings)]), settings);
    expect(digest.text.includes('Exempt, yet old')).toBe(isThere);
  });

  it('given report mode and late keys in daily use, it warns which of them the third sweep would end', () => {
    const used = { [first]: ago({ days: 1 }) };
    const all = [
      carried('ann', { keys: [accessKey({ age: 300 })], used }, { outcome: 'rehearsed' }),
      carried('bob', { keys: [accessKey({ age: 300 })] }, { outcome: 'rehearsed' }),
      carried('cy', { ...due, used }, { outcome: 'rehearsed' }),
    ];
    const digest = digestOf(reportAbout(all), {});
    expect(titlesOf(digest)[0]).toBe('In use, yet mode enforce would deactivate them: too old for grace (1)');
    expect(digest.text).toContain(
      `- ann, ${first}: 300 days old, last used on 2026-11-23 (service s3, region eu-west-1); ` +
        'in use or not, it is deactivated from 2026-12-04 on, in the third sweep',
    );
  });

  it('given enforce mode and a late key in use, it names the day on which it ends', () => {
    const keys = [accessKey({ age: 300 }), accessKey({ AccessKeyId: second, age: 7 })];
    const used = { [first]: ago({ days: 1 }) };
    const digest = digestOf(
      reportAbout([carried('ann', { ...replaced, keys, used, told: { [first]: ago({ days: 7 }) } })]),
    );
    expect(titlesOf(digest)).toEqual(['Still in use close to its end (1)']);
    expect(digest.text).toContain('in use or not, it is deactivated from 2026-11-27 on');
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
      sections: [{ title: 'Done: created', lines: [expect.stringContaining('ann')] }],
    });
    expect(body.default).toContain(`ann, ${first}`);
  });
});

describe('the digest of a forced run', () => {
  const forced = (users: readonly string[], more: Partial<SweepReport> = {}): SweepReport => ({
    ...reportAbout([]),
    missedRotations: users.map((UserName) => ({ UserName, reason: 'because', mayFollow: true })),
    ...more,
  });

  it.each([
    [20, '"user-19"],"force":true'],
    [21, '"users":["<user>"],"force":true'],
  ])('given %i users that were not replaced, one command names them or says how', (count, command) => {
    const { attributes, text } = digestOf(forced(Array.from({ length: count }, (_, n) => `user-${n}`)));
    expect(text).toContain(`${count} need a person; `);
    expect(text).toContain(command);
    expect(text).toContain('- user-19, because');
    expect(attributes.severity).toBe('warning');
  });

  it('given all of them go on, nobody is asked for', () => {
    const { attributes, text } = digestOf(
      forced(['ann', 'bob'], { forcedAgain: ['ann', 'bob'], continued: ['ann', 'bob', 'cy'] }),
    );
    expect(text).toContain('0 need a person; ');
    expect(text).toContain(
      'Forced; a continuation replaces them in about 70 minutes (2)\n- ann, because\n- bob, because',
    );
    expect(text).toContain('A continuation looks again in about 70 minutes at (1)\n- cy');
    expect(attributes.severity).toBe('info');
  });

  it('given another act of the same user was deferred, later sweeps take it', () => {
    const known = { ...gone, keys: [...gone.keys, accessKey({ AccessKeyId: second, age: 20 })] };
    const all = [carried('ann', { ...known, forced: true }, { outcome: 'deferred' })];
    const { text } = digestOf({ ...reportAbout(all), missedRotations: forced(['ann']).missedRotations });
    expect(text).toContain('Deferred to a later sweep (1)\n');
    expect(text).toContain(`- ann, ${first}: 95 days old`);
    expect(text).not.toContain(`- ann, ${second}`);
  });
});

describe('a digest that is too long for SNS', () => {
  const report = reportAbout(
    Array.from({ length: 40 }, (_, i) => carried(`user-${String(i).padStart(2, '0')}`, i % 2 ? due : gone)),
    { failures: [{ error: new Error('ListUsers failed') }] },
  );
  const limit = 8_000;
  const parts = digestsOf(report, contextOf(config(enforce)), limit);

  it('given a limit, every part with its attributes stays within it', () => {
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(sizeInBytes(part)).toBeLessThanOrEqual(limit);
  });

  it('given the parts, no line is lost or doubled, and their order is kept', () => {
    const [whole] = digestsOf(report, contextOf(config(enforce)));
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
    const [whole] = digestsOf(report, contextOf(config(enforce)));
    // Measured as if there were many parts, so that the words for it fit in any case.
    const size = sizeInBytes(whole as Notice);
    const room = Array.from({ length: 600 }, (_, i) => size + i).find(
      (bytes) => digestsOf(report, contextOf(config(enforce)), bytes).length === 1,
    );
    expect(room).toBeLessThan(size + 600);
    expect(digestsOf(report, contextOf(config(enforce)), (room ?? 0) - 1)).toHaveLength(2);
  });

  describe('given 5,000 users in the first sweep of an old account', () => {
    const full = {
      keys: [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 1 })],
      used: { [first]: now },
    };
    const kinds: readonly (readonly [Parameters<typeof aUser>[0], Partial<Result>])[] = [
      [due, {}],
      [gone, {}],
      [replaced, {}],
      [full, {}],
      [due, { outcome: 'deferred', note: 'the keys of the user changed' }],
    ];
    const users = Array.from({ length: 5_000 }, (_, i) => {
      const [known, result] = kinds[i % kinds.length] ?? [due, {}];
      return carried(`service-user-${String(i).padStart(4, '0')}@team.example`, known, result);
    });
    const failures = [{ UserName: 'hal', error: new Error('Reading its tags failed: Throttling') }];
    const all = digestsOf(reportAbout(users, {}, failures), contextOf(config(enforce)));

    it('every part stays within what SNS takes, and its subject too', () => {
      expect(all.length).toBeGreaterThan(10);
      for (const part of all) {
        expect(sizeInBytes(part)).toBeLessThanOrEqual(262_144);
        expect(part.subject).toMatch(/^[ -~]{1,99}$/);
      }
    });

    it('the counts are at the top of part 1, then what failed, then what needs a person', () => {
      const lines = all[0]?.text.split('\n') ?? [];
      expect(lines[0]).toMatch(/mode enforce: 5,000 users, 7,000 access keys\.$/);
      expect(lines[1]).toBe(
        '1,000 need a person; 1000 created, 1000 deactivated, 1000 deleted, 1000 deferred, 0 held, 1 failed.',
      );
      expect(lines[2]).toMatch(
        /^The oldest Active key that is not exempt is AKIA\w+ of service-user-\d+@team/,
      );
      expect(lines[3]).toBe(
        `Part 1 of ${all.length}. In all parts: Failed: 1; Needs a person: no free slot for a replacement: 1,000; ` +
          'Done: created: 1,000; Done: deactivated: 1,000; Done: deleted: 1,000; Deferred to a later sweep: 1,000.',
      );
      expect(lines[5]).toBe('Failed (1)');
      expect(lines[9]).toMatch(/^Needs a person: no free slot for a replacement \(\d+\)$/);
    });

    it('every user is there once, and what was done comes after what needs a person', () => {
      const seen = all.flatMap(({ text }) =>
        [...text.matchAll(/^- (service-user-\d+)/gm)].map(([, name]) => name),
      );
      expect(seen).toHaveLength(5_000);
      expect(new Set(seen).size).toBe(5_000);
      const order = [...new Set(all.flatMap(titlesOf).map((title) => title?.replace(/ \([\d,]+\)$/, '')))];
      expect(order).toEqual([
        'Failed',
        'Needs a person: no free slot for a replacement',
        'Done: created',
        'Done: deactivated',
        'Done: deleted',
        'Deferred to a later sweep',
      ]);
    });
  });

  it('given a single line longer than the limit, it still goes out', () => {
    const long = reportAbout([], { failures: [{ error: new Error('x'.repeat(9_000)) }] });
    expect(digestsOf(long, contextOf(config(enforce)), limit)).toHaveLength(1);
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
