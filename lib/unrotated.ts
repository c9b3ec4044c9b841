import { byAge, hasStage } from './case-view.ts';
import type { Action, Asked, Carried, Failure, Result } from './types.ts';

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
function isRotated({ plan, results }: Carried): boolean {
  const newest = newestOf(results)?.decision.key;
  const { madeBefore } = plan;
  return (
    results.some(isReplacing) ||
    (newest && madeBefore && newest.CreateDate >= madeBefore && hasStage(newest, plan, 'AWSCURRENT')) === true
  );
}

/** A pending key that was made current is as good as one just created; one that gave way has a note that says so. */
function isReplacing({ decision: { action }, outcome, note }: Result): boolean {
  const isDone = outcome === 'done' || outcome === 'rehearsed';
  return isDone && (action === 'create' || (action === 'finish' && note === undefined));
}

function whyNot({ plan, results, isUnreached }: Carried): Pick<Unrotated, 'reason' | 'mayFollow'> {
  const newest = newestOf(results);
  if (!newest) return { reason: 'it has no Active key', mayFollow: false };
  const { decision, outcome } = newest;
  const note = newest.note ?? (isPutOff(newest) ? 'the limits of one sweep put it off' : undefined);
  const reason =
    plan.madeBefore && decision.rule === 'fresh' ? 'made since a person asked for it' : decision.reason;
  return {
    reason: `${decision.key.AccessKeyId}: ${reason}${note ? ` (${note})` : ''}`,
    mayFollow: isUnreached === true || outcome === 'deferred' || outcome === 'failed',
  };
}

const takes: readonly Action[] = ['deactivate', 'delete'];

/** What came of the newest Active key: of those that stay, if any does. */
function newestOf(results: readonly Result[]): Result | undefined {
  const active = results
    .filter(({ decision }) => decision.key.Status === 'Active')
    .toSorted((a, b) => byAge(a.decision.key, b.decision.key));
  return active.findLast(({ decision: { action } }) => !takes.includes(action)) ?? active.at(-1);
}

function isPutOff({ decision: { postponed, rule } }: Result): boolean {
  return postponed !== undefined && rule !== 'in-flight';
}
