import { type Failure, isSpread, type UserResult } from '../model/plan.ts';

type Remaining = {
  userResults: readonly UserResult[];
  failures: readonly Failure[];
  unreached: readonly string[];
};

/**
 * Returns the users whom a continuation may serve: those that failed, were deferred because something changed, or were not
 * reached in time. Not those whose acts a limit spreads over several sweeps, and not those for whom AWS only refused a call
 * for good: it would be refused again.
 */
export function remainingUsers({ userResults, failures, unreached }: Remaining): string[] {
  const refused = userResults.filter(isOnlyRefused).map(({ plan }) => plan.UserName);
  const failed = failures
    .map(({ UserName }) => UserName)
    .filter((name) => name !== undefined)
    .filter((name) => !refused.includes(name));
  const deferred = userResults.filter(isIncomplete).map(({ plan }) => plan.UserName);
  return [...new Set([...failed, ...deferred, ...unreached])].toSorted();
}

function isOnlyRefused({ results, failures }: UserResult): boolean {
  const refusals = results.filter(({ refusal }) => refusal);
  return refusals.length > 0 && refusals.length === failures.length;
}

function isIncomplete({ results }: UserResult): boolean {
  return results.some(({ outcome, decision }) => outcome === 'deferred' && !isSpread(decision));
}
