import { describe, expect, it } from 'vitest';
import { promiseAtReplacement, promiseOf } from '../../../lib/decide/key-promise.ts';
import type { KeyPromise } from '../../../lib/model/promise.ts';
import {
  ago,
  aUser,
  draft,
  first,
  type Moment,
  now,
  type Overrides,
  rulesFor,
  second,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

const inDays = (days: number) => ago(-days).toISOString().slice(0, 10);
const told = (days: Moment) => ({ told: { [first]: days } });
const served = { current: second };
const guardsOff: Overrides = { inUseWithinDays: 0 };

/** The promise about a key that was created at a moment, and replaced by a key of 20 days unless said here. */
function promised(created: Moment, more: UserSketch = {}, overrides?: Overrides): KeyPromise {
  const user = aUser({ ...withKeys({ CreateDate: created instanceof Date ? created : ago(created) }, 20), ...served, ...more });
  const [key, replacement] = user.keys;
  if (!key) throw new Error('no key');
  return promiseOf(key, replacement, draft(user, overrides));
}

describe('the first day on which a key may be deactivated', () => {
  it.each<[given: string, inDays: number, age: number, user?: UserSketch, overrides?: Overrides]>([
    ['old enough only in 20 days', 20, 60],
    ['old enough as soon as its owner was told for 10 days', 10, 70],
    ['late', 10, 300],
    ['whose owner was told 4 days ago', 6, 79, told(4)],
    ['whose owner was told long ago, old enough tomorrow', 1, 79, told(20)],
    ['another overlap', 23, 60, {}, { thresholds: { deactivate: { from: 83 } } }],
    // The thresholds were lowered or raised since its owner was told.
    ['whose owner was told a later day', 15, 79, { ...told(4), days: { earliest: inDays(15) } }],
    ['whose owner was told an earlier day', 6, 79, { ...told(4), days: { earliest: inDays(5) } }],
    [
      'whose owner was told a later day long ago, of a key in the way',
      15,
      79,
      { ...told(30), days: { earliest: inDays(15), kind: 'idle' } },
    ],
  ])('given a key %s, it is in %i days', (_, days, age, user, overrides) => {
    expect(promised(age, user, overrides).earliest).toBe(inDays(days));
  });

  it('given a key that is replaced now, an earlier mark does not count but for its later days', () => {
    const user = aUser({ ...withKeys(75), ...told(9), days: { earliest: inDays(15), latest: inDays(30), kind: 'any' } });
    const [key] = user.keys;
    if (!key) throw new Error('no key');
    expect(promiseAtReplacement(key, draft(user))).toEqual({
      ...{ toldAt: undefined, isMarked: false, isFinal: false },
      ...{ earliest: inDays(15), latest: inDays(30), kind: 'any' },
    });
  });
});

describe('the day from which a key in use is deactivated', () => {
  it.each<[given: string, inDays: number | undefined, age: number, user?: UserSketch, overrides?: Overrides]>([
    ['swept weekly', 13, 70],
    ['swept daily', 19, 70, {}, { everyDays: 1, deploy: { schedule: 'rate(1 day)' } }],
    ['late', 10, 300],
    ['the guards off', 10, 70, {}, guardsOff],
    ['the guards off, whose owner was told of more time', 13, 70, told(0), guardsOff],
    ['whose owner was told a later day', 25, 70, { ...told(0), days: { latest: inDays(25) } }],
    ['replaced by a key that a person created', undefined, 70, { current: '' }],
    ['replaced by a key that a person created, the guards off', undefined, 70, { current: '' }, guardsOff],
  ])('given a key %s, it is in %s days', (_, days, age, user, overrides) => {
    expect(promised(age, user, overrides).latest).toBe(days === undefined ? undefined : inDays(days));
  });

  const sweepLater = { days: 75, hours: 23 };

  it.each<[given: string, isFinal: boolean, created: Moment, user?: UserSketch, overrides?: Overrides]>([
    ['the overlap ends on the day on which the extra time ends', true, 73],
    ['the overlap ends a day before the extra time', false, 72],
    ['the next sweep is on the last day of the extra time', true, sweepLater, told(20)],
    ['the next sweep is a day before that', false, { days: 75 }, told(20)],
    ['the guards are off', true, 60, {}, guardsOff],
    ['the key ends only while it is not in use', false, 90, { current: '' }],
  ])('given %s, no sweep spares the key: %s', (_, isFinal, created, user, overrides) => {
    expect(promised(created, user, overrides)).toMatchObject({ isFinal });
  });
});

describe('whether a promise counts', () => {
  const idle = { ...served, current: '' };
  const past = (days: number) => ({ earliest: inDays(-days), latest: inDays(-days) });

  it.each<[given: string, counts: boolean, user: UserSketch]>([
    ['no mark', false, {}],
    ['a mark', true, told(12)],
    ['a mark by a clock that is an hour ahead', true, told({ hours: -1 })],
    ['a mark by a clock that is more than an hour ahead', false, told({ hours: -1, seconds: -1 })],
    ['a mark of the first version', false, { tags: { [`access-key-sweeper:told-since:${first}`]: ago(12).toISOString() } }],
    ['a mark about a key in the way', false, { ...told(12), days: { kind: 'idle' } }],
    ['a mark that it ends, and the key was used since', true, { ...told(12), used: { [first]: 11 } }],
    ['a mark that it ends unless used, of a key that was not used', true, { ...idle, ...told(12) }],
    ['a mark that it ends unless used, used at that moment', true, { ...idle, ...told(12), used: { [first]: 12 } }],
    ['a mark that it ends unless used, used a second later', false, { ...idle, ...told(12), used: { [first]: { days: 12, seconds: -1 } } }],
    ['a mark whose last day was two sweeps ago', true, { ...told(30), days: past(14) }],
    ['a mark whose last day was a day more ago', false, { ...told(30), days: past(15) }],
    ['the same, in use until a later day', true, { ...told(30), days: { ...past(15), latest: inDays(-14) } }],
  ])('given %s, it counts: %s', (_, counts, user) => {
    const { toldAt } = promised(85, user);
    expect(toldAt !== undefined).toBe(counts);
  });

  it.each<[given: string, isMarked: boolean, user: UserSketch]>([
    ['the days of the mark', true, told(4)],
    ['an earlier first day', false, { ...told(4), days: { earliest: inDays(5) } }],
    ['an earlier last day', false, { ...told(4), days: { latest: inDays(6) } }],
    ['a mark that does not count', false, { ...told(4), days: { kind: 'unused' } }],
  ])('given %s, they are marked: %s', (_, isMarked, user) => {
    expect(promised(76, user)).toMatchObject({ isMarked });
  });
});

describe('a promise and the thresholds of today', () => {
  const replaced = (age: number): UserSketch => ({ ...withKeys(age, 20), ...served, stages: { [first]: [] }, ...told(20) });

  it.each<[given: string, rule: string, user: UserSketch, overrides?: Overrides]>([
    ['the day has come', 'superseded-done', { ...replaced(85), days: { earliest: inDays(0) } }],
    ['the day is tomorrow', 'superseded-waiting', { ...replaced(85), days: { earliest: inDays(1) } }],
    [
      'the day has come, the thresholds are higher by now',
      'superseded-waiting',
      replaced(85),
      { thresholds: { deactivate: { from: 86, to: 96 }, delete: { after: 96 } } },
    ],
    ['in use, its last day has come', 'superseded-done', { ...replaced(85), used: { [first]: 1 }, days: { latest: inDays(0) } }],
    ['in use, its last day is tomorrow', 'superseded-in-use', { ...replaced(85), used: { [first]: 1 }, days: { latest: inDays(1) } }],
    [
      'its day was long ago, as after a hold',
      'superseded-waiting',
      { ...replaced(400), days: { earliest: inDays(-30), latest: inDays(-15) } },
    ],
  ])('given %s, the rule is %s', (_, rule, user, overrides) => {
    expect(rulesFor(aUser(user), overrides)).toBe(`${rule}, fresh`);
  });

  it.each<[rule: string, day: string]>([
    ['in-the-way-done', inDays(0)],
    ['in-the-way', inDays(1)],
  ])('given a key in the way, the rule is %s if its day is %s', (rule, earliest) => {
    const user = { ...withKeys(95, 20), used: { [second]: 1 }, ...told(10), days: { earliest } };
    expect(rulesFor(aUser(user))).toBe(`${rule}, fresh`);
  });

  it('given days around midnight UTC, a day starts then and not at the time of the sweep', () => {
    expect(now.toISOString()).toContain('T06:00');
    const created = ago({ days: 60, hours: 6, seconds: 1 });
    expect(promised(created).earliest).toBe(inDays(19));
    expect(promised(ago({ days: 60, hours: 6 })).earliest).toBe(inDays(20));
  });
});

describe('a promise and freezes', () => {
  /** Freezes from and to so many days ahead. */
  const frozen = (...days: [from: number, to: number][]): Overrides => ({
    freezes: days.map(([from, to]) => ({ from: inDays(from), to: inDays(to), reason: 'sales' })),
  });

  // A key of 70 days: in 10 days, and while it is in use in 13.
  it.each<[given: string, earliest: number, latest: number, overrides: Overrides]>([
    ['none', 10, 13, frozen()],
    ['one that ends the day before the first day', 10, 13, frozen([5, 9])],
    ['one that ends on the first day', 11, 13, frozen([5, 10])],
    ['one that starts on the first day', 12, 13, frozen([10, 11])],
    ['one that starts the day after', 10, 13, frozen([11, 12])],
    ['one that starts the day before the last day', 10, 15, frozen([12, 14])],
    ['one of one day, the last', 10, 14, frozen([13, 13])],
    ['one that starts after the last day', 10, 13, frozen([14, 20])],
    ['one over both days', 31, 31, frozen([10, 30])],
    ['two that follow each other', 31, 31, frozen([21, 30], [10, 20])],
    ['two with a day between', 21, 21, frozen([10, 20], [22, 30])],
    ['two that overlap', 31, 31, frozen([15, 30], [10, 20])],
    ['one that is over', 10, 13, frozen([-20, -1])],
  ])('given freezes, %s, the key of 70 days may end in %i days, in use in %i', (_, earliest, latest, overrides) => {
    expect(promised(70, {}, overrides)).toMatchObject({ earliest: inDays(earliest), latest: inDays(latest) });
  });

  it('given a key that ends only while it is not in use, its one day moves', () => {
    const { earliest, latest, kind } = promised(70, { current: '' }, frozen([10, 12]));
    expect({ earliest, latest, kind }).toEqual({ earliest: inDays(13), latest: undefined, kind: 'idle' });
  });

  it('given a key that is replaced now, its owner is told the days after the freeze', () => {
    const user = aUser(withKeys(70));
    const [key] = user.keys;
    if (!key) throw new Error('no key');
    expect(promiseAtReplacement(key, draft(user, frozen([10, 12])))).toMatchObject({ earliest: inDays(13), latest: inDays(13) });
  });

  it('given a freeze since its owner was told, the later days are to be marked', () => {
    expect(promised(76, told(6))).toMatchObject({ earliest: inDays(4), latest: inDays(7), isMarked: true });
    expect(promised(76, told(6), frozen([4, 9]))).toMatchObject({ earliest: inDays(10), latest: inDays(10), isMarked: false });
  });

  it('given a freeze that was removed since its owner was told, the later days hold', () => {
    const later = { ...told(6), days: { earliest: inDays(10), latest: inDays(10) } };
    expect(promised(76, later)).toMatchObject({ earliest: inDays(10), latest: inDays(10), isMarked: true });
  });

  // Told 20 days ago that it ends in use or not; the days are past or today.
  it.each<[given: string, earliest: number, overrides: Overrides]>([
    ['starts tomorrow', -5, frozen([1, 9])],
    ['starts today', 10, frozen([0, 9])],
    ['ends today', 1, frozen([-9, 0])],
    ['ended yesterday', 0, frozen([-9, -1])],
    ['ended before that day', -5, frozen([-9, -6])],
  ])('given a freeze that %s, a key whose day has passed may end in %i days', (_, earliest, overrides) => {
    const due = { ...told(20), days: { earliest: inDays(-5), latest: inDays(-2) } };
    expect(promised(85, due, overrides)).toMatchObject({ earliest: inDays(earliest), toldAt: ago(20) });
  });

  it.each<[given: string, rule: string, overrides: Overrides]>([
    ['ended yesterday', 'superseded-done', frozen([-9, -1])],
    ['ends today', 'superseded-waiting', frozen([-9, 0])],
    ['starts tomorrow', 'superseded-done', frozen([1, 9])],
  ])('given a freeze that %s, the rule for a key whose day has come is %s', (_, rule, overrides) => {
    const user = { ...withKeys(85, 20), ...served, stages: { [first]: [] }, ...told(20), days: { earliest: inDays(0) } };
    expect(rulesFor(aUser(user), overrides)).toBe(`${rule}, fresh`);
  });

  // It may end in 4 days, in use in 10, and the next sweep is in 7.
  it.each<[given: string, isFinal: boolean, overrides: Overrides]>([
    ['no freeze', false, frozen()],
    ['the next sweep in a freeze until two days before the last day', false, frozen([6, 8])],
    ['the next sweep in a freeze until the day before the last day', true, frozen([6, 9])],
    ['a freeze from the day after the first day', true, frozen([5, 20])],
    ['a freeze over both days', true, frozen([4, 20])],
    ['a freeze that ends before the next sweep', false, frozen([1, 6])],
  ])('given %s, no sweep spares the key: %s', (_, isFinal, overrides) => {
    const user = { ...told(20), days: { earliest: inDays(4), latest: inDays(10) } };
    expect(promised(76, user, overrides)).toMatchObject({ isFinal });
  });
});
