import type { Action, Concern, Decision, Plan, Result } from './plan.ts';
import type { KeyPromise } from './promise.ts';
import { markOf, type ToldMark } from './user-tags.ts';

/**
 * Returns the decisions whose promise has to be marked now that the owner has been told: it is new, or a day has moved. None if
 * an act of this user failed or was deferred.
 */
export function promisesToMark(results: readonly Result[]): PromisedDecision[] {
  if (results.some(({ outcome }) => outcome === 'failed' || outcome === 'deferred')) return [];
  return results
    .filter(({ decision: { action }, outcome }) =>
      action === 'create' ? outcome === 'done' : outcome === 'none',
    )
    .map(({ decision }) => decision)
    .filter(isPromised)
    .filter(({ promised }) => !promised.isMarked);
}

type PromisedDecision = Decision & { promised: KeyPromise };

function isPromised(decision: Decision): decision is PromisedDecision {
  return decision.promised !== undefined;
}

/** Returns the promise about a key if its days hold: the owner was told them, or is told now and then they are marked. */
export function promiseThatHolds(decision: Decision, results: readonly Result[]): KeyPromise | undefined {
  const holds = decision.promised?.isMarked || promisesToMark(results).some((one) => one === decision);
  return holds ? decision.promised : undefined;
}

/**
 * Returns the marks of promises that no longer hold: the key is Active and stays so, nothing is about to end it, and no
 * new promise takes the place of this one. None for a user that is left alone, or on whom another sweep works: that one
 * may be creating the replacement.
 */
export function withdrawnPromises({ evidence, leftAlone }: Plan, results: readonly Result[]): ToldMark[] {
  if (!evidence || leftAlone || isOvertaken(results)) return [];
  const renewed = promisesToMark(results);
  return results
    .map(({ decision }) => decision)
    .filter((one) => one.key.Status === 'Active' && !one.inOverlap && !mayEnd.includes(one.action))
    .filter(({ key }) => !renewed.some((one) => one.key === key))
    .map(({ key }) => markOf(evidence.tags.toldSince, key.AccessKeyId))
    .filter((mark) => mark !== undefined);
}

/** True if an act was not deferred by limits and not because another one failed: the user changed since the decision. */
function isOvertaken(results: readonly Result[]): boolean {
  const isDeferred = results.some(({ decision, outcome }) => outcome === 'deferred' && !decision.postponed);
  return isDeferred && !results.some(({ outcome }) => outcome === 'failed');
}

const mayEnd: readonly Action[] = ['finish', 'deactivate', 'delete'];

/**
 * Returns the decisions about Inactive keys whose day of deletion has to be marked now that the owner has been told it: the key
 * was deactivated or found, or the day has moved. Not orphans, which have no owner.
 */
export function deletionsToMark(results: readonly Result[]): Decision[] {
  return results
    .filter(({ decision: { action, rule }, outcome }) =>
      rule === 'inactive-waiting' ? outcome === 'none' : outcome === 'done' && isEnd.includes(action),
    )
    .map(({ decision }) => decision)
    .filter(({ deletion }) => deletion.kind !== 'orphan' && !deletion.isMarked);
}

const isEnd: readonly Action[] = ['deactivate', 'mark'];

/**
 * Returns the results of which owners are told in a freeze: keys that end or are deleted later, as their owners were told
 * before, and what happens to their secret. No overlap begins in a freeze, and no promise is withdrawn.
 */
export function remindersIn(results: readonly Result[]): Result[] {
  // Nobody is told to move to a key that is not current yet.
  const unfinished = results.filter(({ decision: { action } }) => action === 'finish');
  return results.filter(
    ({ decision: { action, concerns, deletion, inOverlap, promised, replacement, rule } }) =>
      (action === 'keep' &&
        // An orphan has no owner.
        deletion.kind !== 'orphan' &&
        (rule === 'inactive-waiting' || promised?.toldAt !== undefined) &&
        !unfinished.some(({ decision: { key } }) => key === replacement)) ||
      ((action === 'keep' || action === 'flag') && !inOverlap && concerns.some(isLasting)),
  );
}

/** False of what the first sweep after a freeze does something about, and tells then. */
function isLasting({ kind }: Concern): boolean {
  return kind !== 'reactivated' && kind !== 'tags-removed';
}
