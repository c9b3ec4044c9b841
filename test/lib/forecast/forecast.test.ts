import { addDays } from 'date-fns/addDays';
import { differenceInDays } from 'date-fns/differenceInDays';
import { describe, expect, it } from 'vitest';
import { countsAhead, datesAhead } from '../../../lib/forecast/ahead.ts';
import { forecast, type SweepAhead } from '../../../lib/forecast/forecast.ts';
import type { Owners } from '../../../lib/forecast/supposed-use.ts';
import {
  ago,
  aUser,
  config,
  first,
  type Moment,
  now,
  type Overrides,
  second,
  tagged,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

const weekly = Array.from({ length: 26 }, (_, n) => addDays(now, n * 7));
const slow = { create: { from: 150, to: 160 }, deactivate: { from: 175, to: 185 }, delete: { after: 190, inactiveFor: 6 } };
const profiles: Overrides = { profiles: { slow } };
const isSlow = tagged('profile', 'slow');
const pending = { stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] } };
const used = (at: Moment, id = first) => ({ used: { [id]: at } });

function sweepsAhead(user: UserSketch, owners: Owners = 'move', overrides: Overrides = {}): SweepAhead[] {
  return [...forecast([aUser(user)], { config: config(overrides), sweeps: weekly, owners })];
}

/** Returns in how many days each act on the first key is due; `-`: never. */
function daysUntil(user: UserSketch, owners?: Owners, overrides?: Overrides): string {
  const { replacedOn, deactivatedOn, deletedOn } = datesAhead(sweepsAhead(user, owners, overrides)).get(first) ?? {};
  const [replaced, deactivated, deleted] = [replacedOn, deactivatedOn, deletedOn].map((on) => (on ? differenceInDays(on, now) : '-'));
  return `replaced ${replaced}, deactivated ${deactivated}, deleted ${deleted}`;
}

describe('a user whose secret or tags keep it from getting a key', () => {
  const made = { claim: 'new', refusal: 'carries the id of this user', versions: new Map() } as const;
  const announced = { 'access-key-sweeper:creating:x': `${ago({ minutes: 30 }).toISOString()} ${'a'.repeat(64)} ${first}` };
  const others = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`team-${n}`, 'x']));

  const frozen = { freezes: [{ from: '2026-11-20', to: '2026-12-01', reason: 'sales' }] };

  it.each<[given: string, rules: string[], user: UserSketch, overrides?: Overrides]>([
    [
      'a secret that is being made, and a freeze',
      ['in-flight', 'create', 'create'],
      { ...withKeys(61), secret: made, tags: announced },
      frozen,
    ],
    ['a secret that is being made', ['in-flight', 'create', 'superseded-waiting'], { ...withKeys(61), secret: made, tags: announced }],
    ['a new secret that no mark announced', ['in-flight', 'pointer-lost', 'pointer-lost'], { ...withKeys(61), secret: made }],
    [
      'a call refused 20 days ago',
      ['create', 'create', 'create', 'superseded-waiting'],
      { ...withKeys(61), tags: { 'access-key-sweeper:refused:create': `${ago(20).toISOString()} iam:CreateAccessKey` } },
    ],
  ])('given %s, its next sweeps are %j', (_, expected, user, overrides) => {
    const rules = sweepsAhead(user, 'move', overrides).map(({ plans }) => plans[0]?.decisions[0]?.rule);
    expect(rules.slice(0, expected.length)).toEqual(expected);
  });

  it.each([
    [46, 3],
    [47, 1],
  ])('given %i tags, it gets %i replacements in 26 weeks', (count, expected) => {
    const ahead = sweepsAhead({ ...withKeys(61), secret: { claim: 'none', arn: undefined }, tags: others(count) });
    expect(ahead.map(countsAhead).reduce((sum, { created }) => sum + created, 0)).toBe(expected);
  });
});

describe('the dates ahead of a key', () => {
  it.each<[given: string, days: string, user: UserSketch, owners?: Owners, overrides?: Overrides]>([
    // Swept at 60, 81 (80 is enough, told for 21) and 95: 88 is not past 90.
    ['of 60 days', 'replaced 0, deactivated 21, deleted 35', withKeys(60)],
    ['of 59 days', 'replaced 7, deactivated 21, deleted 35', withKeys(59)],
    ['of 300 days', 'replaced 0, deactivated 14, deleted 21', withKeys(300)],
    ['in use, whose owner moves', 'replaced 0, deactivated 21, deleted 35', { ...withKeys(60), ...used(1) }],
    // At 81 it is still used and the sweep at 88 comes in time; at 88 use no longer counts.
    ['in use, whose owner stays', 'replaced 0, deactivated 28, deleted 35', { ...withKeys(60), ...used(1) }, 'stay'],
    ['on hold for 20 days', 'replaced 21, deactivated 35, deleted 42', { ...withKeys(60), ...tagged('hold-until', '2026-12-14') }],
    ['of an exempt user', 'replaced -, deactivated -, deleted -', { ...withKeys(300), ...tagged('exempt', 'why not') }],
    ['of a slow user who moves', 'replaced 0, deactivated 21, deleted 42', { ...withKeys(154), ...isSlow, ...used(120) }, 'move', profiles],
    // Used within the 185 days of its profile, so that it is in use until its last sweep.
    ['of a slow user who stays', 'replaced 0, deactivated 28, deleted 42', { ...withKeys(154), ...isSlow, ...used(120) }, 'stay', profiles],
    ['beside an unfinished one', 'replaced -, deactivated 14, deleted 21', { ...withKeys(70, 1), ...pending }],
  ])('given one %s, it is %s days from now', (_, days, user, owners, overrides) => {
    expect(daysUntil(user, owners, overrides)).toBe(days);
  });

  const frozen = (from: string, to: string): Overrides => ({ freezes: [{ from, to, reason: 'sales' }] });
  const beforeFreeze = {
    ...withKeys(85, 20),
    current: second,
    ...{ told: { [first]: 20 }, days: { earliest: '2026-11-24', latest: '2026-11-25' } },
  };

  const promisedLater = {
    ...withKeys(85),
    told: { [first]: 20 },
    days: { earliest: '2027-01-03', latest: '2027-01-03', kind: 'any' as const },
  };

  it.each<[given: string, days: string, user: UserSketch, overrides: Overrides]>([
    ['one that starts after today', 'replaced 0, deactivated 21, deleted 35', withKeys(60), frozen('2026-11-25', '2026-11-30')],
    ['one of today', 'replaced 7, deactivated 21, deleted 35', withKeys(60), frozen('2026-11-24', '2026-11-24')],
    [
      'one of the day on which it would be deactivated',
      'replaced 0, deactivated 28, deleted 35',
      withKeys(60),
      frozen('2026-12-15', '2026-12-15'),
    ],
    [
      'one of the day on which it would be deleted',
      'replaced 0, deactivated 21, deleted 42',
      withKeys(60),
      frozen('2026-12-29', '2026-12-29'),
    ],
    [
      'one of today, whose replacement is gone',
      'replaced 7, deactivated 42, deleted 49',
      promisedLater,
      frozen('2026-11-24', '2026-11-24'),
    ],
    // The mark moves in the freeze; else the promise would be void after it, and begin anew.
    ['a long one, told of an earlier day', 'replaced -, deactivated 56, deleted 63', beforeFreeze, frozen('2026-11-24', '2027-01-18')],
  ])('given a freeze, %s, a key is %s days from now', (_, days, user, overrides) => {
    expect(daysUntil(user, 'move', overrides)).toBe(days);
  });

  it('given a sweep in a freeze, its acts are deferred', () => {
    const [sweep] = sweepsAhead(withKeys(60), 'move', frozen('2026-11-24', '2026-11-24'));
    expect(sweep && countsAhead(sweep)).toMatchObject({ created: 0, deferred: 1 });
  });

  it.each<[string, string, UserSketch]>([
    ['nobody ever used', 'Inactive', {}],
    ['somebody used', 'Active', used({ hours: 3 }, second)],
  ])('given an unfinished key older than the current one that %s, it is %s afterwards', (_, Status, more) => {
    const announced = { made: [first], intents: [{ at: 6, keyIds: [first] }] };
    const [, next] = sweepsAhead({ ...withKeys(5, 6), ...pending, ...announced, ...more });
    expect(next?.plans[0]?.keys[1]).toMatchObject({ Status });
  });

  it('given limits, acts above them are forecast a sweep later', () => {
    const users = Array.from({ length: 11 }, (_, n) => {
      const AccessKeyId = `AKIA${String(n).padStart(16, '0')}`;
      return aUser({ ...withKeys({ AccessKeyId, age: 65 }), UserName: `u${n}` });
    });
    const settings = config({ limits: { percent: 1, minimum: 10 } });
    const counts = [...forecast(users, { config: settings, sweeps: weekly.slice(0, 3), owners: 'move' })].map(countsAhead);
    expect(counts.map(({ created, deferred }) => ({ created, deferred }))).toEqual([
      { created: 10, deferred: 1 },
      { created: 1, deferred: 0 },
      { created: 0, deferred: 0 },
    ]);
  });
});
