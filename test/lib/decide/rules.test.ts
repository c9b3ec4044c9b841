import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import { isPromotable } from '../../../lib/decide/replacement.ts';
import type { RuleName } from '../../../lib/model/plan.ts';
import type { SecretState } from '../../../lib/model/secret-state.ts';
import {
  accessKey,
  ago,
  aUser,
  config,
  decisionOf,
  first,
  now,
  type Overrides,
  ruleFor,
  second,
  type Time,
  third,
} from '../../tools/builders.ts';

const proof = (at: Date) => ({ at, service: 'sts', region: 'us-east-1' });

/** An old key of bob's and the one the sweeper made for it, its owner told long ago. */
function replaced({
  age = 85,
  newAge = 20,
  ...known
}: Parameters<typeof aUser>[0] & { age?: number; newAge?: number }) {
  return aUser({
    keys: [accessKey({ age }), accessKey({ AccessKeyId: second, age: newAge })],
    stages: { [second]: ['AWSCURRENT'] },
    told: { [first]: ago({ days: 20 }) },
    ...known,
  });
}

/** Two keys that nobody stored, the older one idle and 91 days old. */
function crowded({
  age = 91,
  newAge = 20,
  ...known
}: Parameters<typeof aUser>[0] & { age?: number; newAge?: number }) {
  return aUser({
    keys: [accessKey({ age }), accessKey({ AccessKeyId: second, age: newAge })],
    ...known,
  });
}

/** An Inactive key of bob's. */
function inactive({ age = 95, ...known }: Parameters<typeof aUser>[0] & { age?: number }) {
  return aUser({ keys: [accessKey({ age, Status: 'Inactive' })], ...known });
}

describe('rule 1, exempt', () => {
  const old = accessKey({ age: 200 });

  it.each<[string, Parameters<typeof aUser>[0], Overrides, RuleName]>([
    ['no word about the user', {}, {}, 'create'],
    ['the tag exempt', { tags: { 'access-key-sweeper:exempt': 'legacy till' } }, {}, 'exempt'],
    ['the tag exempt without a reason', { tags: { 'access-key-sweeper:exempt': '' } }, {}, 'exempt'],
    ['the tag exempt in other case', { tags: { 'Access-Key-Sweeper:EXEMPT': 'x' } }, {}, 'exempt'],
    ['a tag that only begins alike', { tags: { 'access-key-sweeper:exempted': 'x' } }, {}, 'create'],
    [
      'hold-until a second ahead',
      { tags: { 'access-key-sweeper:hold-until': ago({ seconds: -1 }).toISOString() } },
      {},
      'exempt',
    ],
    [
      'hold-until this very moment',
      { tags: { 'access-key-sweeper:hold-until': now.toISOString() } },
      {},
      'create',
    ],
    ['hold-until a past day', { tags: { 'access-key-sweeper:hold-until': '2026-11-01' } }, {}, 'create'],
    ['hold-until a day to come', { tags: { 'access-key-sweeper:hold-until': '2026-12-24' } }, {}, 'exempt'],
    ['hold-until in other case', { tags: { 'ACCESS-KEY-SWEEPER:Hold-Until': '2026-12-24' } }, {}, 'exempt'],
    // In UTC, whatever zone the machine is in: it is 2026-11-24 now.
    ['hold-until today', { tags: { 'access-key-sweeper:hold-until': '2026-11-24' } }, {}, 'create'],
    [
      'hold-until a moment without a zone',
      { tags: { 'access-key-sweeper:hold-until': '2026-11-01T00:00:00' } },
      {},
      'exempt',
    ],
    ['hold-until 12', { tags: { 'access-key-sweeper:hold-until': '12' } }, {}, 'exempt'],
    ['an unreadable hold-until', { tags: { 'access-key-sweeper:hold-until': 'Christmas' } }, {}, 'exempt'],
    ['a name in exempt.users', { UserName: 'robot-7' }, { exempt: { users: ['robot-*'] } }, 'exempt'],
    [
      'a name that exempt.users only begins like',
      { UserName: 'robots' },
      { exempt: { users: ['robot-*'] } },
      'create',
    ],
    ['a name with a dot in front', { UserName: '.robot' }, { exempt: { users: ['*'] } }, 'exempt'],
    ['an SES SMTP user', { UserName: 'ses-smtp-user.20260101-120000' }, {}, 'exempt'],
    ['a path in exempt.paths', { Path: '/ci/' }, { exempt: { paths: ['/ci/'] } }, 'exempt'],
    ['a path below one in exempt.paths', { Path: '/ci/a/' }, { exempt: { paths: ['/ci/'] } }, 'create'],
    ['a path that exempt.paths globs', { Path: '/ci/a/b/' }, { exempt: { paths: ['/ci/**'] } }, 'exempt'],
    ['a path one level deeper than *', { Path: '/ci/a/b/' }, { exempt: { paths: ['/ci/*'] } }, 'create'],
    ['a path without its last slash', { Path: '/ci/' }, { exempt: { paths: ['/ci'] } }, 'exempt'],
    ['a path of which all is globbed', { Path: '/ci/' }, { exempt: { paths: ['/ci/*'] } }, 'exempt'],
    ['a path that only begins so', { Path: '/cinema/' }, { exempt: { paths: ['/ci', '/ci/*'] } }, 'create'],
    ['the root path, globbed', { Path: '/' }, { exempt: { paths: ['/*'] } }, 'exempt'],
    ['the root path', { Path: '/' }, { exempt: { paths: ['/ci/**'] } }, 'create'],
    ['a hidden path', { Path: '/ci/.a/' }, { exempt: { paths: ['/ci/*'] } }, 'exempt'],
    ['a path in include.paths', { Path: '/apps/web/' }, { include: { paths: ['/ci/', '/apps/'] } }, 'create'],
    [
      'a path outside include.paths',
      { Path: '/people/' },
      { include: { paths: ['/ci/', '/apps/'] } },
      'exempt',
    ],
    ['an include path further in', { Path: '/a/apps/' }, { include: { paths: ['/apps/'] } }, 'exempt'],
    ['the tag of include.tag', { tags: { rotate: 'yes' } }, { include: { tag: 'rotate' } }, 'create'],
    [
      'the tag of include.tag in other case',
      { tags: { ROTATE: '' } },
      { include: { tag: 'Rotate' } },
      'create',
    ],
    ['no tag of include.tag', { tags: { other: 'yes' } }, { include: { tag: 'rotate' } }, 'exempt'],
    ['the value of include.tag', { tags: { team: 'a=b' } }, { include: { tag: 'team=a=b' } }, 'create'],
    ['another value than include.tag', { tags: { team: 'a' } }, { include: { tag: 'team=b' } }, 'exempt'],
    [
      'an empty value where include.tag has one',
      { tags: { team: '' } },
      { include: { tag: 'team=b' } },
      'exempt',
    ],
    [
      'a value where include.tag wants an empty one',
      { tags: { team: 'b' } },
      { include: { tag: 'team=' } },
      'exempt',
    ],
  ])('given %s, the user is exempt or not', (_, known, overrides, rule) => {
    expect(ruleFor(aUser({ keys: [old], ...known }), first, overrides)).toBe(rule);
  });

  it.each<[string, Parameters<typeof aUser>[0], Overrides, string]>([
    ['the tag', { tags: { 'access-key-sweeper:exempt': 'legacy till' } }, {}, 'tagged exempt: legacy till'],
    ['an empty tag', { tags: { 'access-key-sweeper:exempt': '' } }, {}, 'tagged exempt: no reason given'],
    [
      'a name',
      { UserName: 'robot' },
      { exempt: { users: ['x', 'robot'] } },
      'the user name matches exempt.users robot',
    ],
    ['a path', { Path: '/ci/' }, { exempt: { paths: ['/ci/'] } }, 'path /ci/ matches exempt.paths /ci/'],
    [
      'not included',
      { Path: '/ci/' },
      { include: { paths: ['/apps/'] } },
      'path /ci/ is not in include.paths',
    ],
    ['no tag', {}, { include: { tag: 'rotate' } }, 'no tag rotate (include.tag)'],
    [
      'a hold',
      { tags: { 'access-key-sweeper:hold-until': '2027-01-01T00:00:00Z' } },
      {},
      'on hold until 2027-01-01T00:00:00.000Z',
    ],
    [
      'an unreadable hold',
      { tags: { 'access-key-sweeper:hold-until': '' } },
      {},
      'its hold-until tag is no date, so it is left alone',
    ],
  ])('given a user exempt by %s, the reason says so', (_, known, overrides, reason) => {
    const decision = decisionOf(aUser({ keys: [old], ...known }), first, overrides);
    expect(decision).toMatchObject({ rule: 'exempt', action: 'keep', reason });
  });

  it('given a user without evidence, only its name and path can exempt it', () => {
    const subject = { ...aUser({ keys: [accessKey({ age: 30 })] }), evidence: undefined };
    expect(ruleFor(subject, first, { include: { tag: 'rotate' } })).toBe('fresh');
    expect(ruleFor(subject, first, { exempt: { users: ['b*'] } })).toBe('exempt');
  });
});

describe('rule 2, in-flight', () => {
  it.each<[string, Time, RuleName]>([
    ['a second less than an hour old', { minutes: 59, seconds: 59 }, 'in-flight'],
    ['an hour old', { hours: 1 }, 'create'],
    ['of another clock, a minute ahead', { minutes: -1 }, 'in-flight'],
  ])('given an intent mark %s, %s', (_, age, rule) => {
    expect(
      ruleFor(aUser({ keys: [accessKey({ age: 65 })], intents: [{ at: ago(age), keyIds: [first] }] }), first),
    ).toBe(rule);
  });

  it('given one young mark among old ones, every key of the user waits, deferred', () => {
    const subject = aUser({
      keys: [accessKey({ age: 95, Status: 'Inactive' }), accessKey({ AccessKeyId: second, age: 65 })],
      intents: [
        { at: ago({ days: 3 }), keyIds: [first, second] },
        { at: ago({ minutes: 3 }), keyIds: [first, second] },
      ],
    });
    for (const id of [first, second]) {
      expect(decisionOf(subject, id)).toMatchObject({
        rule: 'in-flight',
        action: 'keep',
        postponed: 'deferred',
      });
    }
  });

  it('given an intent tag in other case, it counts', () => {
    const tags = { 'ACCESS-KEY-SWEEPER:Creating:x': `${ago({ minutes: 3 }).toISOString()} ${first}` };
    expect(ruleFor(aUser({ keys: [accessKey({ age: 65 })], tags }), first)).toBe('in-flight');
  });

  it('given an intent tag that cannot be read, it is no intent', () => {
    const tags = { 'access-key-sweeper:creating:x': 'soon' };
    expect(ruleFor(aUser({ keys: [accessKey({ age: 65 })], tags }), first)).toBe('create');
  });

  it('given any other rule, nothing is postponed by deciding', () => {
    expect(decisionOf(aUser({ keys: [accessKey({ age: 65 })] }), first)).not.toHaveProperty('postponed');
  });
});

describe('rule 3, unfinished', () => {
  it.each<[string, readonly string[] | undefined, string, RuleName]>([
    ['pending', ['AWSPENDING'], 'Active', 'unfinished'],
    ['pending with a label of somebody else', ['AWSPENDING', 'blue'], 'Active', 'unfinished'],
    ['pending and current', ['AWSPENDING', 'AWSCURRENT'], 'Active', 'fresh'],
    ['pending and previous', ['AWSPENDING', 'AWSPREVIOUS'], 'Active', 'fresh'],
    ['current', ['AWSCURRENT'], 'Active', 'fresh'],
    ['deprecated', [], 'Active', 'fresh'],
    ['not there', undefined, 'Active', 'fresh'],
    ['pending, the key Inactive', ['AWSPENDING'], 'Inactive', 'inactive-unmarked'],
    ['pending, the key Expired', ['AWSPENDING'], 'Expired', 'unknown-status'],
  ])('given a key whose version is %s, %s', (_, stages, Status, rule) => {
    const subject = aUser({
      keys: [accessKey({ age: 1, Status })],
      stages: stages ? { [first]: stages } : {},
    });
    expect(ruleFor(subject, first)).toBe(rule);
  });
});

describe('rule 4, orphan', () => {
  /** A key `made` before now, under a mark of two hours ago that did not list it. */
  const minted = (made: Time, known: Parameters<typeof aUser>[0] = {}) =>
    aUser({
      keys: [accessKey({ CreateDate: ago(made) })],
      intents: [{ at: ago({ hours: 2 }), keyIds: [second] }],
      ...known,
    });

  it.each<[string, Time, RuleName]>([
    ['5 minutes and a second before the mark', { hours: 2, minutes: 5, seconds: 1 }, 'fresh'],
    ['5 minutes before the mark', { hours: 2, minutes: 5 }, 'orphan'],
    ['with the mark', { hours: 2 }, 'orphan'],
    ['15 minutes after the mark', { hours: 1, minutes: 45 }, 'orphan'],
    ['15 minutes and a second after the mark', { hours: 1, minutes: 44, seconds: 59 }, 'fresh'],
  ])('given a key created %s, %s', (_, made, rule) => {
    expect(ruleFor(minted(made), first)).toBe(rule);
  });

  it.each<[string, Parameters<typeof aUser>[0], RuleName]>([
    ['the mark is an hour old', { intents: [{ at: ago({ hours: 1 }) }] }, 'orphan'],
    [
      'the mark is younger than an hour',
      { intents: [{ at: ago({ minutes: 59, seconds: 59 }) }] },
      'in-flight',
    ],
    ['the mark lists the key', { intents: [{ at: ago({ hours: 1 }), keyIds: [first] }] }, 'fresh'],
    [
      'an older mark lists it and this one does not',
      {
        intents: [
          { at: ago({ hours: 1 }), keyIds: [first] },
          { at: ago({ hours: 1 }), keyIds: [second] },
        ],
      },
      'orphan',
    ],
    ['there is no mark', { intents: [] }, 'fresh'],
    ['it was stored', { stages: { [first]: ['AWSCURRENT'] } }, 'fresh'],
    ['it was stored and is deprecated', { stages: { [first]: [] } }, 'fresh'],
    ['another key was stored', { stages: { [second]: ['AWSCURRENT'] } }, 'orphan'],
    ['somebody used it', { used: { [first]: ago({ minutes: 30 }) } }, 'fresh'],
    ['we proved it', { used: { [first]: proof(ago({ hours: 1 })) } }, 'fresh'],
  ])('given a key that came with a mark, and %s, %s', (_, known, rule) => {
    expect(ruleFor(minted({ hours: 1 }, { intents: [{ at: ago({ hours: 1 }) }], ...known }), first)).toBe(
      rule,
    );
  });

  it('given an orphan, it is deleted, whatever its status', () => {
    expect(decisionOf(minted({ hours: 2 }), first)).toMatchObject({ action: 'delete' });
    const keys = [accessKey({ CreateDate: ago({ hours: 2 }), Status: 'Inactive' })];
    expect(ruleFor(minted({}, { keys }), first)).toBe('orphan');
  });

  it('given a key whose last use nobody looked up, it is no orphan', () => {
    const subject = minted({ hours: 2 });
    const known = subject.evidence && { ...subject.evidence, lastUse: new Map() };
    expect(ruleFor({ ...subject, evidence: known }, first)).toBe('fresh');
  });
});

describe('rule 5, unknown-status', () => {
  it.each<[string, RuleName]>([
    ['Expired', 'unknown-status'],
    ['active', 'unknown-status'],
    ['Active', 'create'],
    ['Inactive', 'inactive-unmarked'],
  ])('given an old key of status %s, %s', (Status, rule) => {
    expect(ruleFor(aUser({ keys: [accessKey({ age: 95, Status })] }), first)).toBe(rule);
  });

  it('given an Expired key, a person is told its status', () => {
    const subject = aUser({ keys: [accessKey({ Status: 'Expired' })] });
    expect(decisionOf(subject, first)).toMatchObject({
      action: 'flag',
      reason: expect.stringContaining('Expired'),
    });
  });
});

describe('rule 6, inactive-current', () => {
  it.each<[string, readonly string[], RuleName]>([
    ['current', ['AWSCURRENT'], 'inactive-current'],
    ['previous', ['AWSPREVIOUS'], 'inactive-past-delete'],
  ])('given an Inactive key past deletion whose version is %s, %s', (_, stages, rule) => {
    const subject = inactive({ stages: { [first]: stages }, inactiveSince: { [first]: ago({ days: 30 }) } });
    expect(ruleFor(subject, first)).toBe(rule);
  });
});

describe('rule 7, inactive-unmarked', () => {
  const since = ago({ days: 10 });

  it.each<[string, Parameters<typeof aUser>[0], RuleName]>([
    ['no mark', {}, 'inactive-unmarked'],
    ['a mark', { inactiveSince: { [first]: since } }, 'inactive-past-delete'],
    [
      'a mark in other case',
      { tags: { [`Access-Key-Sweeper:Inactive-Since:${first.toLowerCase()}`]: since.toISOString() } },
      'inactive-past-delete',
    ],
    ['a mark about another key', { inactiveSince: { [second]: since } }, 'inactive-unmarked'],
    [
      'a mark that is no date',
      { tags: { [`access-key-sweeper:inactive-since:${first}`]: 'lately' } },
      'inactive-unmarked',
    ],
    [
      'a use an hour after the mark',
      { inactiveSince: { [first]: since }, used: { [first]: ago({ days: 10, hours: -1 }) } },
      'inactive-past-delete',
    ],
    [
      'a use a second later',
      { inactiveSince: { [first]: since }, used: { [first]: ago({ days: 10, hours: -1, seconds: -1 }) } },
      'inactive-unmarked',
    ],
    [
      'a use before the mark',
      { inactiveSince: { [first]: since }, used: { [first]: ago({ days: 11 }) } },
      'inactive-past-delete',
    ],
  ])('given an Inactive key with %s, %s', (_, known, rule) => {
    expect(ruleFor(inactive(known ?? {}), first)).toBe(rule);
  });

  it('given an Inactive key of any age without a mark, it is marked', () => {
    expect(decisionOf(inactive({ age: 0 }), first)).toMatchObject({
      rule: 'inactive-unmarked',
      action: 'mark',
    });
  });
});

describe('rules 8 and 9, deletion', () => {
  it.each<[number, Time, RuleName]>([
    [90, { days: 30 }, 'inactive-waiting'],
    [91, { days: 30 }, 'inactive-past-delete'],
    [91, { days: 6 }, 'inactive-past-delete'],
    [91, { days: 6, seconds: -1 }, 'inactive-waiting'],
    [91, { minutes: -59 }, 'inactive-waiting'],
    [91, { days: -3 }, 'inactive-unmarked'],
    [20, { days: 6 }, 'inactive-waiting'],
  ])('given an Inactive key of age %i, Inactive for %o, %s', (age, since, rule) => {
    expect(ruleFor(inactive({ age, inactiveSince: { [first]: ago(since) } }), first)).toBe(rule);
  });

  it('given a key a second younger than 91 days, it waits', () => {
    const keys = [accessKey({ CreateDate: ago({ days: 91, seconds: -1 }), Status: 'Inactive' })];
    expect(
      decisionOf(inactive({ keys, inactiveSince: { [first]: ago({ days: 30 }) } }), first),
    ).toMatchObject({
      age: 90,
      rule: 'inactive-waiting',
      action: 'keep',
    });
  });

  it('given other thresholds, they count', () => {
    const thresholds = { delete: { after: 95, inactiveFor: 20 } };
    const at = (age: number, days: number) =>
      ruleFor(inactive({ age, inactiveSince: { [first]: ago({ days }) } }), first, { thresholds });
    expect([at(95, 20), at(96, 19), at(96, 20)]).toEqual([
      'inactive-waiting',
      'inactive-waiting',
      'inactive-past-delete',
    ]);
  });

  it('given a key past deletion, it is deleted', () => {
    const subject = inactive({ inactiveSince: { [first]: ago({ days: 6 }) } });
    expect(decisionOf(subject, first)).toMatchObject({ action: 'delete' });
  });
});

describe('rule 10, two-in-use', () => {
  const both = (older: Time, younger: Time) => ({ [first]: ago(older), [second]: ago(younger) });

  it.each<[string, number, Parameters<typeof aUser>[0], Overrides, RuleName]>([
    ['both used today', 60, { used: both({ hours: 1 }, { hours: 1 }) }, {}, 'two-in-use'],
    ['both used today, a day younger', 59, { used: both({ hours: 1 }, { hours: 1 }) }, {}, 'fresh'],
    [
      'the older last used a second short of 7 days ago',
      60,
      { used: both({ days: 7, seconds: -1 }, { hours: 1 }) },
      {},
      'two-in-use',
    ],
    [
      'the older last used 7 days ago',
      60,
      { used: both({ days: 7 }, { hours: 1 }) },
      {},
      'superseded-waiting',
    ],
    [
      'the younger last used a second short of 7 days ago',
      60,
      { used: both({ hours: 1 }, { days: 7, seconds: -1 }) },
      {},
      'two-in-use',
    ],
    ['the younger last used 7 days ago', 60, { used: both({ hours: 1 }, { days: 7 }) }, {}, 'no-slot'],
    [
      'the younger current',
      60,
      { used: both({ hours: 1 }, { hours: 1 }), stages: { [second]: ['AWSCURRENT'] } },
      {},
      'superseded-waiting',
    ],
    [
      'the older current',
      60,
      { used: both({ hours: 1 }, { hours: 1 }), stages: { [first]: ['AWSCURRENT'] } },
      {},
      'no-slot',
    ],
    [
      'both used, the guards off',
      60,
      { used: both({ hours: 1 }, { hours: 1 }) },
      { inUseWithinDays: 0 },
      'superseded-waiting',
    ],
    ['the younger never used', 60, { used: { [first]: ago({ hours: 1 }) } }, {}, 'no-slot'],
    [
      'the younger only proven',
      60,
      { used: { [first]: ago({ hours: 1 }), [second]: proof(ago({ days: 1 })) } },
      {},
      'no-slot',
    ],
  ])('given two keys, %s, at age %i: %s', (_, age, known, overrides, rule) => {
    const keys = [accessKey({ age }), accessKey({ AccessKeyId: second, age: 1 })];
    expect(ruleFor(aUser({ keys, ...known }), first, overrides)).toBe(rule);
  });

  it('given both old, both are flagged', () => {
    const subject = aUser({
      keys: [accessKey({ age: 100 }), accessKey({ AccessKeyId: second, age: 60 })],
      used: both({ hours: 1 }, { hours: 1 }),
    });
    for (const id of [first, second]) {
      expect(decisionOf(subject, id)).toMatchObject({ rule: 'two-in-use', action: 'flag' });
    }
  });

  it('given a third key that nobody uses, it is not one of the two in use', () => {
    const subject = aUser({
      keys: [
        accessKey({ age: 70 }),
        accessKey({ AccessKeyId: second, age: 80 }),
        accessKey({ AccessKeyId: third, age: 61 }),
      ],
      used: both({ hours: 1 }, { hours: 1 }),
    });
    expect([first, second, third].map((id) => ruleFor(subject, id))).toEqual([
      'two-in-use',
      'two-in-use',
      'no-slot',
    ]);
  });

  it('given an Inactive key used lately, it is not in use', () => {
    const subject = aUser({
      keys: [accessKey({ age: 60 }), accessKey({ AccessKeyId: second, age: 1, Status: 'Inactive' })],
      used: both({ hours: 1 }, { hours: 1 }),
    });
    expect(ruleFor(subject, first)).toBe('no-slot');
  });
});

describe('rules 11 and 12, in the way', () => {
  const told = { [first]: ago({ days: 10 }) };

  it.each<[string, Parameters<typeof crowded>[0], RuleName]>([
    ['never used, the other used', { told, used: { [second]: ago({ days: 1 }) } }, 'in-the-way-done'],
    ['a day younger', { age: 90, told, used: { [second]: ago({ days: 1 }) } }, 'superseded-done'],
    [
      'last used 90 days ago, the other lately',
      { told, used: { [first]: ago({ days: 90 }), [second]: ago({ days: 1 }) } },
      'in-the-way-done',
    ],
    [
      'last used a second less than 90 days ago',
      { told, used: { [first]: ago({ days: 90, seconds: -1 }), [second]: ago({ days: 1 }) } },
      'superseded-done',
    ],
    [
      'used as lately as the other',
      { age: 100, newAge: 95, told, used: { [first]: ago({ days: 95 }), [second]: ago({ days: 95 }) } },
      'no-slot',
    ],
    [
      'used a second before the other',
      {
        age: 100,
        newAge: 95,
        told,
        used: { [first]: ago({ days: 95, seconds: 1 }), [second]: ago({ days: 95 }) },
      },
      'in-the-way-done',
    ],
    ['used, the other never', { age: 100, told, used: { [first]: ago({ days: 95 }) } }, 'no-slot'],
    ['neither ever used', { told }, 'in-the-way-done'],
    [
      'neither ever used, and nobody can fetch the other any more',
      { told, stages: { [second]: ['AWSPREVIOUS'] }, secret: { deleted: true } },
      'no-slot',
    ],
    [
      'never used, the other used, which nobody can fetch any more',
      { told, stages: { [second]: [] }, used: { [second]: ago({ days: 1 }) }, secret: { deleted: true } },
      'in-the-way-done',
    ],
    [
      'neither ever used, the other stored as previous',
      { told, stages: { [second]: ['AWSPREVIOUS'] } },
      'in-the-way-done',
    ],
    [
      'neither ever used, the other in a version without a stage',
      { told, stages: { [second]: [] } },
      'no-slot',
    ],
    [
      'neither ever used, the other pending where nothing may be written',
      { told, stages: { [second]: ['AWSPENDING'] }, secret: { refusal: 'has a rotation of its own' } },
      'no-slot',
    ],
    ['neither ever used, a secret gone', { told, secret: { deleted: true } }, 'in-the-way-done'],
    [
      'neither used but for our proof, so that the other was ours and its secret is gone',
      { told, used: { [second]: proof(ago({ days: 20 })) } },
      'no-slot',
    ],
    ['stored, deprecated', { told, stages: { [first]: [] } }, 'no-slot'],
    ['not told yet', { used: { [second]: ago({ days: 1 }) } }, 'in-the-way'],
    [
      'told a second less than 10 days ago',
      { told: { [first]: ago({ days: 10, seconds: -1 }) } },
      'in-the-way',
    ],
    [
      'told at a time that is no date',
      { tags: { [`access-key-sweeper:told-since:${first}`]: 'yes' } },
      'in-the-way',
    ],
    ['told of another key', { told: { [second]: ago({ days: 10 }) } }, 'in-the-way'],
  ])('given an old key, %s, %s', (_, known, rule) => {
    expect(ruleFor(crowded(known ?? {}), first)).toBe(rule);
  });

  it('given an old key in the way, it is deactivated only when its owner was told for long enough', () => {
    expect(decisionOf(crowded({ told }), first)).toMatchObject({ action: 'deactivate' });
    expect(decisionOf(crowded({}), first)).toMatchObject({ action: 'keep' });
  });

  it('given two keys never used, only the oldest is in the way', () => {
    const subject = crowded({ age: 120, newAge: 110, told: { ...told, [second]: ago({ days: 50 }) } });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['in-the-way-done', 'no-slot']);
  });

  it('given two keys of the same second never used, exactly one is in the way', () => {
    const subject = crowded({ age: 100, newAge: 100, told: { ...told, [second]: ago({ days: 50 }) } });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['in-the-way-done', 'no-slot']);
  });

  it('given three keys never used, only the oldest is in the way', () => {
    const subject = aUser({
      keys: [
        accessKey({ age: 110 }),
        accessKey({ AccessKeyId: second, age: 120 }),
        accessKey({ AccessKeyId: third, age: 100 }),
      ],
    });
    expect([first, second, third].map((id) => ruleFor(subject, id))).toEqual([
      'no-slot',
      'in-the-way',
      'no-slot',
    ]);
  });

  it('given a younger idle key beside an older one used more lately, the younger is in the way', () => {
    const subject = crowded({
      age: 200,
      newAge: 91,
      used: { [first]: ago({ days: 1 }) },
      told: { [second]: ago({ days: 10 }) },
    });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['no-slot', 'in-the-way-done']);
  });

  it('given a lone key never used, it is not in the way', () => {
    expect(ruleFor(aUser({ keys: [accessKey({ age: 120 })], told }), first)).toBe('create');
  });

  it('given an Inactive key in the other slot, the only Active key is not in the way', () => {
    const keys = [accessKey({ age: 120 }), accessKey({ AccessKeyId: second, age: 20, Status: 'Inactive' })];
    expect(ruleFor(aUser({ keys, told }), first)).toBe('no-slot');
    expect(ruleFor(aUser({ keys, told, used: { [second]: ago({ days: 1 }) } }), first)).toBe('no-slot');
  });

  it('given a slot that this sweep frees, nothing is in the way', () => {
    const keys = [accessKey({ age: 120 }), accessKey({ AccessKeyId: second, CreateDate: ago({ hours: 2 }) })];
    const subject = aUser({ keys, told, intents: [{ at: ago({ hours: 2 }), keyIds: [first] }] });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['create', 'orphan']);
  });
});

describe('rules 13 to 15, superseded', () => {
  it.each<[string, Parameters<typeof replaced>[0], Overrides, RuleName]>([
    ['too young to be replaced', { age: 59 }, {}, 'fresh'],
    ['old enough to be replaced', { age: 60 }, {}, 'superseded-waiting'],
    ['a day short of deactivation', { age: 79 }, {}, 'superseded-waiting'],
    ['of age for deactivation', { age: 80 }, {}, 'superseded-done'],
    ['of age, told 10 days ago', { told: { [first]: ago({ days: 10 }) } }, {}, 'superseded-done'],
    [
      'of age, told a second less than 10 days ago',
      { told: { [first]: ago({ days: 10, seconds: -1 }) } },
      {},
      'superseded-waiting',
    ],
    ['of age, never told', { told: {} }, {}, 'superseded-waiting'],
    [
      'past everything, never told',
      { age: 400, told: {}, used: { [first]: ago({ days: 30 }) } },
      {},
      'superseded-waiting',
    ],
    [
      'told under a tag in other case',
      {
        told: {},
        tags: { [`ACCESS-KEY-SWEEPER:Told-Since:${first.toLowerCase()}`]: ago({ days: 10 }).toISOString() },
      },
      {},
      'superseded-done',
    ],
    [
      'in use, the next sweep before the end',
      { age: 82, used: { [first]: ago({ days: 1 }) } },
      {},
      'superseded-in-use',
    ],
    [
      'in use, the next sweep at the end',
      { age: 83, used: { [first]: ago({ days: 1 }) } },
      {},
      'superseded-done',
    ],
    [
      'in use, swept daily, the next sweep before the end',
      { age: 88, used: { [first]: ago({ days: 1 }) } },
      { everyDays: 1, deploy: { schedule: 'rate(1 day)' } },
      'superseded-in-use',
    ],
    [
      'in use, swept daily, the next sweep at the end',
      { age: 89, used: { [first]: ago({ days: 1 }) } },
      { everyDays: 1, deploy: { schedule: 'rate(1 day)' } },
      'superseded-done',
    ],
    [
      'last used a second less than 7 days ago',
      { age: 80, used: { [first]: ago({ days: 7, seconds: -1 }) } },
      {},
      'superseded-in-use',
    ],
    ['last used 7 days ago', { age: 80, used: { [first]: ago({ days: 7 }) } }, {}, 'superseded-done'],
    ['used right now', { age: 80, used: { [first]: now } }, {}, 'superseded-in-use'],
    [
      'used by a clock ahead of ours',
      { age: 80, used: { [first]: ago({ days: -2 }) } },
      {},
      'superseded-in-use',
    ],
    [
      'used by a clock ahead of ours, the guards off',
      { age: 80, used: { [first]: ago({ days: -2 }) } },
      { inUseWithinDays: 0 },
      'superseded-done',
    ],
    [
      'in use, the guards off',
      { age: 80, used: { [first]: now } },
      { inUseWithinDays: 0 },
      'superseded-done',
    ],
    [
      'last used in the second its replacement was made',
      { age: 80, newAge: 3, used: { [first]: ago({ days: 3 }) } },
      {},
      'superseded-done',
    ],
    [
      'last used a second later',
      { age: 80, newAge: 3, used: { [first]: ago({ days: 3, seconds: -1 }) } },
      {},
      'superseded-in-use',
    ],
    [
      'in use but not told for long enough',
      { age: 80, told: {}, used: { [first]: now } },
      {},
      'superseded-waiting',
    ],
  ])('given a replaced key, %s, %s', (_, known, overrides, rule) => {
    expect(ruleFor(replaced(known), first, overrides)).toBe(rule);
  });

  it.each<[RuleName, Parameters<typeof replaced>[0], string]>([
    ['superseded-in-use', { age: 80, used: { [first]: now } }, 'keep'],
    ['superseded-done', {}, 'deactivate'],
    ['superseded-waiting', { age: 60 }, 'keep'],
  ])('given %s, the action follows', (rule, known, action) => {
    expect(decisionOf(replaced(known), first)).toMatchObject({ rule, action });
  });

  it.each<[string, Parameters<typeof replaced>[0], RuleName]>([
    ['is current', {}, 'superseded-done'],
    [
      'is Inactive',
      { keys: [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 20, Status: 'Inactive' })] },
      'no-slot',
    ],
    [
      'is Expired',
      { keys: [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 20, Status: 'Expired' })] },
      'no-slot',
    ],
    ['is older', { newAge: 86 }, 'no-slot'],
    ['is gone', { keys: [accessKey({ age: 85 })] }, 'create'],
    ['was only made current once', { stages: { [second]: ['AWSPREVIOUS'] } }, 'no-slot'],
    [
      'was made current again by a person',
      { stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPREVIOUS'] } },
      'no-slot',
    ],
    ['is current in a secret scheduled for deletion', { secret: { deleted: true } }, 'no-slot'],
    ['is finished in this sweep', { stages: { [second]: ['AWSPENDING'] } }, 'superseded-done'],
    [
      'is pending in a secret scheduled for deletion',
      { stages: { [second]: ['AWSPENDING'] }, secret: { deleted: true } },
      'no-slot',
    ],
  ])('given a key whose replacement %s, %s', (_, known, rule) => {
    expect(ruleFor(replaced(known), first)).toBe(rule);
  });

  it('given no replacement but the key itself current, it is not superseded', () => {
    const subject = replaced({ stages: { [first]: ['AWSCURRENT'] }, used: { [second]: now } });
    expect(ruleFor(subject, first)).toBe('no-slot');
  });

  it('given two keys of the same second, the one with the later id is the younger', () => {
    const same = { age: 85, newAge: 85, told: { [first]: ago({ days: 20 }), [second]: ago({ days: 20 }) } };
    expect(ruleFor(replaced(same), first)).toBe('superseded-done');
    const swapped = replaced({ ...same, stages: { [first]: ['AWSCURRENT'] } });
    expect(ruleFor(swapped, second)).toBe('no-slot');
  });

  it('given a pending key that is older than the current one, it stands in for nobody', () => {
    const subject = aUser({
      keys: [
        accessKey({ age: 85 }),
        accessKey({ AccessKeyId: second, age: 10 }),
        accessKey({ AccessKeyId: third, age: 9, Status: 'Inactive' }),
      ],
      stages: { [second]: ['AWSPENDING'], [third]: ['AWSCURRENT'] },
      told: { [first]: ago({ days: 20 }) },
    });
    expect(ruleFor(subject, first)).toBe('no-slot');
  });

  it('given a pending key that is younger than the current one, it stands in for both', () => {
    const subject = aUser({
      keys: [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 10 })],
      stages: { [first]: ['AWSPREVIOUS'], [second]: ['AWSPENDING'] },
      told: { [first]: ago({ days: 20 }) },
    });
    expect(ruleFor(subject, first)).toBe('superseded-done');
  });

  it('given a pending key that is younger than the current one, the current one is superseded in this sweep already', () => {
    const known = {
      keys: [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 10 })],
      stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] },
      told: { [first]: ago({ days: 20 }) },
    };
    expect([first, second].map((id) => ruleFor(aUser(known), id))).toEqual(['superseded-done', 'unfinished']);
    const lost = aUser({ ...known, secret: { deleted: true } });
    expect(ruleFor(lost, first)).toBe('no-slot');
  });

  it('given a pending key that is older than the current one, the current one stays what it is', () => {
    const known = {
      keys: [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 62 })],
      stages: { [first]: ['AWSPENDING'], [second]: ['AWSCURRENT'] },
    };
    expect([first, second].map((id) => ruleFor(aUser(known), id))).toEqual(['unfinished', 'no-slot']);
  });

  it('given a pending key that this sweep finishes, the one it replaces as current stands in for nobody', () => {
    const known = {
      keys: [
        accessKey({ age: 85 }),
        accessKey({ AccessKeyId: second, age: 70 }),
        accessKey({ AccessKeyId: third, age: 10 }),
      ],
      stages: { [second]: ['AWSCURRENT'], [third]: ['AWSPENDING'] },
      told: { [first]: ago({ days: 20 }) },
    };
    expect([first, second, third].map((id) => ruleFor(aUser(known), id))).toEqual([
      'superseded-done',
      'superseded-waiting',
      'unfinished',
    ]);
  });

  it('given sweeps and an overlap of a day, an owner never told has not been told for long enough', () => {
    const shortest = {
      everyDays: 1,
      thresholds: { create: { to: 79 } },
      deploy: { schedule: 'rate(1 day)' },
    };
    expect(ruleFor(replaced({ told: {} }), first, shortest)).toBe('superseded-waiting');
    expect(ruleFor(replaced({ told: { [first]: ago({ days: 1 }) } }), first, shortest)).toBe(
      'superseded-done',
    );
  });

  it('given two young keys without evidence, both are fresh', () => {
    const keys = [accessKey({ age: 40 }), accessKey({ AccessKeyId: second, age: 30 })];
    const subject = { ...aUser({ keys }), evidence: undefined };
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['fresh', 'fresh']);
  });

  it('given an Expired key that takes the third place, the others are decided as usual', () => {
    const keys = [
      accessKey({ age: 85 }),
      accessKey({ AccessKeyId: second, age: 20 }),
      accessKey({ AccessKeyId: third, age: 20, Status: 'Expired' }),
    ];
    const subject = replaced({ keys });
    expect([first, second, third].map((id) => ruleFor(subject, id))).toEqual([
      'superseded-done',
      'fresh',
      'unknown-status',
    ]);
  });

  it('given three keys and the youngest current, both older ones are superseded', () => {
    const keys = [
      accessKey({ age: 100 }),
      accessKey({ AccessKeyId: second, age: 85 }),
      accessKey({ AccessKeyId: third, age: 20 }),
    ];
    const told = { [first]: ago({ days: 20 }), [second]: ago({ days: 20 }) };
    const subject = aUser({
      keys,
      told,
      stages: { [third]: ['AWSCURRENT'] },
      used: { [first]: ago({ days: 30 }) },
    });
    expect([first, second, third].map((id) => ruleFor(subject, id))).toEqual([
      'superseded-done',
      'superseded-done',
      'fresh',
    ]);
  });
});

describe('a key that others made as replacement', () => {
  it.each<[string, Parameters<typeof replaced>[0], Overrides, RuleName]>([
    ['was used, the older one never', { used: { [second]: ago({ days: 15 }) } }, {}, 'superseded-done'],
    ['was never used', {}, {}, 'no-slot'],
    [
      'was used by sts 15 minutes after its creation',
      { newAge: 20, used: { [second]: proof(ago({ days: 20, minutes: -15 })) } },
      {},
      'no-slot',
    ],
    [
      'was used by sts a second later',
      { newAge: 20, used: { [second]: proof(ago({ days: 20, minutes: -15, seconds: -1 })) } },
      {},
      'superseded-done',
    ],
    [
      'was used by s3 right after its creation',
      { newAge: 20, used: { [second]: ago({ days: 20, minutes: -1 }) } },
      {},
      'superseded-done',
    ],
    [
      'was used, the older one last a second less than 7 days ago',
      { used: { [first]: ago({ days: 7, seconds: -1 }), [second]: ago({ days: 15 }) } },
      {},
      'no-slot',
    ],
    [
      'was used a second after the older one, 7 days ago',
      { used: { [first]: ago({ days: 7, seconds: 1 }), [second]: ago({ days: 7 }) } },
      {},
      'superseded-done',
    ],
    [
      'was used as lately as the older one, 7 days ago: a job that runs once a month may still use that',
      { used: { [first]: ago({ days: 7 }), [second]: ago({ days: 7 }) } },
      {},
      'no-slot',
    ],
    [
      'was used, the older one too, the guards off',
      { used: { [first]: now, [second]: ago({ days: 15 }) } },
      { inUseWithinDays: 0 },
      'superseded-done',
    ],
    [
      'was used, but is ours and deprecated',
      { used: { [second]: ago({ days: 15 }) }, stages: { [second]: [] } },
      {},
      'no-slot',
    ],
    [
      'was used, the secret scheduled for deletion',
      { used: { [second]: ago({ days: 15 }) }, secret: { deleted: true } },
      {},
      'superseded-done',
    ],
  ])('given it %s, %s', (_, known, overrides, rule) => {
    expect(ruleFor(replaced({ stages: {}, ...known }), first, overrides)).toBe(rule);
  });
});

describe('rule 16, unused', () => {
  const retire = { retireUnusedAfterDays: 45 };

  it.each<[string, number, Parameters<typeof aUser>[0], Overrides, RuleName]>([
    ['retiring off', 59, {}, {}, 'fresh'],
    ['never used', 45, {}, retire, 'unused'],
    ['never used, a day younger', 44, {}, retire, 'fresh'],
    ['last used 45 days ago', 59, { used: { [first]: ago({ days: 45 }) } }, retire, 'unused'],
    [
      'last used a second less than 45 days ago',
      59,
      { used: { [first]: ago({ days: 45, seconds: -1 }) } },
      retire,
      'fresh',
    ],
    ['only proven', 50, { used: { [first]: proof(ago({ days: 50 })) } }, retire, 'unused'],
    ['past create.to', 75, {}, retire, 'unused'],
  ])('given a lone key, %s, at age %i: %s', (_, age, known, overrides, rule) => {
    expect(ruleFor(aUser({ keys: [accessKey({ age })], ...known }), first, overrides)).toBe(rule);
  });

  it('given it, the key is deactivated', () => {
    expect(decisionOf(aUser({ keys: [accessKey({ age: 45 })] }), first, retire)).toMatchObject({
      action: 'deactivate',
    });
  });

  it('given two unused keys, only the older one is taken', () => {
    const keys = [accessKey({ age: 50 }), accessKey({ AccessKeyId: second, age: 49 })];
    const subject = aUser({ keys });
    expect([first, second].map((id) => ruleFor(subject, id, retire))).toEqual(['unused', 'fresh']);
  });

  it('given two unused keys of the same second, only one is taken', () => {
    const keys = [accessKey({ AccessKeyId: second, age: 50 }), accessKey({ age: 50 })];
    const subject = aUser({ keys });
    expect([first, second].map((id) => ruleFor(subject, id, retire))).toEqual(['unused', 'fresh']);
  });

  it('given an unused key younger than a used one, it stays', () => {
    const keys = [accessKey({ age: 55 }), accessKey({ AccessKeyId: second, age: 50 })];
    const subject = aUser({ keys, used: { [first]: now } });
    expect([first, second].map((id) => ruleFor(subject, id, retire))).toEqual(['fresh', 'fresh']);
  });

  it('given an older key that is Inactive, it does not protect the younger one', () => {
    const keys = [accessKey({ age: 55, Status: 'Inactive' }), accessKey({ AccessKeyId: second, age: 50 })];
    expect(ruleFor(aUser({ keys }), second, retire)).toBe('unused');
  });

  it('given an exempt user, an unused key stays', () => {
    const tags = { 'access-key-sweeper:exempt': 'spare' };
    expect(ruleFor(aUser({ keys: [accessKey({ age: 200 })], tags }), first, retire)).toBe('exempt');
  });

  it('given no evidence, nothing counts as unused', () => {
    const subject = { ...aUser({ keys: [accessKey({ age: 50 })] }), evidence: undefined };
    expect(ruleFor(subject, first, retire)).toBe('fresh');
  });
});

describe('rules 17 to 20, replacement', () => {
  it.each<[number, Overrides, RuleName, string]>([
    [0, {}, 'fresh', 'keep'],
    [59, {}, 'fresh', 'keep'],
    [60, {}, 'create', 'create'],
    [70, {}, 'create', 'create'],
    [71, {}, 'create', 'create'],
    [4000, {}, 'create', 'create'],
    [70, { lateKeys: 'report' }, 'create', 'create'],
    [71, { lateKeys: 'report' }, 'late', 'flag'],
    [
      89,
      {
        thresholds: {
          create: { from: 90, to: 97 },
          deactivate: { from: 104, to: 111 },
          delete: { after: 111 },
        },
      },
      'fresh',
      'keep',
    ],
    [
      90,
      {
        thresholds: {
          create: { from: 90, to: 97 },
          deactivate: { from: 104, to: 111 },
          delete: { after: 111 },
        },
      },
      'create',
      'create',
    ],
  ])('given a lone key of age %i under %o, %s', (age, overrides, rule, action) => {
    expect(decisionOf(aUser({ keys: [accessKey({ age })] }), first, overrides)).toMatchObject({
      age,
      rule,
      action,
    });
  });

  it('given a key a second younger than 60 days, it is fresh', () => {
    expect(ruleFor(aUser({ keys: [accessKey({ CreateDate: ago({ days: 60, seconds: -1 }) })] }), first)).toBe(
      'fresh',
    );
  });

  it.each<[string, readonly ReturnType<typeof accessKey>[], RuleName]>([
    ['Active and young', [accessKey({ age: 60 }), accessKey({ AccessKeyId: second, age: 5 })], 'no-slot'],
    [
      'Inactive',
      [accessKey({ age: 60 }), accessKey({ AccessKeyId: second, age: 5, Status: 'Inactive' })],
      'no-slot',
    ],
    [
      'of another status',
      [accessKey({ age: 60 }), accessKey({ AccessKeyId: second, age: 5, Status: 'Expired' })],
      'no-slot',
    ],
  ])('given a due key and a second one that is %s, there is no slot', (_, keys, rule) => {
    expect(ruleFor(aUser({ keys }), first)).toBe(rule);
  });

  it('given no slot, a person is told, also where late keys are only reported', () => {
    const keys = [accessKey({ age: 95 }), accessKey({ AccessKeyId: second, age: 5, Status: 'Inactive' })];
    expect(decisionOf(aUser({ keys }), first, { lateKeys: 'report' })).toMatchObject({
      rule: 'no-slot',
      action: 'flag',
    });
  });

  it('given a slot that this sweep frees, the replacement is created', () => {
    const keys = [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 95, Status: 'Inactive' })];
    const subject = aUser({ keys, inactiveSince: { [second]: ago({ days: 6 }) } });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['create', 'inactive-past-delete']);
  });

  it('given three keys of which one is deleted, both slots are still taken', () => {
    const keys = [
      accessKey({ age: 65 }),
      accessKey({ AccessKeyId: second, age: 95, Status: 'Inactive' }),
      accessKey({ AccessKeyId: third, age: 5 }),
    ];
    const subject = aUser({ keys, inactiveSince: { [second]: ago({ days: 6 }) } });
    expect(ruleFor(subject, first)).toBe('no-slot');
  });

  it('given a key that this sweep deactivates, its slot is still taken', () => {
    const keys = [accessKey({ age: 100 }), accessKey({ AccessKeyId: second, age: 61 })];
    const subject = aUser({
      keys,
      stages: { [second]: ['AWSCURRENT'] },
      told: { [first]: ago({ days: 20 }) },
      used: { [first]: ago({ days: 30 }) },
    });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['superseded-done', 'no-slot']);
  });
});

describe('a forced run', () => {
  it.each<[string, readonly ReturnType<typeof accessKey>[], Overrides, RuleName[]]>([
    ['a young key', [accessKey({ age: 1 })], {}, ['create']],
    [
      'an old key where late keys are only reported',
      [accessKey({ age: 100 })],
      { lateKeys: 'report' },
      ['create'],
    ],
    [
      'two keys',
      [accessKey({ age: 9 }), accessKey({ AccessKeyId: second, age: 1 })],
      {},
      ['fresh', 'no-slot'],
    ],
    ['an Inactive key only', [accessKey({ age: 1, Status: 'Inactive' })], {}, ['inactive-unmarked']],
    [
      'an Inactive key that is newer',
      [accessKey({ age: 9 }), accessKey({ AccessKeyId: second, age: 1, Status: 'Inactive' })],
      {},
      ['no-slot', 'inactive-unmarked'],
    ],
  ])('given %s, the newest Active key is replaced now', (_, keys, overrides, rules) => {
    const subject = aUser({ keys, forced: true });
    expect(decide(subject, config(overrides), now).decisions.map(({ rule }) => rule)).toEqual(rules);
  });

  it('given an exempt user, a forced run leaves it alone', () => {
    const tags = { 'access-key-sweeper:exempt': 'x' };
    expect(ruleFor(aUser({ keys: [accessKey({ age: 1 })], forced: true, tags }), first)).toBe('exempt');
  });

  it('given two keys of the same second and a slot freed, only one of them is the newest', () => {
    const keys = [accessKey({ age: 1 }), accessKey({ AccessKeyId: second, age: 1 })];
    expect([first, second].map((id) => ruleFor(aUser({ keys, forced: true }), id))).toEqual([
      'fresh',
      'no-slot',
    ]);
  });

  it.each<[string, number, RuleName]>([
    ['a second before', 1, 'create'],
    ['at that moment', 0, 'fresh'],
    ['a second after', -1, 'fresh'],
  ])('given a moment that the key has to be older than, and one made %s: %#', (_, seconds, rule) => {
    const keys = [accessKey({ CreateDate: ago({ hours: 2, seconds }) })];
    expect(ruleFor({ ...aUser({ keys, forced: true }), madeBefore: ago({ hours: 2 }) }, first)).toBe(rule);
  });

  it('given an orphan of the same run, the older key is the one to replace', () => {
    const orphan = accessKey({ AccessKeyId: second, CreateDate: ago({ hours: 2 }) });
    const intents = [{ at: ago({ hours: 2 }), keyIds: [first] }];
    const subject = aUser({ keys: [accessKey({ age: 20 }), orphan], intents, forced: true });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['create', 'orphan']);
  });

  it('given a young key, the reason names the person who asked', () => {
    const { reason } = decisionOf(aUser({ keys: [accessKey({ age: 1 })], forced: true }), first);
    expect(reason).toBe('1 days old; a person asked to rotate this user now');
  });
});

describe('what a sweep takes, it does not lean on', () => {
  it('given a replacement that is itself deleted as an orphan, the older key stays', () => {
    const keys = [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, CreateDate: ago({ hours: 2 }) })];
    const subject = aUser({
      keys,
      told: { [first]: ago({ days: 20 }) },
      intents: [{ at: ago({ hours: 2 }), keyIds: [first] }],
    });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['create', 'orphan']);
  });

  it('given a key in the way of one that is retired as unused, it stays', () => {
    const keys = [accessKey({ age: 300 }), accessKey({ AccessKeyId: second, age: 200 })];
    const subject = aUser({
      keys,
      used: { [first]: ago({ days: 100 }), [second]: ago({ days: 150 }) },
      told: { [second]: ago({ days: 20 }) },
    });
    expect([first, second].map((id) => ruleFor(subject, id, { retireUnusedAfterDays: 95 }))).toEqual([
      'unused',
      'no-slot',
    ]);
  });

  it('given two keys of which each might go on the strength of the other, the one used more lately stays', () => {
    const keys = [accessKey({ age: 300 }), accessKey({ AccessKeyId: second, age: 200 })];
    const subject = aUser({
      keys,
      used: { [first]: ago({ days: 20 }), [second]: ago({ days: 150 }) },
      told: { [first]: ago({ days: 20 }), [second]: ago({ days: 20 }) },
    });
    expect([first, second].map((id) => ruleFor(subject, id))).toEqual(['no-slot', 'in-the-way-done']);
  });

  it('given two keys that both go on the strength of the other, the older goes and the other stays', () => {
    const ids = [first, second, third];
    const keys = [300, 200, 3].map((age, n) => accessKey({ AccessKeyId: ids[n] ?? '', age }));
    const subject = aUser({
      keys,
      used: { [first]: ago({ days: 20 }), [second]: ago({ days: 150 }) },
      told: { [first]: ago({ days: 20 }), [second]: ago({ days: 20 }) },
    });
    const rules = ids.map((id) => ruleFor(subject, id, { inUseWithinDays: 0 }));
    expect(rules).toEqual(['superseded-done', 'no-slot', 'fresh']);
  });
});

describe('a secret that may not be written to', () => {
  const refusal = 'is not ours; tag it';
  const pending = { stages: { [second]: ['AWSPENDING'] }, secret: { refusal } };
  const versions = (stages: readonly string[]) =>
    new Map([[`access-key-sweeper-${second}`, { stages, createdAt: ago({ days: 1 }) }]]);

  it('given a key is due, it is flagged with what to do', () => {
    const subject = aUser({ keys: [accessKey({ age: 65 })], secret: { refusal } });
    expect(decisionOf(subject, first)).toMatchObject({ rule: 'create', action: 'flag' });
    expect(decisionOf(subject, first).reason).toBe(
      '65 days old, due for replacement from day 60; but its secret iam-access-keys/bob is not ours; tag it',
    );
  });

  it('given an unfinished key, it is flagged and replaces nothing', () => {
    const keys = [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 7 })];
    const secret = { refusal, versions: versions(['AWSPENDING']) };
    const subject = aUser({ ...pending, keys, secret, told: { [first]: ago({ days: 30 }) } });
    expect(decisionOf(subject, second)).toMatchObject({ rule: 'unfinished', action: 'flag' });
    expect(ruleFor(subject, first)).toBe('no-slot');
    const ours = aUser({ keys, secret: { versions: secret.versions }, told: { [first]: ago({ days: 30 }) } });
    expect(ruleFor(ours, first)).toBe('superseded-done');
  });

  it("given a key with nothing to write, its action is its rule's", () => {
    expect(decisionOf(aUser({ secret: { refusal } }), first)).toMatchObject({
      rule: 'fresh',
      action: 'keep',
    });
  });
});

describe('an unfinished key beside a value that somebody else stored', () => {
  const keys = [accessKey({ age: 85 }), accessKey({ AccessKeyId: second, age: 7 })];
  const told = { [first]: ago({ days: 30 }) };
  it.each<[string, Date, RuleName]>([
    ['before it', ago({ days: 8 }), 'superseded-done'],
    ['in the same moment', ago({ days: 7 }), 'no-slot'],
    ['after it', ago({ days: 6 }), 'no-slot'],
  ])('given the other was stored %s, the older key is replaced or not', (_, createdAt, rule) => {
    const versions = new Map([
      [`access-key-sweeper-${second}`, { stages: ['AWSPENDING'], createdAt: ago({ days: 7 }) }],
      ['by-hand', { stages: ['AWSCURRENT'], createdAt }],
    ]);
    expect(ruleFor(aUser({ keys, told, secret: { versions } }), first)).toBe(rule);
  });
});

describe('marks of an unreadable or future date', () => {
  it.each(['garbage', '2036-01-01T00:00:00Z'])('given an intent of %s, nobody waits for it', (value) => {
    const tags = { 'access-key-sweeper:creating:x': value };
    const subject = aUser({ keys: [accessKey({ age: 65 })], tags });
    expect(ruleFor(subject, first)).toBe('create');
    expect(
      ruleFor(
        aUser({ keys: [accessKey({ age: 0 }), accessKey({ AccessKeyId: second, age: 65 })], tags }),
        first,
      ),
    ).toBe('fresh');
  });
});

describe('whether an unfinished key becomes current', () => {
  const key = accessKey();
  const known = (versions: SecretState['versions']) => aUser({ secret: { versions } });
  const byHand = ['by-hand', { stages: ['AWSCURRENT'], createdAt: ago({ days: 1 }) }] as const;

  it('given nothing is known of the secret, it does not', () => {
    expect(isPromotable(key, { keys: [key], evidence: undefined })).toBe(false);
  });

  it('given nothing is current, it does', () => {
    expect(isPromotable(key, known(new Map()))).toBe(true);
  });

  it('given a value of somebody else and none of its own, it does not', () => {
    expect(isPromotable(key, known(new Map([byHand])))).toBe(false);
  });
});

describe('who is left alone', () => {
  const lately = { intents: [{ at: ago({ minutes: 5 }) }] };
  it.each([
    ['a user like any other', {}, {}, false],
    ['an exempt user', {}, { exempt: { users: ['bob'] } }, true],
    ['a user at whom another sweep is at work', lately, {}, true],
  ] as const)('given %s, its marks may be touched or not', (_, known, overrides, leftAlone) => {
    expect(decide(aUser(known), config(overrides as Overrides), now).leftAlone).toBe(leftAlone);
  });

  it('given two old keys of which nothing is known, each may be held', () => {
    const keys = [accessKey({ age: 91 }), accessKey({ AccessKeyId: second, age: 20 })];
    expect(ruleFor({ ...aUser({ keys }), evidence: undefined }, first)).toBe('in-the-way');
  });

  it('given an old key of which nothing is known, it is decided about all the same', () => {
    const subject = { ...aUser({ keys: [accessKey({ age: 65 })] }), evidence: undefined };
    expect(decisionOf(subject, first)).toMatchObject({ rule: 'create', action: 'create' });
  });
});
