import { describe, expect, it } from 'vitest';
import { keyDates } from '../../../lib/decide/key-dates.ts';
import { rules } from '../../../lib/decide/rules.ts';
import type { KeyDates, RuleName } from '../../../lib/model/plan.ts';
import { accessKey, ago, aUser, draft, first, type Moment, type Overrides, type UserSketch } from '../../tools/builders.ts';

/** The dates of bob's key, which was created at a moment. */
function datesOf(created: Moment, rule: RuleName, more: UserSketch = {}, overrides?: Overrides): KeyDates {
  const key = accessKey({ CreateDate: created instanceof Date ? created : ago(created) });
  const inOverlap = rules.find(({ name }) => name === rule)?.inOverlap === true;
  return keyDates(key, inOverlap, draft(aUser({ keys: [key], ...more }), overrides));
}

const told = (days: number) => ({ told: { [first]: days } });

describe('when a key may be deactivated', () => {
  it.each<[given: string, inDays: number, age: number, rule: RuleName, user?: UserSketch, overrides?: Overrides]>([
    ['old enough only in 20 days', 20, 60, 'create'],
    ['old enough as soon as its owner was told for 10 days', 10, 70, 'create'],
    ['late', 10, 300, 'create'],
    ['whose owner was told 4 days ago', 6, 79, 'superseded-waiting', told(4)],
    ['whose owner was told long ago, old enough tomorrow', 1, 79, 'superseded-waiting', told(20)],
    ['whose owner was told long ago, old enough', 0, 85, 'superseded-in-use', told(20)],
    ['with the mark of an overlap that is over', 10, 75, 'create', told(9)],
    ['with another overlap', 23, 60, 'create', {}, { thresholds: { deactivate: { from: 83 } } }],
  ])('given a key %s, in %i days', (_, inDays, age, rule, user, overrides) => {
    expect(datesOf(age, rule, user, overrides).deactivateFrom).toEqual(ago(-inDays));
  });

  it.each<[rule: RuleName, toldAt: Date | undefined]>([
    ['superseded-waiting', ago(9)],
    ['create', undefined],
  ])('given a marked key under the rule %s, its owner was told at %o', (rule, toldAt) => {
    expect(datesOf(75, rule, told(9))).toMatchObject({ toldAt });
  });
});

describe('the end of the extra time of a key in use', () => {
  const sweepLater = { days: 75, hours: 23 };

  it.each<[given: string, isFinal: boolean, created: Moment, user?: UserSketch, overrides?: Overrides]>([
    ['the overlap ends when the extra time ends', true, 73],
    ['the overlap ends a second before the extra time', false, { days: 73, seconds: -1 }],
    ['the next sweep is as late as the end of the extra time', true, sweepLater, told(20)],
    ['the next sweep is a second before that end', false, { ...sweepLater, seconds: -1 }, told(20)],
    ['the guards are off', true, 60, {}, { inUseWithinDays: 0 }],
  ])('given %s, no sweep spares the key: %s', (_, isFinal, created, user, overrides) => {
    expect(datesOf(created, 'superseded-waiting', user, overrides)).toMatchObject({ isFinal });
  });

  it.each<[string, number, Overrides]>([
    ['weekly', 7, {}],
    ['daily', 1, { everyDays: 1, deploy: { schedule: 'rate(1 day)' } }],
  ])('given %s sweeps and a key of 80 days, the extra time ends %i days before deactivate.to', (_, days, overrides) => {
    expect(datesOf(80, 'superseded-in-use', {}, overrides).graceEnds).toEqual(ago(days - 10));
  });
});

describe('when an Inactive key may be deleted', () => {
  const since = (days: number) => ({ inactiveSince: { [first]: days } });

  it.each<[given: string, inDays: number, age: number, user?: UserSketch]>([
    ['too young, without a mark', 71, 20],
    ['too young for 6 more days', 6, 85, since(5)],
    ['old enough, without a mark', 6, 200],
    ['old enough, Inactive for 4 days', 2, 200, since(4)],
    ['old enough, Inactive for long enough', 0, 200, since(30)],
    ['old enough, used after its mark', 6, 200, { ...since(30), used: { [first]: 3 } }],
  ])('given a key %s, in %i days', (_, inDays, age, user) => {
    const key = accessKey({ age, Status: 'Inactive' });
    const { deleteFrom } = keyDates(key, false, draft(aUser({ keys: [key], ...user })));
    expect(deleteFrom).toEqual(ago(-inDays));
  });

  it('given an Active key with such a mark, which is deactivated now, the days count from now', () => {
    expect(datesOf(100, 'unused', since(9)).deleteFrom).toEqual(ago(-6));
  });
});
