import { describe, expect, it } from 'vitest';
import { rules } from '../../../lib/decide/rules.ts';
import type { Result } from '../../../lib/model/plan.ts';
import { digestsOf } from '../../../lib/notify/digest/digest.ts';
import { bodyOf, type Notice, sizeInBytes } from '../../../lib/notify/notice.ts';
import type { SweepReport } from '../../../lib/report/report.ts';
import {
  config,
  contextOf,
  decision,
  first,
  inactive,
  type Overrides,
  plan,
  second,
  tagged,
  type UserSketch,
  userResultOf,
  withKeys,
} from '../../tools/builders.ts';
import { digestOf, digests, enforce, reportAbout, userNamed } from '../../tools/digest-examples.ts';

const due = withKeys(65);
const replaced = { ...withKeys(85, 20), current: second, told: { [first]: 20 } };
const gone = { ...withKeys(inactive(95)), inactiveSince: { [first]: 9 } };
const usedNow = { used: { [first]: 0 } };
const contextNow = contextOf(config(enforce));

/** Returns the titles of a digest's sections, each with the number of its lines. */
function titlesOf({ text }: Notice): string[] {
  const [, ...sections] = text.split('\n\n');
  return sections.map((section) => section.split('\n')[0] ?? '');
}

/** Returns the lines of the section whose title starts so; none if there is no such section. */
function linesUnder(title: string, { text }: Notice): string[] {
  const section = text.split('\n\n').find((one) => one.startsWith(title)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('- '));
}

// docs/notices.md has the sentences; these are laws that hold whatever the sentences are.
describe('the digest', () => {
  it('given everything at once, what failed comes first, then what needs a person, then what was done', () => {
    const [, [, week] = []] = digests;
    const starts = week ? titlesOf(week).map((title) => title.replace(/(: | \(|; | which | looks ).*/s, '')) : [];
    expect([...new Set(starts)]).toEqual([
      'Failed',
      'Root',
      'Held',
      'Needs a person',
      'Still in use close to its end',
      'Wait for a free slot',
      'Exempt, yet old',
      'Done',
      'Deferred to a later sweep',
      'Not reached in time',
      'A continuation',
    ]);
  });

  it.each(rules.filter(({ action }) => action === 'flag'))(
    'given a key that $name flags, it is under what needs a person',
    ({ name: rule }) => {
      const flagged = userResultOf(plan([decision({ rule, action: 'flag' })]));
      const [title] = titlesOf(digestOf(reportAbout([flagged])));
      expect(title).toMatch(/^Needs a person: .* \(1\)$/);
    },
  );

  it.each(digests)('given %s, its subject fits, and its attributes are whole', (_, { subject, attributes }) => {
    expect(subject).toMatch(/^\[prod\] [ -~]{1,92}$/);
    const severity = expect.stringMatching(/^(info|warning|urgent)$/);
    expect(attributes).toEqual({ event: 'digest', environment: 'prod', accountId: '123456789012', severity });
  });

  it.each<[given: string, severity: string, report: SweepReport]>([
    ['acts only', 'info', reportAbout([userNamed('ann', due)])],
    ['something held', 'warning', reportAbout([userNamed('ann', due, { outcome: 'held' })])],
    ['a name that no user has', 'warning', reportAbout([], { account: { missing: ['zoe'] } })],
    ['a failure', 'urgent', reportAbout([userNamed('ann', due, { outcome: 'held' })], { unread: [{ error: new Error('x') }] })],
  ])('given %s, it is %s', (_, severity, report) => {
    expect(digestOf(report).attributes).toMatchObject({ severity });
  });

  it('given a sweep of named users, it says so, and names no oldest key', () => {
    const whole = reportAbout([userNamed('ann', withKeys(30))]);
    const lines = (report: SweepReport) => digestOf(report).text.split('\n');
    const [head, rest, ...others] = lines({ ...whole, isNamed: true });
    expect(head).toContain('named users only');
    expect({ rest, others }).toEqual({ rest: lines(whole)[1], others: [] });
  });

  it('given only exempt users, it says that there is no oldest key', () => {
    const digest = digestOf(reportAbout([userNamed('ann', { ...withKeys(5), ...tagged('exempt', 'till') })]));
    expect(digest.text).toContain('No user that is not exempt has an Active key.');
  });

  it.each([
    [0, 0],
    [1, 1],
    [undefined, 0],
  ])('given %s root keys, it has %i warnings about root', (rootKeys, warnings) => {
    const lines = linesUnder('Root', digestOf(reportAbout([], { rootKeys })));
    expect(lines, 'warnings about root').toHaveLength(warnings);
  });

  it.each([
    ['the time ran out', false, 'Not reached in time (1)'],
    ['a person stopped the sweep', true, 'Not reached, because a person stopped the sweep (1)'],
  ])('given users not reached because %s (%s), the title says why: %s', (_, isStopped, title) => {
    const [digest] = digestsOf(reportAbout([], { account: { unreached: ['bob'] } }), { ...contextNow, isStopped });
    expect(digest && titlesOf(digest)).toEqual([title]);
  });

  it.each([
    ['a user failed', { unread: [{ UserName: 'bob', error: new Error('x') }] }, ['- exempt.users: jenkns matches no user']],
    ['a user was not reached', { account: { unreached: ['bob'] } }, ['- exempt.users: jenkns matches no user']],
    ['only named users were swept', { request: { users: ['ann'] } }, []],
  ])('given %s, settings that match none of the listed users are named', (_, run, lines) => {
    const account = 'request' in run ? {} : { listed: ['ann', 'bob'].map((UserName) => ({ UserName, Path: '/' })) };
    const report = reportAbout([userNamed('ann', due)], { ...run, account: { ...account, ...('account' in run && run.account) } });
    const digest = digestOf(report, { ...enforce, exempt: { users: ['bob', 'jenkns'] } });
    expect(linesUnder('Needs a person: settings that match no user', digest)).toEqual(lines);
  });

  it('given a held surprise, it names the setting that releases it, with its value', () => {
    const report = reportAbout([userNamed('ann', due, { outcome: 'held' })]);
    const [title] = titlesOf(digestOf(report, { ...enforce, limits: { surprising: 3 } }));
    expect(title).toMatch(/^Held: more orphans than 3 .* limits\.surprising /);
  });

  it('given the text, programs get the same as data', () => {
    const digest = digestOf(reportAbout([userNamed('ann', due)]));
    const body = JSON.parse(bodyOf(digest)) as Record<'default' | 'sqs', string>;
    expect(body.default).toBe(digest.text);
    expect(JSON.parse(body.sqs)).toMatchObject({
      ...{ event: 'digest', mode: 'enforce', now: '2026-11-24T06:00:00.000Z', part: 1, of: 1 },
      counts: { users: 1, keys: 1, oldestActiveKeyDays: 65, actions: { create: { done: 1, failed: 0 } } },
      sections: [{ title: 'Done: created', lines: [expect.stringContaining('ann')] }],
    });
  });
});

describe('who stands in the digest', () => {
  it('given a late key that is only reported, the user stands below one command', () => {
    const late: Overrides = { ...enforce, lateKeys: 'report' };
    const digest = digestOf(reportAbout([userNamed('ann', withKeys(75), {}, late)]), late);
    expect(digest.text).toContain('1 needs a person; ');
    expect(digest.text).toContain(`--payload '{"users":["<user>"],"force":true}' /dev/stdout\n- ann, ${first}`);
  });

  it.each<[string, string, UserSketch]>([
    ['two keys in use', 'Needs a person: several keys in use', { used: { [first]: 0, [second]: 0 } }],
    ['no slot', 'Needs a person: no free slot', { ...usedNow, stages: { [second]: ['AWSPREVIOUS'] } }],
  ])('given %s, both keys due, the user stands there once with both', (_, title, user) => {
    const digest = digestOf(reportAbout([userNamed('ann', { ...withKeys(75, 62), ...user })]));
    expect(digest.text).toContain('1 needs a person; ');
    expect(linesUnder(title, digest)).toEqual([expect.stringMatching(`^- ann: ${first}, 75 days .*; ${second}, 62 days `)]);
  });

  const retire: Overrides = { unused: { action: 'retire' } };
  const report: Overrides = { lateKeys: 'report' };
  const off = (age: number) => ({ ...withKeys(age, inactive(30)), inactiveSince: { [second]: 3 } });
  const orphan = { inactiveSince: { [second]: { hours: 3 } }, inactiveKind: 'orphan', intents: [{ at: 1, keyIds: [first] }] } as const;
  it.each<[given: string, title: string, user: UserSketch, overrides?: Overrides]>([
    ['another key in its overlap', 'Wait for a free slot (1)', { ...withKeys(62, 60), current: second }],
    ['another key in the way', 'Wait for a free slot (1)', { ...withKeys(110, 64), used: { [second]: 1 } }],
    ['an Inactive key', 'Wait for a free slot (1)', off(65)],
    [
      'an orphan',
      'Wait for a free slot (1)',
      { ...withKeys(65, { CreateDate: new Date('2026-11-23T06:00:00Z'), Status: 'Inactive' }), ...orphan },
    ],
    ['two unused keys that are retired', 'Wait for a free slot (1)', withKeys(66, 64), retire],
    ['an Inactive key, in time though late keys are only reported', 'Wait for a free slot (1)', off(61), report],
    ['an Inactive key that may go too late', 'Needs a person: no free slot for a replacement (1)', off(62), report],
    ['an Inactive key, and late', 'Needs a person: late, and late keys are only reported (1)', off(71), report],
    ['another key that stays', 'Needs a person: no free slot for a replacement (1)', { ...usedNow, ...withKeys(65, 1) }],
    [
      'an Inactive key and another key that stays',
      'Needs a person: no free slot for a replacement (1)',
      { ...off(65), ...withKeys(65, inactive(30), 1) },
    ],
  ])('given a key without a slot and %s, it is under "%s"', (_, title, user, overrides) => {
    const settings = { ...enforce, ...overrides };
    expect(titlesOf(digestOf(reportAbout([userNamed('ann', user, {}, settings)]), settings))).toEqual([title]);
  });

  it.each<[given: string, title: string, overrides: Overrides, frozen: boolean]>([
    ['mode report', 'Would wait for a free slot under mode enforce (1)', {}, false],
    ['a freeze, which goes by what was promised', 'Wait for a free slot (1)', { ...enforce, mode: 'report' }, true],
  ])('given a key that waits for a slot in %s, the section is "%s"', (_, title, overrides, frozen) => {
    const freeze = frozen ? { freeze: { until: '2026-11-30', reason: 'x' } } : {};
    expect(titlesOf(digestOf(reportAbout([userNamed('ann', off(65))], freeze), overrides))).toEqual([title]);
  });

  it('given a key that waits for a slot and a secret that is scheduled for deletion, the secret is what is said', () => {
    const digest = digestOf(reportAbout([userNamed('ann', { ...off(65), current: first, secret: { deleted: true } })]));
    expect(titlesOf(digest)).toEqual(['Needs a person: the secret is scheduled for deletion (1)']);
  });

  it('given tags that cannot be understood, their users stand there once, without those of other tags', () => {
    const digest = digestOf(
      reportAbout([
        userNamed('ann', { ...due, tags: { 'Access-Key-Sweeper:exmept': 'x' } }),
        userNamed('bob', { ...due, ...tagged('hold-until', '1 May') }),
        userNamed('cy', { ...due, told: { [first]: 0 }, tags: { 'access-key-sweeper:OWNER': 'x', team: 'y' } }),
      ]),
    );
    const start = expect.stringMatching(/^- (ann|bob): /);
    expect(linesUnder('Needs a person: tags', digest)).toEqual([start, start]);
    expect(linesUnder('Exempt', digest)).toEqual([]);
  });

  it.each<[given: string, lines: number, age: number, user: UserSketch, overrides?: Overrides]>([
    ['outside include.tag', 0, 65, {}, { include: { tag: 'rotate' } }],
    ['outside include.paths', 0, 65, {}, { include: { paths: ['/team/'] } }],
    ['exempt by name', 1, 65, {}, { exempt: { users: ['a*'] } }],
    ['exempt by tag', 1, 60, tagged('exempt', 'till')],
    ['exempt by tag and a day younger', 0, 59, tagged('exempt', 'till')],
  ])('given a user %s, %i lines are about exempt users with old keys', (_, lines, age, user, overrides) => {
    const settings = { ...enforce, ...overrides };
    const digest = digestOf(reportAbout([userNamed('ann', { ...withKeys(age), ...user }, {}, settings)]), settings);
    expect(linesUnder('Exempt', digest), 'lines about exempt users').toHaveLength(lines);
  });

  it('given report mode, of keys to be replaced only a late one in use is said to end', () => {
    const used = { used: { [first]: 1 } };
    const users = { ann: { ...withKeys(300), ...used }, bob: withKeys(300), cy: { ...due, ...used } };
    const all = Object.entries(users).map(([name, user]) => userNamed(name, user, { outcome: 'rehearsed' }));
    expect(linesUnder('In use', digestOf(reportAbout(all), {}))).toEqual([expect.stringMatching(`^- ann, ${first}: .*2026-12-04`)]);
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
  ])('given %i users that were not replaced, one command has %s', (count, command) => {
    const digest = digestOf(forced(Array.from({ length: count }, (_, n) => `user-${n}`)));
    expect(digest.text).toContain(`${count} need a person; `);
    expect(digest.text).toContain(command);
    expect(linesUnder('Needs a person: forced', digest)[19]).toBe('- user-19, because');
    expect(digest.attributes).toMatchObject({ severity: 'warning' });
  });

  it('given a user without a slot, who stands below two titles, one person is needed', () => {
    const stuck = userNamed('ann', { ...withKeys(20, 30), forced: true });
    const missedRotations = [{ UserName: 'ann', reason: 'because', mayFollow: false }];
    const digest = digestOf({ ...reportAbout([stuck]), missedRotations });
    expect(linesUnder('Needs a person: forced', digest)).toHaveLength(1);
    expect(linesUnder('Needs a person: no free slot', digest)).toHaveLength(1);
    expect(digest.text).toContain('1 needs a person; ');
  });

  it('given two settings that match no user, each counts', () => {
    const settings: Overrides = { ...enforce, exempt: { users: ['x-*', 'y-*'] } };
    const digest = digestOf(reportAbout([userNamed('ann', withKeys(20))]), settings);
    expect(digest.text).toContain('2 need a person; ');
  });

  it('given a continuation replaces all of them, no person is needed', () => {
    const digest = digestOf(forced(['ann', 'bob'], { forcedAgain: ['ann', 'bob'], continued: ['ann', 'bob', 'cy'] }));
    expect(digest.text).toContain('0 need a person; ');
    expect(linesUnder('Forced;', digest)).toEqual(['- ann, because', '- bob, because']);
    expect(linesUnder('A continuation', digest)).toEqual(['- cy']);
    expect(digest.attributes).toMatchObject({ severity: 'info' });
  });

  it('given another act of the same user was deferred, that one is left to later sweeps', () => {
    const keys = [...gone.keys, ...withKeys(0, 20).keys.slice(1)];
    const report = reportAbout([userNamed('ann', { ...gone, keys, forced: true }, { outcome: 'deferred' })]);
    const digest = digestOf({ ...report, missedRotations: forced(['ann']).missedRotations });
    expect(linesUnder('Deferred', digest)).toEqual([expect.stringContaining(`- ann, ${first}: 95 days old`)]);
  });
});

describe('a digest that is too long for SNS', () => {
  const all = Array.from({ length: 40 }, (_, i) => userNamed(`user-${String(i).padStart(2, '0')}`, i % 2 ? due : gone));
  const report = reportAbout(all, { unread: [{ error: new Error('ListUsers failed') }] });
  const whole = digestOf(report);
  const limit = 8_000;
  const parts = digestsOf(report, contextNow, limit);
  const linesOf = ({ text }: Notice) => text.split('\n').filter((line) => line.startsWith('- '));

  it('given a limit, every part with its attributes is within it', () => {
    expect(parts.length, 'parts').toBeGreaterThan(2);
    for (const part of parts) expect(sizeInBytes(part), part.subject).toBeLessThanOrEqual(limit);
  });

  it('given the parts, no line is lost or doubled, and their order is kept', () => {
    expect(parts.flatMap(linesOf)).toEqual(linesOf(whole));
  });

  it('given the parts, each says which it is', () => {
    for (const [i, { subject, data }] of parts.entries()) {
      expect(subject).toMatch(/^[ -~]{1,99}$/);
      expect(subject).toContain(`(part ${i + 1} of ${parts.length})`);
      expect(data).toMatchObject({ part: i + 1, of: parts.length });
    }
  });

  it('given exactly enough room, it is one part; given a byte less, two', () => {
    const partsWithin = (bytes: number) => digestsOf(report, contextNow, bytes).length;
    // Measured as if there were many parts, so that the words for them fit in any case.
    const size = sizeInBytes(whole);
    const room = Array.from({ length: 600 }, (_, i) => size + i).find((bytes) => partsWithin(bytes) === 1) ?? 0;
    expect(room, 'bytes for one part').toBeGreaterThanOrEqual(size);
    expect({ parts: partsWithin(room - 1) }).toEqual({ parts: 2 });
  });

  it('given a single line longer than the limit, it is one part', () => {
    const long = reportAbout([], { unread: [{ error: new Error('x'.repeat(9_000)) }] });
    expect(digestsOf(long, contextNow, limit), 'parts').toHaveLength(1);
  });
});

describe('the digest of the first sweep of 5,000 users', () => {
  const kinds: readonly (readonly [UserSketch, Partial<Result>])[] = [
    [due, {}],
    [gone, {}],
    [replaced, {}],
    [{ ...withKeys(65, 1), ...usedNow }, {}],
    [due, { outcome: 'deferred', note: 'the keys of the user changed' }],
  ];
  const users = Array.from({ length: 5_000 }, (_, i) => {
    const [user, result] = kinds[i % kinds.length] ?? [due, {}];
    return userNamed(`service-user-${String(i).padStart(4, '0')}@team.example`, user, result);
  });
  const parts = digestsOf(reportAbout(users, { unread: [{ UserName: 'hal', error: new Error('Throttling') }] }), contextNow);

  it('given its parts, SNS accepts each', () => {
    expect(parts.length, 'parts').toBeGreaterThan(10);
    for (const part of parts) {
      expect(sizeInBytes(part), part.subject).toBeLessThanOrEqual(262_144);
      expect(part.subject).toMatch(/^[ -~]{1,99}$/);
    }
  });

  it('given its first part, the sums come first, then what failed, then what needs a person', () => {
    const lines = parts[0]?.text.split('\n') ?? [];
    expect(lines[0]).toContain('5,000 users, 7,000 access keys');
    expect(lines[1]).toMatch(/^1,000 need a person; 1000 created, 1000 deactivated, 1000 deleted, 1000 deferred, 0 held, 1 failed/);
    expect(lines[2]).toMatch(/AKIA\w+ of service-user-\d+@team/);
    expect(lines[3]).toContain(`Part 1 of ${parts.length}.`);
    expect(lines[3]?.match(/: 1,000[;.]/g), 'sections of 1,000 lines').toHaveLength(5);
    expect(parts[0] && titlesOf(parts[0])).toEqual(['Failed (1)', expect.stringMatching(/^Needs a person: no free slot/)]);
  });

  it('given all parts, every user is there once, in the order of the sections', () => {
    const names = parts.flatMap(({ text }) => [...text.matchAll(/^- (service-user-\d+)/gm)].map(([, name]) => name));
    expect({ lines: names.length, users: new Set(names).size }).toEqual({ lines: 5_000, users: 5_000 });
    const order = [...new Set(parts.flatMap(titlesOf).map((title) => title.replace(/ \([\d,]+\)$/, '')))];
    expect(order).toEqual([
      'Failed',
      expect.stringMatching(/^Needs a person: /),
      'Done: created',
      'Done: deactivated',
      'Done: deleted',
      'Deferred to a later sweep',
    ]);
  });
});
