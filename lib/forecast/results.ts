import { type Action, isAct, type Plan, type Result } from '../model/plan.ts';
import type { AccessKey } from '../model/user.ts';

/** Returns the results of a plan that is carried out without failures. */
export function resultsOf({ decisions }: Plan): Result[] {
  return decisions.map((decision) => ({
    decision,
    outcome: decision.postponed ?? (isAct(decision) ? 'done' : 'none'),
  }));
}

/** Returns the keys to which that was done. */
export function keysBy(wanted: Action, results: readonly Result[]): AccessKey[] {
  return results
    .filter(({ decision: { action }, outcome }) => action === wanted && outcome === 'done')
    .map(({ decision }) => decision.key);
}
