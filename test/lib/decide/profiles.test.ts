import { expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import { unclearTags } from '../../../lib/decide/exempt.ts';
import { limit } from '../../../lib/decide/limit.ts';
import { isDue } from '../../../lib/model/due.ts';
import { countsOf } from '../../../lib/report/counts.ts';
import {
  aUser,
  config,
  decisionOf,
  first,
  inactive,
  keyHolder,
  now,
  type Overrides,
  rulesFor,
  second,
  tagged,
  type UserSketch,
  userResultOf,
  withKeys,
} from '../../tools/builders.ts';

const slow = { create: { from: 150, to: 160 }, deactivate: { from: 175, to: 185 }, delete: { after: 190, inactiveFor: 20 } };
const fast = { create: { from: 30, to: 37 }, deactivate: { from: 44, to: 51 }, delete: { after: 51, inactiveFor: 6 } };
const profiles: Overrides = { profiles: { slow, fast } };
const isSlow = tagged('profile', 'slow');
const isFast = tagged('profile', 'fast');
const told = (days: number) => ({ told: { [first]: days } });

it.each<[given: string, rule: string, user: UserSketch, overrides?: Overrides]>([
  ['a slow key of 149 days', 'fresh', { ...withKeys(149), ...isSlow }],
  ['a slow key of 150 days', 'create', { ...withKeys(150), ...isSlow }],
  ['a fast key of 29 days', 'fresh', { ...withKeys(29), ...isFast }],
  ['a fast key of 30 days', 'create', { ...withKeys(30), ...isFast }],
  ['a key of 59 days without a profile', 'fresh', withKeys(59)],
  ['a key of 60 days without a profile', 'create', withKeys(60)],
  ['a key of 60 days without a profile, and a profile called undefined', 'create', withKeys(60), { profiles: { undefined: slow } }],
  ['a slow key of 175 days told for 14', 'superseded-waiting', { ...withKeys(175, 20), current: second, ...told(14), ...isSlow }],
  ['a slow key of 174 days told for 15', 'superseded-waiting', { ...withKeys(174, 20), current: second, ...told(15), ...isSlow }],
  ['a slow key of 175 days told for 15', 'superseded-done', { ...withKeys(175, 20), current: second, ...told(15), ...isSlow }],
  ['a slow key Inactive for 19 days', 'inactive-waiting', { ...withKeys(inactive(191)), inactiveSince: { [first]: 19 }, ...isSlow }],
  ['a slow key Inactive for 20 days', 'inactive-past-delete', { ...withKeys(inactive(191)), inactiveSince: { [first]: 20 }, ...isSlow }],
  ['a profile that does not exist', 'exempt', { ...withKeys(300), ...tagged('profile', 'constructor') }],
])('given %s, %s', (_, rule, user, overrides = profiles) => {
  expect(rulesFor(aUser(user), overrides).split(', ')[0]).toBe(rule);
});

it('given a profile, reasons name its days', () => {
  const user = aUser({ ...withKeys(174, 20), current: second, ...isSlow });
  expect(decisionOf(user, first, profiles).reason).toContain('deactivated from day 175');
});

it('given a profile, the dates that an owner is told are its own', () => {
  const { promised } = decisionOf(aUser({ ...withKeys(155), ...isSlow }), first, profiles);
  expect(promised).toMatchObject({ earliest: '2026-12-14', latest: '2026-12-17' });
});

it('given a profile that does not exist, the user is left alone and a person is told which exist', () => {
  const plan = decide(aUser(tagged('profile', 'constructor')), config(profiles), now);
  expect(unclearTags(plan)).toEqual(['bob: its profile tag says "constructor", so it is left alone; known profiles: slow, fast']);
});

it.each<[string, number, Overrides]>([
  ['no profiles', 60, {}],
  ['a slower profile only', 60, { profiles: { slow } }],
  ['a faster profile', 30, profiles],
])('given %s, evidence is read from day %i on, before any profile is known', (_, from, overrides) => {
  const isDueAt = (age: number) => isDue(keyHolder(withKeys(age)), config(overrides), now);
  expect({ dayBefore: isDueAt(from - 1), thatDay: isDueAt(from) }).toEqual({ dayBefore: false, thatDay: true });
});

it.each<[string, object, UserSketch]>([
  ['slow', { youngKeys: 1, keysPastLimit: 0 }, isSlow],
  ['fast', { youngKeys: 0, keysPastLimit: 1 }, isFast],
])('given a key of 100 days and the profile %s, it is counted by the profile: %o', (_, counts, tags) => {
  const userResults = [userResultOf(decide(aUser({ ...withKeys(100), ...tags }), config(profiles), now))];
  expect(countsOf({ holders: [], userResults, failures: [], unreached: [], isNamed: false })).toMatchObject(counts);
});

it('given more creations than one sweep may do, the most overdue by their own thresholds come first', () => {
  const settings = config({ ...profiles, limits: { percent: 1, minimum: 1 } });
  const plans = [{ ...withKeys(151), ...isSlow }, withKeys(65)].map((user) => decide(aUser(user), settings, now));
  const decisions = limit(plans, settings.limits).flatMap((plan) => plan.decisions);
  expect(decisions.map(({ age, postponed }) => ({ age, postponed }))).toEqual([
    { age: 151, postponed: 'deferred' },
    { age: 65, postponed: undefined },
  ]);
});

it.each<[action: string, dueFrom: number, user: UserSketch]>([
  ['create', 150, withKeys(150)],
  ['deactivate', 175, { ...withKeys(180, 20), current: second, ...told(15) }],
  ['delete', 190, { ...withKeys(inactive(200)), inactiveSince: { [first]: 20 } }],
])('given a slow key to %s, that is due from day %i', (action, dueFrom, user) => {
  expect(decisionOf(aUser({ ...user, ...isSlow }), first, profiles)).toMatchObject({ action, dueFrom });
});
