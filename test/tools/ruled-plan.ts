import { rules } from '../../lib/decide/rules.ts';
import type { Decision, Outcome, Plan, Result, RuleName } from '../../lib/model/plan.ts';
import { accessKey, aUser, decision, first, plan, second, third, type UserSketch } from './builders.ts';

/** A plan with one rule for each key: `first`, `second` and so on. */
export function planOf(names: readonly RuleName[], user: UserSketch = {}, overrides: Partial<Decision> = {}): Plan {
  const ids = [first, second, third];
  const keys = names.map((_, n) => overrides.key ?? accessKey({ AccessKeyId: ids[n] ?? '' }));
  const holder = aUser({ keys, ...user });
  const decisions = names.map((rule, n) => decision({ key: keys[n] ?? accessKey(), rule, action: 'keep', ...overrides }, holder));
  return plan(decisions, holder);
}
/** Returns the results of all decisions of a plan, with one outcome. */
export const resultsOf = ({ decisions }: Plan, outcome: Outcome): Result[] => decisions.map((one) => ({ decision: one, outcome }));

/** The rules of a key in its overlap. */
export const overlapRules = rules.filter(({ inOverlap }) => inOverlap).map(({ name }) => name);
/** All others of keys that a sweep does not leave alone. */
export const noOverlap: RuleName[] = [
  ...(['unfinished', 'orphan', 'unknown-status', 'two-in-use', 'no-slot', 'late', 'create', 'fresh'] as const),
  ...([
    'inactive-current',
    'inactive-unmarked',
    'retired-in-use',
    'inactive-past-delete',
    'inactive-in-the-way',
    'inactive-waiting',
  ] as const),
];
