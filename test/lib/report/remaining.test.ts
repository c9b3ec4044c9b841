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

describe('users whom a continuation may serve', () => {
  it.each<[given: string, users: string[], remaining: Parameters<typeof remainingUsers>[0]]>([
    ['a deferred act and a done one', ['bob'], { ...none, userResults: [resultOf('bob', ['deferred']), resultOf('eve', ['done'])] }],
    ['a deferred act beside a done one', ['bob'], { ...none, userResults: [resultOf('bob', ['deferred', 'done'])] }],
    ['an act that a limit defers', [], { ...none, userResults: [resultOf('bob', ['deferred'], { postponed: 'deferred' })] }],
    ['an act that a limit holds', [], { ...none, userResults: [resultOf('bob', ['held'], { postponed: 'held' })] }],
    ['another sweep that works on the user', ['bob'], { ...none, userResults: [resultOf('bob', ['deferred'], inFlight)] }],
    ['a user that could not be read', ['zoe'], { ...none, failures: [{ UserName: 'zoe', error }, { error }] }],
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
