import { hasStage } from '../model/case-view.ts';
import type { Asked, Carried, Failure, Result } from '../model/types.ts';
import { isSpread } from './remaining.ts';

/** A user whose newest key a forced run was to replace, and did not. */
export type Unrotated = {
  UserName: string;
  /** Which key, and why it was not. */
  reason: string;
  /** Whether a later pass may replace it without anybody settling something before. */
  mayFollow: boolean;
};

/** What came of a forced run, as far as it tells who was not rotated. */
type Seen = { carried: readonly Carried[]; failures: readonly Failure[]; missing: readonly string[] };

/** The users named in a forced run, save those that are not there, whose newest keys were not replaced. */
export function unrotatedUsers({ carried, failures, missing }: Seen, asked: Asked): Unrotated[] {
  if (!asked.force) return [];
  const found = new Map(carried.map((one) => [one.plan.holder.UserName, one]));
  const named = new Set(asked.users?.filter((name) => !missing.includes(name)));
  return [...named].toSorted().flatMap((UserName) => {
    const one = found.get(UserName);
    if (one) return isRotated(one) ? [] : [{ UserName, ...whyNot(one) }];
    const reason = failures.find((failure) => failure.UserName === UserName)?.error.message;
    return [{ UserName, reason: reason ?? 'this sweep did not look at it', mayFollow: true }];
  });
}

/** Whether the user was given a key in place of the one that it had when the run was asked for. */
function isRotated(carried: Carried): boolean {
  const { plan, results } = carried;
  const made = newestOf(carried)?.decision.key;
  const isSince = made && plan.madeBefore && made.CreateDate >= plan.madeBefore;
  return results.some(isReplacing) || (isSince === true && hasStage(made, plan, 'AWSCURRENT'));
}

/** A pending key that was made current is as good as one just created; one that gave way has a note that says so. */
function isReplacing({ decision: { action }, outcome, note }: Result): boolean {
  const isDone = outcome === 'done' || outcome === 'rehearsed';
  return isDone && (action === 'create' || (action === 'finish' && !note));
}

function whyNot(carried: Carried): Pick<Unrotated, 'reason' | 'mayFollow'> {
  const newest = newestOf(carried);
  if (!newest) return { reason: 'it has no Active key', mayFollow: false };
  const { decision, outcome } = newest;
  const { key, rule } = decision;
  const note = newest.note ?? (isSpread(newest) && 'the limits of one sweep put it off');
  const reason = rule === 'fresh' ? 'made when a person asked for it, or since' : decision.reason;
  return {
    reason: `${key.AccessKeyId}: ${reason}${note ? ` (${note})` : ''}`,
    mayFollow: outcome === 'deferred' || outcome === 'failed',
  };
}

/** What came of the newest Active key: of those that stay, if any does. */
function newestOf({ plan, results }: Carried): Result | undefined {
  const active = plan.decisions.filter(({ key }) => key.Status === 'Active');
  const stays = active.findLast(({ action }) => action !== 'deactivate' && action !== 'delete');
  const newest = stays ?? active.at(-1);
  return results.find(({ decision }) => decision === newest);
}
