import { addMinutes } from 'date-fns/addMinutes';
import { dayOf } from '../model/age.ts';
import { type Freeze, freezeAt, freezeText } from '../model/freeze.ts';
import { activeKeys, hasStage } from '../model/keys.ts';
import {
  type Decision,
  type Failure,
  isSpread,
  type Plan,
  type Result,
  type UserResult,
} from '../model/plan.ts';
import type { SweepRequest } from '../model/sweep-request.ts';

/** A user of whom a forced run was to replace a key, and did not. */
export type MissedRotation = {
  UserName: string;
  /** The key to replace; undefined if it is not known. */
  AccessKeyId?: string;
  /** Which key, and why it was not replaced. */
  reason: string;
  /** True if a later sweep may replace it without a person changing something first. */
  mayFollow: boolean;
  /** Set if an orphan takes its slot, which a sweep a day later deletes. */
  waitsForOrphan?: true;
};

/** After so many minutes the day is over for which an orphan is Inactive before it is deleted. */
export const orphanWaits = 25 * 60;

type Run = {
  now: Date;
  userResults: readonly UserResult[];
  failures: readonly Failure[];
  missing: readonly string[];
  /** True if the run only rehearsed, because nobody would receive the notices. */
  isUnheard: boolean;
  /** The freeze because of which the run only rehearsed. */
  freeze?: Freeze | undefined;
};

/**
 * Returns the users of a forced run of whom no key was replaced, in alphabetical order; none if the run was not
 * forced. Requested names that no user has are left out.
 */
export function missedRotations(
  { now, userResults, failures, missing, isUnheard, freeze }: Run,
  request: SweepRequest & { delivery?: string | undefined },
): MissedRotation[] {
  if (!request.force) return [];
  const found = new Map(userResults.map((one) => [one.plan.UserName, one]));
  const undone = isUnheard ? 'nobody would be notified' : freeze && `there is a ${freezeText(freeze)}`;
  const named = new Set(request.users?.filter((name) => !missing.includes(name)));
  return [...named].toSorted().flatMap((UserName) => {
    const one = found.get(UserName);
    // A continuation of an older version: whether its key was replaced since cannot be told.
    if (request.keys?.length === 0)
      return [{ UserName, reason: 'the request does not name its key', mayFollow: false }];
    if (one && isRotated(one, undone !== undefined, request.delivery !== undefined)) return [];
    if (undone) return [{ UserName, reason: undone, mayFollow: false }];
    if (one) return [{ UserName, ...whyNot(one, { isContinuation: request.delivery !== undefined, now }) }];
    const reason = failures.find((failure) => failure.UserName === UserName)?.error.message;
    return [{ UserName, reason: reason ?? 'this sweep did not look at it', mayFollow: true }];
  });
}

/** True if the user was given a new key since the run was requested. */
function isRotated({ plan, results }: UserResult, isUndone: boolean, isContinuation: boolean): boolean {
  return (!isUndone && results.some(isReplacing)) || isReplaced(plan, isContinuation);
}

/**
 * True if the run names keys, and none is left to replace: the user can fetch a younger key in place of each. If
 * somebody deleted them since the run that this one continues, true if the user can fetch a key.
 */
function isReplaced(plan: Plan, isContinuation: boolean): boolean {
  const { forcedKeys, decisions } = plan;
  if (!forcedKeys) return false;
  const named = decisions.filter(({ key }) => forcedKeys.includes(key.AccessKeyId));
  if (named.length > 0) {
    return named.every((one) => isServed(one, plan));
  }
  return isContinuation && activeKeys(plan).some((key) => hasStage(key, plan, 'AWSCURRENT'));
}

/** True if the secret serves the key that replaces it. A key that a person created is in no secret. */
function isServed({ replacement }: Decision, plan: Plan): boolean {
  return replacement !== undefined && hasStage(replacement, plan, 'AWSCURRENT');
}

/** Returns a line for each key that a forced run names and that was replaced before it: by which key, and when it ends. */
export function replacedBefore(userResults: readonly UserResult[]): string[] {
  return userResults.flatMap(({ plan }) =>
    plan.decisions
      .filter((one) => plan.forcedKeys?.includes(one.key.AccessKeyId) && isServed(one, plan))
      .map(({ key, replacement, reason }) => {
        const { UserName, AccessKeyId } = key;
        return `${UserName}, ${AccessKeyId}, now ${replacement?.AccessKeyId}: ${reason}`;
      }),
  );
}

/** An unfinished key that became current counts like a new one. One that was dropped has a note. */
function isReplacing({ decision: { action }, outcome, note }: Result): boolean {
  const isDone = outcome === 'done' || outcome === 'rehearsed';
  return isDone && (action === 'create' || (action === 'finish' && !note));
}

function whyNot(userResult: UserResult, run: At): Omit<MissedRotation, 'UserName'> {
  const wanted = wantedOf(userResult);
  if (!wanted) {
    const isNamed = userResult.plan.forcedKeys && userResult.plan.keys.length > 0;
    return {
      reason: isNamed ? 'it has none of the keys to replace' : 'it has no Active key',
      mayFollow: false,
    };
  }
  const { decision, outcome } = wanted;
  const { key, reason } = decision;
  const note = wanted.note ?? (isSpread(decision) && 'the limits of one sweep put it off');
  return {
    AccessKeyId: key.AccessKeyId,
    reason: `${key.AccessKeyId}: ${reason}${note ? ` (${note})` : ''}`,
    mayFollow: outcome === 'deferred' || outcome === 'failed',
    ...(waitsForOrphan(decision, userResult, run) && { waitsForOrphan: true }),
  };
}

type At = { isContinuation: boolean; now: Date };

/**
 * True if a continuation finds the slot free that an orphan takes now. A continuation is only continued if it
 * deactivated the orphan itself, so that this ends.
 */
export function waitsForOrphan(
  { rule, refusal }: Decision,
  { plan, results }: Pick<UserResult, 'plan' | 'results'>,
  { isContinuation, now }: At,
): boolean {
  const then = addMinutes(now, orphanWaits);
  // Nothing is deleted in a freeze.
  if (freezeAt(then, plan.config)) return false;
  const orphans = results.filter(
    ({ decision: { deletion } }) => deletion.kind === 'orphan' && deletion.notBefore <= dayOf(then),
  );
  const isDeactivated = orphans.some(
    ({ decision, outcome }) => decision.rule === 'orphan' && outcome === 'done',
  );
  return rule === 'no-slot' && !refusal && (isContinuation ? isDeactivated : orphans.length > 0);
}

/**
 * Returns the result that counts: of a key that the run names and that is not replaced, or of its replacement that is not
 * finished; without, of the newest Active key that stays or, if none stays, the newest Active key.
 */
function wantedOf({ plan, results }: UserResult): Result | undefined {
  const { forcedKeys } = plan;
  if (forcedKeys) {
    const named = results.filter(({ decision: { key } }) => forcedKeys.includes(key.AccessKeyId));
    const wanted = named.find(({ decision }) => !isServed(decision, plan)) ?? named[0];
    const unfinished = results.find(({ decision }) => decision.rule === 'unfinished');
    return unfinished && unfinished.decision.key === wanted?.decision.replacement ? unfinished : wanted;
  }
  const active = plan.decisions.filter(({ key }) => key.Status === 'Active');
  const stays = active.findLast(({ action }) => action !== 'deactivate');
  const newest = stays ?? active.at(-1);
  return results.find(({ decision }) => decision === newest);
}
