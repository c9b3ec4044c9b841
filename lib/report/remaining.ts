import { type Failure, isSpread, type UserResult } from '../model/plan.ts';

type Remaining = {
  userResults: readonly UserResult[];
  failures: readonly Failure[];
  unreached: readonly string[];
};

/**
 * Returns the users whom a continuation may serve: those that failed, were deferred because something changed, or were not
 * reached in time. Not those whose acts a limit spreads over several sweeps.
 */
export function remainingUsers({ userResults, failures, unreached }: Remaining): string[] {
  const failed = failures.map(({ UserName }) => UserName).filter((name) => name !== undefined);
  const deferred = userResults.filter(isIncomplete).map(({ plan }) => plan.UserName);
  return [...new Set([...failed, ...deferred, ...unreached])].toSorted();
}

function isIncomplete({ results }: UserResult): boolean {
  return results.some(({ outcome, decision }) => outcome === 'deferred' && !isSpread(decision));
}
