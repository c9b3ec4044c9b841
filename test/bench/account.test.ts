import { describe, expect, it } from 'vitest';
import type { Result } from '../../lib/model/plan.ts';
import { sweep } from '../../lib/sweep.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { sandboxDeps } from '../../sandbox/run/run-sweeps.ts';
import { sandboxConfig } from '../../sandbox/run/sandbox-config.ts';
import { type AccountWanted, benchAccount } from './account.ts';

const now = new Date('2026-03-03T06:00:00Z');
const config = { ...sandboxConfig(), mode: 'report' as const };

/** Returns what a sweep in mode report decides. */
async function decided(wanted: AccountWanted): Promise<Result[]> {
  const account = accountOf(parseAccount(benchAccount(wanted, now, config), 'the benchmark', now));
  const { userResults } = await sweep(sandboxDeps(account), config, { now, id: 'a-sweep' });
  return userResults.flatMap(({ results }) => results);
}

/** Returns how many decisions there are of each rule. */
function rulesOf(results: Result[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(results, ({ decision }) => decision.rule)].map(([rule, all]) => [rule, all.length]));
}

describe('the account of a benchmark', () => {
  it('given steady, a sweep has the work of a week, flags nobody and tells no day anew', async () => {
    const results = await decided({ users: 315, state: 'steady' });
    const decisions = results.map(({ decision }) => decision);
    // 5 newest keys are of each of 63 days. Of these, 3 are due for replacement, and in 31 there is the key before: 13 days until it is
    // deactivated, 7 days in which this sweep does it, 4 days Inactive, 7 days in which this sweep deletes it.
    const rules = {
      create: 15,
      fresh: 300,
      'superseded-waiting': 65,
      'superseded-done': 35,
      'inactive-waiting': 21,
      'inactive-past-delete': 35,
    };
    expect(rulesOf(results)).toEqual(rules);
    expect(decisions.filter(({ action, concerns }) => action === 'flag' || concerns.length > 0)).toEqual([]);
    expect(decisions.filter(({ postponed }) => postponed !== undefined)).toEqual([]);
    expect(decisions.filter(({ rule, promised }) => rule.startsWith('superseded') && !promised?.isMarked)).toEqual([]);
    expect(decisions.filter(({ rule, deletion }) => rule.startsWith('inactive') && !deletion.isMarked)).toEqual([]);
  });

  it.each([
    [
      { state: 'due7', users: 100 },
      { create: 7, fresh: 93 },
    ],
    [
      { state: 'steady', users: 100, due: 50 },
      { create: 50, fresh: 50 },
    ],
    [
      { state: 'steady', users: 39, due: 31 },
      { create: 31, fresh: 8 },
    ],
    [{ state: 'steady', users: 100, due: 0 }, { fresh: 100 }],
  ] as const)('given %o, so many replacements are due', async (wanted, rules) => {
    expect(rulesOf(await decided(wanted))).toEqual(rules);
  });
});
