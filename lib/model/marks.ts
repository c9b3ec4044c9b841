import { isStored } from './keys.ts';
import type { Decision, Plan, Result } from './plan.ts';
import { keyIdOf } from './secret-state.ts';
import { type KeyMark, type MadeMark, markOf } from './user-tags.ts';
import { cameWith } from './vouched.ts';

/** Returns the tag keys of marks that no longer hold; none for a user that is left alone. */
export function staleMarks({ keys, evidence, decisions, leftAlone }: Plan): string[] {
  if (!evidence || leftAlone) return [];
  const { inactiveSince, toldSince, made } = evidence.tags;
  const listed = keys.map(({ AccessKeyId }) => AccessKeyId);
  const inOverlap = decisions.filter((one) => one.inOverlap).map(({ key }) => key.AccessKeyId);
  const notActive = keys.filter(({ Status }) => Status !== 'Active').map(({ AccessKeyId }) => AccessKeyId);
  return [
    ...notAbout(notActive, inactiveSince),
    ...notAbout(inOverlap, toldSince),
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
 * Returns what becomes of intent marks whose sweeps are over, once what these sweeps left is finished. Nothing while the
 * sweep that set a mark may still be running (rule `in-flight`). `left` are the ids of the keys that the user has by now.
 */
export function settledIntents(
  { keys, evidence, decisions, leftAlone }: Plan,
  mended: readonly Result[],
  left: readonly string[],
): Settled {
  const done = mended.filter(({ outcome }) => outcome === 'done').map(({ decision }) => decision);
  // Also open: a decision that is only flagged, because the sweeper must not write to the secret.
  const open = decisions.some((one) => ['unfinished', 'orphan'].includes(one.rule) && !done.includes(one));
  // While another secret stands under the user's name, it is not known which keys are orphans: that one may hold them.
  if (!evidence || open || leftAlone || evidence.secret.claim === 'foreign') return { removed: [], made: [] };
  const { intents, voidIntents } = evidence.tags;
  const stored = keys.filter((key) => left.includes(key.AccessKeyId) && isStored(key, { evidence }));
  const settled = intents.map((intent) => ({
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

/** Returns the ids of versions whose AWSPENDING has no purpose: they were current already, or their key is gone. */
export function stalePending({ keys, evidence, leftAlone }: Plan): string[] {
  // A label does no harm where it is, so a call that AWS refused is not repeated for its sake.
  if (!evidence || evidence.secret.refusal || evidence.tags.refused || leftAlone) return [];
  const listed = keys.map(({ AccessKeyId }) => AccessKeyId);
  return [...evidence.secret.versions]
    .filter(([, { stages }]) => stages.includes('AWSPENDING'))
    .filter(([versionId, { stages }]) => {
      const id = keyIdOf(versionId);
      const wasCurrent = stages.includes('AWSCURRENT') || stages.includes('AWSPREVIOUS');
      return id !== undefined && (wasCurrent || !listed.includes(id));
    })
    .map(([versionId]) => versionId);
}

/**
 * Returns the decisions whose overlap begins now that the owner has been told; none if an act of this user failed or
 * was deferred.
 */
export function overlapsToStart({ config }: Pick<Plan, 'config'>, results: readonly Result[]): Decision[] {
  if (results.some(({ outcome }) => outcome === 'failed' || outcome === 'deferred')) return [];
  return results
    .filter(({ decision: { rule, age, inOverlap, refusal }, outcome }) =>
      rule === 'create'
        ? outcome === 'done' && age >= config.thresholds.create.from
        : inOverlap && outcome === 'none' && !refusal,
    )
    .map(({ decision }) => decision)
    .filter(({ dates }) => !dates.toldAt);
}
