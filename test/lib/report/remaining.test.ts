import { describe, expect, it } from 'vitest';
import type { Decision, Outcome, UserResult } from '../../../lib/model/plan.ts';
import { remainingUsers } from '../../../lib/report/remaining.ts';
import { decision, plan, userResultOf } from '../../tools/builders.ts';

const error = new Error('x');
const none = { userResults: [], failures: [], unreached: [] };

/** The result of one user whose decisions have these outcomes. */
function resultOf(UserName: string, outcomes: readonly Outcome[], overrides: Partial<Decision> = {}): UserResult {
  const decisions = outcomes.map(() => decision(overrides));
  const results = decisions.map((one, n) => ({ decision: one, outcome: outcomes[n] ?? 'none' }));
  return { ...userResultOf(plan(decisions, { UserName })), results };
}

const inFlight = { rule: 'in-flight', action: 'keep', postponed: 'deferred' } as const;

const refused: UserResult = {
  ...userResultOf(plan([decision()], { UserName: 'bob' }), { outcome: 'failed', refusal: { reason: 'x', remedy: undefined } }),
};

/** A user with so many failures, as the sweep reports them. */
function failing(userResult: UserResult, count: number): Pick<Parameters<typeof remainingUsers>[0], 'userResults' | 'failures'> {
  const failures = Array.from({ length: count }, () => ({ UserName: 'bob', error }));
  return { userResults: [{ ...userResult, failures }], failures };
}

describe('users whom a continuation may serve', () => {
  it.each<[given: string, users: string[], remaining: Parameters<typeof remainingUsers>[0]]>([
    ['a deferred act and a done one', ['bob'], { ...none, userResults: [resultOf('bob', ['deferred']), resultOf('eve', ['done'])] }],
    ['a deferred act beside a done one', ['bob'], { ...none, userResults: [resultOf('bob', ['deferred', 'done'])] }],
    ['an act that a limit defers', [], { ...none, userResults: [resultOf('bob', ['deferred'], { postponed: 'deferred' })] }],
    ['an act that a limit holds', [], { ...none, userResults: [resultOf('bob', ['held'], { postponed: 'held' })] }],
    ['another sweep that works on the user', ['bob'], { ...none, userResults: [resultOf('bob', ['deferred'], inFlight)] }],
    ['a user that could not be read', ['zoe'], { ...none, failures: [{ UserName: 'zoe', error }, { error }] }],
    [
      'a failure beside what was done',
      ['bob'],
      { ...none, userResults: [resultOf('bob', ['done'])], failures: [{ UserName: 'bob', error }] },
    ],
    ['a call that AWS refused for good', [], { ...none, ...failing(refused, 1) }],
    ['such a call, and another failure', ['bob'], { ...none, ...failing(refused, 2) }],
    [
      'failed, deferred and unreached users',
      ['al', 'bob', 'eve'],
      {
        userResults: [resultOf('eve', ['deferred'])],
        failures: [
          { UserName: 'eve', error },
          { UserName: 'bob', error },
        ],
        unreached: ['al', 'bob'],
      },
    ],
  ])('given %s, they are %j', (_, users, remaining) => {
    expect(remainingUsers(remaining)).toEqual(users);
  });
});
