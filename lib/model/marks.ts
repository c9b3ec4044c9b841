import { activeKeys, isStored } from './keys.ts';
import type { Action, Decision, Plan, Result } from './plan.ts';
import type { KeyPromise } from './promise.ts';
import { keyIdOf } from './secret-state.ts';
import { type KeyMark, type MadeMark, markOf, type ToldMark } from './user-tags.ts';
import { cameWith } from './vouched.ts';

/**
 * Returns the tag keys of marks that no longer hold; none for a user that is left alone. The marks of promises that are withdrawn
 * stay until the owner was told, unless a replacement is created.
 */
export function staleMarks({ keys, evidence, decisions, leftAlone }: Plan): string[] {
  if (!evidence || leftAlone) return [];
  const { inactiveSince, toldSince, made } = evidence.tags;
  const listed = keys.map(({ AccessKeyId }) => AccessKeyId);
  const notActive = keys.filter(({ Status }) => Status !== 'Active').map(({ AccessKeyId }) => AccessKeyId);
  // Until the mark that the key is Inactive is there, this one says whether a sweep deactivated it.
  const ended = notActive.filter((id) => markOf(inactiveSince, id));
  // A promise about the replacement before must not count for the one that is created now, wherever this sweep breaks off.
  const replaced = decisions.filter(({ action }) => action === 'create').map(({ key }) => key.AccessKeyId);
  const maybePromised = listed.filter((id) => !ended.includes(id) && !replaced.includes(id));
  return [
    ...notAbout(notActive, inactiveSince),
    ...notAbout(maybePromised, toldSince),
    ...notAbout(listed, made),
  ];
}

function notAbout(ids: readonly string[], marks: readonly (KeyMark | MadeMark)[]): string[] {
  return marks.filter((mark) => !ids.some((id) => markOf([mark], id))).map(({ tagKey }) => tagKey);
}

/** What becomes of the intent marks of a user. */
type Settled = {
  /** Tag keys of marks that can go. */
  removed: string[];
  /** Marks whose key is stored and stays: they vouch for it from now on. */
  made: { tagKey: string; AccessKeyId: string }[];
};

/**
 * Returns what becomes of intent marks whose sweeps are over, once what these sweeps left is finished. Nothing while
 * the sweep that set a mark may still be running (rule `in-flight`). `left` has the status of each key that the user
 * has by now, by its id.
 */
export function settledIntents(
  { keys, evidence, decisions, leftAlone }: Plan,
  mended: readonly Result[],
  left: ReadonlyMap<string, string>,
): Settled {
  const done = mended.filter(({ outcome }) => outcome === 'done').map(({ decision }) => decision);
  // Also open: a decision that is only flagged, because the sweeper must not write to the secret.
  const open = decisions.some((one) => one.rule === 'unfinished' && !done.includes(one));
  // While another secret stands under the user's name, it is not known which keys are orphans: that one may hold them.
  if (!evidence || open || leftAlone || evidence.secret.claim === 'foreign') return { removed: [], made: [] };
  const { intents, voidIntents } = evidence.tags;
  const orphans = decisions.filter(
    ({ key, deletion }) => deletion.kind === 'orphan' && left.has(key.AccessKeyId),
  );
  const stored = keys.filter((key) => left.get(key.AccessKeyId) === 'Active' && isStored(key, { evidence }));
  const settled = intents
    // An orphan is known by the mark of its creation.
    .filter((intent) => !orphans.some(({ key }) => cameWith(key, intent)))
    .map((intent) => ({
      tagKey: intent.tagKey,
      AccessKeyId: stored.find((key) => cameWith(key, intent))?.AccessKeyId,
    }));
  return {
    removed: [
      ...settled.filter(({ AccessKeyId }) => !AccessKeyId).map(({ tagKey }) => tagKey),
      ...voidIntents,
    ],
    made: settled.flatMap(({ tagKey, AccessKeyId }) => (AccessKeyId ? [{ tagKey, AccessKeyId }] : [])),
  };
}

/** Returns the ids of versions whose AWSPENDING has no purpose: they were current already, or their key is not Active or gone. */
export function stalePending({ keys, evidence, leftAlone }: Plan): string[] {
  // A label does no harm where it is, so a call that AWS refused is not repeated for its sake.
  if (!evidence || evidence.secret.refusal || evidence.tags.refused || leftAlone) return [];
  const active = activeKeys({ keys }).map(({ AccessKeyId }) => AccessKeyId);
  return [...evidence.secret.versions]
    .filter(([, { stages }]) => stages.includes('AWSPENDING'))
    .filter(([versionId, { stages }]) => {
      const id = keyIdOf(versionId);
      const wasCurrent = stages.includes('AWSCURRENT') || stages.includes('AWSPREVIOUS');
      return id !== undefined && (wasCurrent || !active.includes(id));
    })
    .map(([versionId]) => versionId);
}

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
 * before. No overlap begins in a freeze, and no promise is withdrawn.
 */
export function remindersIn(results: readonly Result[]): Result[] {
  // Nobody is told to move to a key that is not current yet.
  const unfinished = results.filter(({ decision: { action } }) => action === 'finish');
  return results.filter(
    ({ decision: { action, promised, replacement, rule } }) =>
      action === 'keep' &&
      (rule === 'inactive-waiting' || promised?.toldAt !== undefined) &&
      !unfinished.some(({ decision: { key } }) => key === replacement),
  );
}
