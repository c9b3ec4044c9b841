import { hasStage } from '../model/keys.ts';
import { type Failure, isSpread, type Result, type UserResult } from '../model/plan.ts';
import type { SweepRequest } from '../model/sweep-request.ts';

/** A user whose newest key a forced run was to replace, and did not. */
export type MissedRotation = {
  UserName: string;
  /** Which key, and why it was not replaced. */
  reason: string;
  /** True if a later sweep may replace it without a person changing something first. */
  mayFollow: boolean;
};

type Run = {
  userResults: readonly UserResult[];
  failures: readonly Failure[];
  missing: readonly string[];
  /** True if the run only rehearsed, because nobody would receive the notices. */
  isUnheard: boolean;
};

/**
 * Returns the users of a forced run whose newest key was not replaced, in alphabetical order; none if the run was not
 * forced. Requested names that no user has are left out.
 */
export function missedRotations(
  { userResults, failures, missing, isUnheard }: Run,
  request: SweepRequest,
): MissedRotation[] {
  if (!request.force) return [];
  const found = new Map(userResults.map((one) => [one.plan.UserName, one]));
  const named = new Set(request.users?.filter((name) => !missing.includes(name)));
  return [...named].toSorted().flatMap((UserName) => {
    const one = found.get(UserName);
    if (one && isRotated(one, isUnheard)) return [];
    if (isUnheard) return [{ UserName, reason: 'nobody would be notified', mayFollow: false }];
    if (one) return [{ UserName, ...whyNot(one) }];
    const reason = failures.find((failure) => failure.UserName === UserName)?.error.message;
    return [{ UserName, reason: reason ?? 'this sweep did not look at it', mayFollow: true }];
  });
}

/** True if the user was given a new key since the run was requested. */
function isRotated(userResult: UserResult, isUnheard: boolean): boolean {
  const { plan, results } = userResult;
  const newest = newestOf(userResult)?.decision.key;
  const isSince = newest && plan.madeBefore && newest.CreateDate >= plan.madeBefore;
  return (
    (!isUnheard && results.some(isReplacing)) || (isSince === true && hasStage(newest, plan, 'AWSCURRENT'))
  );
}

/** An unfinished key that became current counts like a new one. One that was dropped has a note. */
function isReplacing({ decision: { action }, outcome, note }: Result): boolean {
  const isDone = outcome === 'done' || outcome === 'rehearsed';
  return isDone && (action === 'create' || (action === 'finish' && !note));
}

function whyNot(userResult: UserResult): Pick<MissedRotation, 'reason' | 'mayFollow'> {
  const newest = newestOf(userResult);
  if (!newest) return { reason: 'it has no Active key', mayFollow: false };
  const { decision, outcome } = newest;
  const { key, rule } = decision;
  const note = newest.note ?? (isSpread(decision) && 'the limits of one sweep put it off');
  const reason = rule === 'fresh' ? 'made when a person asked for it, or since' : decision.reason;
  return {
    reason: `${key.AccessKeyId}: ${reason}${note ? ` (${note})` : ''}`,
    mayFollow: outcome === 'deferred' || outcome === 'failed',
  };
}

/** Returns the result of the newest Active key that stays or, if none stays, of the newest Active key. */
function newestOf({ plan, results }: UserResult): Result | undefined {
  const active = plan.decisions.filter(({ key }) => key.Status === 'Active');
  const stays = active.findLast(({ action }) => action !== 'deactivate' && action !== 'delete');
  const newest = stays ?? active.at(-1);
  return results.find(({ decision }) => decision === newest);
}
