import { addDays } from 'date-fns/addDays';
import { describe, expect, it } from 'vitest';
import { allowancesOf } from '../../../lib/decide/allowances.ts';
import { backlogOf } from '../../../lib/decide/backlog.ts';
import type { Plan } from '../../../lib/model/plan.ts';
import {
  aUser,
  config,
  decision,
  decisionOf,
  first,
  inactive,
  now,
  type Overrides,
  plan,
  second,
  tagged,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

const decide = (user: UserSketch) => aUser(user).keys.map(({ AccessKeyId }) => decisionOf(aUser(user), AccessKeyId));

describe('when a backlog ends', () => {
  // test/whole/backlog.test.ts compares it with the forecast.
  it.each<[keys: number, lastSweep: number, overrides?: Overrides]>([
    [50, 5],
    [180, 9],
    [100, 10, { limits: { percent: 1 } }],
    [50, 7, { freezes: ['2026-11-24', '2026-12-08'].map((day) => ({ from: day, to: day, reason: 'sales' })) }],
    [200, 8, { thresholds: { deactivate: { from: 87, to: 97 }, delete: { after: 97 } } }],
  ])('given a backlog of %i keys, sweep %i replaces the last', (keys, lastSweep, overrides) => {
    const plans = Array.from({ length: keys }, () => plan([decision({ age: 400 })]));
    const found = backlogOf(plans, config(overrides), now);
    expect(found).toMatchObject({ lastSweep, endsOn: addDays(now, (lastSweep - 1) * 7) });
  });

  it.each<[string, Parameters<typeof decision>[0], boolean]>([
    ['past deactivate.to', { age: 91 }, true],
    ['on the day of deactivate.to', { age: 90 }, false],
    ['that a limit put off', { age: 91, postponed: 'deferred' }, true],
    ['whose creation is refused', { age: 91, action: 'flag', refusal: { reason: 'x', remedy: undefined } }, false],
  ])('given 30 keys %s, they are a backlog: %s', (_, one, isBacklog) => {
    const plans = Array.from({ length: 30 }, () => plan([decision(one)]));
    expect(backlogOf(plans, config(), now) !== undefined).toBe(isBacklog);
  });

  it.each<[given: string, lastSweep: number, other: Plan]>([
    ['stay', 3, plan([decision({ rule: 'fresh', action: 'keep', age: 20 })])],
    ['are Inactive and deleted now', 5, plan(decide({ ...withKeys(inactive(95)), inactiveSince: { [first]: 9 } }))],
    ['are Inactive and deleted by the next sweep', 4, plan(decide({ ...withKeys(inactive(95)), inactiveSince: { [first]: 3 } }))],
    ['are deactivated now', 4, plan(decide({ ...withKeys(91, 20), current: second, told: { [first]: 20 } }).slice(0, 1))],
    ['are Inactive, and a person has to look', 3, plan(decide({ ...withKeys(inactive(95)), current: first }))],
    ['are Inactive, of users that are left alone', 3, plan(decide({ ...withKeys(inactive(95)), ...tagged('exempt', 'x') }))],
  ])('given 46 keys beside 105 that %s, sweep %i replaces the last', (_, lastSweep, other) => {
    const plans = [...Array.from({ length: 46 }, () => plan([decision({ age: 400 })])), ...Array.from({ length: 105 }, () => other)];
    expect(backlogOf(plans, config(), now)?.lastSweep).toBe(lastSweep);
  });

  it.each([
    [9, undefined],
    [10, undefined],
    [11, 1],
  ])('given %i keys, so many wait: %s', (count, waiting) => {
    const plans = Array.from({ length: count }, () => plan([decision({ age: 400 })]));
    expect(backlogOf(plans, config(), now)?.waiting).toBe(waiting);
  });

  it.each([
    [1, undefined],
    [0, { reason: 'x', remedy: undefined }],
  ])('given a backlog and a user without a slot, %i is counted, whose creation is refused: %o', (blocked, refusal) => {
    const stuck = plan([decision({ age: 400, rule: 'no-slot', action: 'flag', refusal })]);
    const plans = [stuck, ...Array.from({ length: 30 }, () => plan([decision({ age: 400 })]))];
    expect(backlogOf(plans, config(), now)?.blocked).toBe(blocked);
  });

  it('given forced users, they are no backlog', () => {
    const plans = Array.from({ length: 30 }, () => plan([decision({ age: 400 })], { forced: true }));
    expect(backlogOf(plans, config(), now)).toBeUndefined();
  });
});

describe('what one sweep may do', () => {
  it.each<[keys: number, overrides: Overrides['limits'], allowed: object]>([
    [45, {}, { each: 22, backlog: 10, surprising: 4, retiring: 4 }],
    [300, {}, { each: 150, backlog: 30, surprising: 10, retiring: 30 }],
    [5, {}, { each: 10, backlog: 10, surprising: 1, retiring: 1 }],
    [300, { percent: 5 }, { each: 15, backlog: 15 }],
    [300, { surprising: 0 }, { surprising: 0, retiring: 30 }],
  ])('given %i keys and the limits %o: %o', (keys, limits = {}, allowed) => {
    expect(allowancesOf(keys, config({ limits }).limits)).toMatchObject(allowed);
  });
});
