import type { Decision, Plan, Result } from './plan.ts';
import { keyIdOf } from './secret-state.ts';
import { type KeyMark, markOf } from './user-tags.ts';

/** Returns the tag keys of marks that no longer hold; none for a user that is left alone. */
export function staleMarks({ keys, evidence, decisions, leftAlone }: Plan): string[] {
  if (!evidence || leftAlone) return [];
  const { inactiveSince, toldSince } = evidence.tags;
  const inOverlap = decisions.filter((one) => one.inOverlap).map(({ key }) => key.AccessKeyId);
  const notActive = keys.filter(({ Status }) => Status !== 'Active').map(({ AccessKeyId }) => AccessKeyId);
  return [...notAbout(notActive, inactiveSince), ...notAbout(inOverlap, toldSince)];
}

function notAbout(ids: readonly string[], marks: readonly KeyMark[]): string[] {
  return marks.filter((mark) => !ids.some((id) => markOf([mark], id))).map(({ tagKey }) => tagKey);
}

/**
 * Returns the tag keys of intent marks that can go: their sweeps are over, and what these sweeps left is finished. None
 * while the sweep that set a mark may still be running (rule `in-flight`).
 */
export function settledIntents(
  { evidence, decisions, leftAlone }: Plan,
  mended: readonly Result[],
): string[] {
  const done = mended.filter(({ outcome }) => outcome === 'done').map(({ decision }) => decision);
  // Also open: a decision that is only flagged, because the sweeper must not write to the secret.
  const open = decisions.some((one) => ['unfinished', 'orphan'].includes(one.rule) && !done.includes(one));
  if (!evidence || open || leftAlone) return [];
  return [...evidence.tags.intents.map(({ tagKey }) => tagKey), ...evidence.tags.voidIntents];
}

/** Returns the ids of versions whose AWSPENDING has no purpose: they were current already, or their key is gone. */
export function stalePending({ keys, evidence, leftAlone }: Plan): string[] {
  if (!evidence || evidence.secret.refusal || leftAlone) return [];
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
    .filter(({ decision: { rule, age, inOverlap }, outcome }) =>
      rule === 'create'
        ? outcome === 'done' && age >= config.thresholds.create.from
        : inOverlap && outcome === 'none',
    )
    .map(({ decision }) => decision)
    .filter(({ dates }) => !dates.toldAt);
}
