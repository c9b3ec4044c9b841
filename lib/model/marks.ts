import { activeKeys, isStored } from './keys.ts';
import type { Plan, Result } from './plan.ts';
import { keyIdOf } from './secret-state.ts';
import { type KeyMark, type MadeMark, markOf } from './user-tags.ts';
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
  // A promise about the replacement before must not count for the one that is created now, wherever this sweep breaks off. One
  // of another kind does not, and its day is kept.
  const replaced = decisions
    .map(({ action, key }) => (action === 'create' ? markOf(toldSince, key.AccessKeyId) : undefined))
    .flatMap((mark) => (mark && (mark.days?.kind ?? 'any') === 'any' ? mark.AccessKeyId : []));
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
