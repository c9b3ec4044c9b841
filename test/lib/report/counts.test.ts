import { describe, expect, it } from 'vitest';
import type { Decision, Outcome, UserResult } from '../../../lib/model/plan.ts';
import { countsOf, oldestActive } from '../../../lib/report/counts.ts';
import { accessKey, decision, plan, second, third, userResultOf } from '../../tools/builders.ts';

const nothing = { holders: [], userResults: [], failures: [], unreached: [], isNamed: false };
const outcomes = { none: 0, done: 0, rehearsed: 0, deferred: 0, held: 0, failed: 0 };

/** The result of one user with one key. */
function resultOf(overrides: Partial<Decision> = {}, outcome: Outcome = 'none'): UserResult {
  return userResultOf(plan([decision({ key: accessKey({ age: overrides.age ?? 0 }), ...overrides })]), { outcome });
}

describe('the figures of a sweep', () => {
  it('given nothing, every figure is there and zero', () => {
    const { actions, ...totals } = countsOf(nothing);
    const names = ['users', 'keys', 'oldestActiveKeyDays', 'youngKeys', 'dueKeys', 'closingKeys', 'keysPastLimit'];
    const all = [...names, 'failures', 'deferred', 'deferredAgain', 'unreached', 'held'];
    expect(totals).toEqual(Object.fromEntries(all.map((name) => [name, 0])));
    const allActions = ['keep', 'flag', 'finish', 'mark', 'create', 'deactivate', 'delete'];
    expect(actions).toEqual(Object.fromEntries(allActions.map((name) => [name, outcomes])));
  });

  it('given results and failures, each is counted where it belongs', () => {
    const userResults = (['done', 'done', 'failed', 'deferred', 'held'] as const).map((outcome) => resultOf({}, outcome));
    const failures = [{ error: new Error('x') }];
    const counts = countsOf({ ...nothing, holders: userResults.map((one) => one.plan), userResults, failures, unreached: ['zoe'] });
    expect(counts).toMatchObject({ users: 5, keys: 5, failures: 1, deferred: 1, unreached: 1, held: 1 });
    expect(counts.actions).toMatchObject({ create: { ...outcomes, done: 2, failed: 1, deferred: 1, held: 1 }, delete: outcomes });
  });

  it.each([
    [0, 'youngKeys'],
    [59, 'youngKeys'],
    [60, 'dueKeys'],
    [79, 'dueKeys'],
    [80, 'closingKeys'],
    [90, 'closingKeys'],
    [91, 'keysPastLimit'],
  ])('given an Active key of %i days, it counts once, among %s', (age, band) => {
    const userResults = [resultOf({ age, rule: 'fresh', action: 'keep' })];
    const { youngKeys, dueKeys, closingKeys, keysPastLimit } = countsOf({ ...nothing, userResults });
    const bands = { youngKeys: 0, dueKeys: 0, closingKeys: 0, keysPastLimit: 0, [band]: 1 };
    expect({ youngKeys, dueKeys, closingKeys, keysPastLimit }).toEqual(bands);
  });

  it.each([
    ['deactivated', 'deactivate', 'done', 0],
    ['deleted', 'delete', 'done', 0],
    ['not deactivated, because that failed', 'deactivate', 'failed', 1],
    ['replaced', 'create', 'done', 1],
  ] as const)('given a key past its limit that was %s, it counts as it is after the sweep', (_, action, outcome, keysPastLimit) => {
    const userResults = [resultOf({ age: 91, action }, outcome)];
    expect(countsOf({ ...nothing, userResults })).toMatchObject({ keysPastLimit });
  });

  it.each<[given: string, deferredAgain: number, isNamed: boolean, overrides?: Partial<Decision>]>([
    ['a sweep of everybody', 0, false],
    ['a sweep of named users', 1, true],
    ['a sweep of named users and a key that the limits put off', 0, true, { postponed: 'deferred' }],
  ])('given one deferred key of two in %s, it counts %i times as deferred again', (_, deferredAgain, isNamed, overrides) => {
    const userResults = [resultOf(overrides, 'deferred'), resultOf({}, 'done')];
    expect(countsOf({ ...nothing, userResults, isNamed })).toMatchObject({ deferred: 1, deferredAgain });
  });
});

describe('the oldest Active key', () => {
  const old = resultOf({ age: 200, key: accessKey({ AccessKeyId: second }) });
  const asOld = resultOf({ age: 200, key: accessKey({ AccessKeyId: third }) });

  it.each<[given: string, oldest: string | undefined, userResults: readonly UserResult[]]>([
    ['no key', undefined, []],
    ['younger keys before and after it', second, [resultOf({ age: 65 }), old, resultOf({ age: 100 })]],
    ['another key of the same age', second, [old, asOld]],
    ['an older Inactive key', second, [resultOf({ age: 300, key: accessKey({ Status: 'Inactive' }) }), old]],
    ['an older key of an exempt user', second, [old, resultOf({ age: 300, rule: 'exempt', action: 'keep' })]],
  ])('given %s, it is %s', (_, oldest, userResults) => {
    expect(oldestActive(userResults)?.decision.key.AccessKeyId).toBe(oldest);
    expect(countsOf({ ...nothing, userResults })).toMatchObject({ oldestActiveKeyDays: oldest ? 200 : 0 });
  });
});
