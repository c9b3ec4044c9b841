import { describe, expect, it } from 'vitest';
import type { Decision, Result, UserResult } from '../../../lib/model/plan.ts';
import { remainingUsers } from '../../../lib/report/remaining.ts';
import { carriedOut, decision, plan } from '../../tools/builders.ts';

function carried(UserName: string, result: Partial<Result>, overrides: Partial<Decision> = {}): UserResult {
  return carriedOut(plan([decision(overrides)], { UserName }), result);
}

const remaining = (...all: UserResult[]) => remainingUsers({ userResults: all, failures: [], unreached: [] });

describe('who remains', () => {
  it('given an act deferred by what happened, that user', () => {
    expect(remaining(carried('bob', { outcome: 'deferred' }), carried('eve', { outcome: 'done' }))).toEqual([
      'bob',
    ]);
  });

  it('given an act spread by the limits, nobody', () => {
    expect(remaining(carried('bob', { outcome: 'deferred' }, { postponed: 'deferred' }))).toEqual([]);
  });

  it('given an act that was held, nobody', () => {
    expect(remaining(carried('bob', { outcome: 'held' }, { postponed: 'held' }))).toEqual([]);
  });

  it('given another sweep is at work on a user, that user', () => {
    const inFlight = { rule: 'in-flight', action: 'keep', postponed: 'deferred' } as const;
    expect(remaining(carried('bob', { outcome: 'deferred' }, inFlight))).toEqual(['bob']);
  });

  it('given an act deferred beside one that was done, that user', () => {
    const { plan: both } = carried('bob', {});
    const results = (['deferred', 'done'] as const).map((outcome) => ({ decision: decision(), outcome }));
    expect(remaining({ plan: both, results, failures: [] })).toEqual(['bob']);
  });

  it('given a user that failed before anything was decided, that user', () => {
    const failures = [{ UserName: 'zoe', error: new Error('x') }, { error: new Error('y') }];
    expect(remainingUsers({ userResults: [], failures, unreached: [] })).toEqual(['zoe']);
  });

  it('given failures and users not reached, each of them once, in order', () => {
    const error = new Error('x');
    const failures = [{ UserName: 'eve', error }, { error }, { UserName: 'bob', error }];
    const users = remainingUsers({
      userResults: [carried('eve', { outcome: 'deferred' })],
      failures,
      unreached: ['al', 'bob'],
    });
    expect(users).toEqual(['al', 'bob', 'eve']);
  });
});
