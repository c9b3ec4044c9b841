import { describe, expect, it } from 'vitest';
import { countsOf } from '../../../lib/report/counts.ts';
import { accessKey, carriedOut, decision, plan } from '../../tools/builders.ts';

describe('the figures of a sweep', () => {
  const keys = [accessKey({ age: 300, Status: 'Inactive' }), accessKey({ age: 200 }), accessKey({ age: 65 })];
  const [inactive, exempt, active] = keys.map((key, i) =>
    decision({
      key,
      age: [300, 200, 65][i] ?? 0,
      rule: i === 1 ? 'exempt' : 'create',
      action: i === 1 ? 'keep' : 'create',
    }),
  );
  const nothing = { holders: [], userResults: [], failures: [], unreached: [], isNamed: false };

  it('given nothing, every figure is there and zero', () => {
    const counts = countsOf(nothing);
    expect(counts).toMatchObject({
      users: 0,
      keys: 0,
      oldestActiveKeyDays: 0,
      failures: 0,
      deferred: 0,
      unreached: 0,
      held: 0,
      deferredAgain: 0,
      youngKeys: 0,
      dueKeys: 0,
      closingKeys: 0,
      keysPastLimit: 0,
    });
    expect(Object.keys(counts.actions)).toEqual([
      'keep',
      'flag',
      'finish',
      'mark',
      'create',
      'deactivate',
      'delete',
    ]);
    for (const outcomes of Object.values(counts.actions)) {
      expect(outcomes).toEqual({ none: 0, done: 0, rehearsed: 0, deferred: 0, held: 0, failed: 0 });
    }
  });

  it('given an Inactive and an exempt key, the oldest Active key is another', () => {
    const all = [inactive, exempt, active].flatMap((one) => (one ? [carriedOut(plan([one]))] : []));
    expect(countsOf({ ...nothing, userResults: all }).oldestActiveKeyDays).toBe(65);
  });

  it('given results and failures, each is counted where it belongs', () => {
    const outcomes = ['done', 'done', 'failed', 'deferred', 'held'] as const;
    const all = outcomes.map((outcome) => carriedOut(plan([decision()]), { outcome }));
    const holders = all.map(({ plan }) => plan);
    const counts = countsOf({
      ...nothing,
      holders,
      userResults: all,
      failures: [{ error: new Error('x') }],
      unreached: ['zoe'],
    });
    expect(counts).toMatchObject({ users: 5, keys: 5, failures: 1, deferred: 1, unreached: 1, held: 1 });
    expect(counts.actions.create).toEqual({
      none: 0,
      done: 2,
      rehearsed: 0,
      deferred: 1,
      held: 1,
      failed: 1,
    });
    expect(counts.actions.delete.done).toBe(0);
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
    const key = accessKey({ age });
    const all = [carriedOut(plan([decision({ key, age, rule: 'fresh', action: 'keep' })]))];
    const { youngKeys, dueKeys, closingKeys, keysPastLimit } = countsOf({ ...nothing, userResults: all });
    const bands = { youngKeys, dueKeys, closingKeys, keysPastLimit };
    expect(bands).toEqual({ youngKeys: 0, dueKeys: 0, closingKeys: 0, keysPastLimit: 0, [band]: 1 });
  });

  it.each([
    ['deactivated', 'deactivate', 'done', 0],
    ['deleted', 'delete', 'done', 0],
    ['not deactivated after all', 'deactivate', 'failed', 1],
    ['replaced', 'create', 'done', 1],
  ] as const)(
    'given a key past its limit that was %s, it counts as what it is now',
    (_, action, outcome, past) => {
      const key = accessKey({ age: 91 });
      const all = [carriedOut(plan([decision({ key, age: 91, action })]), { outcome })];
      expect(countsOf({ ...nothing, userResults: all }).keysPastLimit).toBe(past);
    },
  );

  it('given a key of a sweep by name that the limits put off, it waits for its turn and was not deferred again', () => {
    const all = [carriedOut(plan([decision({ postponed: 'deferred' })]), { outcome: 'deferred' })];
    expect(countsOf({ ...nothing, userResults: all, isNamed: true })).toMatchObject({
      deferred: 1,
      deferredAgain: 0,
    });
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('given a deferred key of a sweep by name: %s, it was deferred again %i times', (isNamed, again) => {
    const all = [carriedOut(plan([decision()]), { outcome: 'deferred' })];
    expect(countsOf({ ...nothing, userResults: all, isNamed })).toMatchObject({
      deferred: 1,
      deferredAgain: again,
    });
  });
});
