import { keyIdOf } from './secret-state.ts';
import { toldSince } from './told-since.ts';
import type { AccessKey, Decision, Plan, Result, RuleName } from './types.ts';
import { type KeyMark, markOf } from './user-tags.ts';

const overlapRules: readonly RuleName[] = [
  'superseded-in-use',
  'superseded-done',
  'superseded-waiting',
  'in-the-way-done',
  'in-the-way',
];

/** Tag keys of marks that no longer say something true; none for a user that is left alone. */
export function staleMarks({ holder, evidence, decisions, leftAlone }: Plan): string[] {
  if (!evidence || leftAlone) return [];
  const { inactiveSince, toldSince } = evidence.tags;
  const inOverlap = decisions
    .filter(({ rule }) => overlapRules.includes(rule))
    .map(({ key }) => key.AccessKeyId);
  const maybeInactive = holder.keys
    .filter(({ Status }) => Status !== 'Active')
    .map(({ AccessKeyId }) => AccessKeyId);
  return [...notAbout(maybeInactive, inactiveSince), ...notAbout(inOverlap, toldSince)];
}

function notAbout(ids: readonly string[], marks: readonly KeyMark[]): string[] {
  return marks.filter((mark) => !ids.some((id) => markOf([mark], id))).map(({ tagKey }) => tagKey);
}

/** Tag keys of intents whose sweep is over (or rule 2 would hold), if what they left behind is mended. */
export function settledIntents(
  { evidence, decisions, leftAlone }: Plan,
  mended: readonly Result[],
): string[] {
  const done = mended.filter(({ outcome }) => outcome === 'done').map(({ decision }) => decision);
  // One that is only flagged, because its secret may not be written to, is open as well.
  const open = decisions.some((one) => ['unfinished', 'orphan'].includes(one.rule) && !done.includes(one));
  if (!evidence || open || leftAlone) return [];
  return [...evidence.tags.intents.map(({ tagKey }) => tagKey), ...evidence.tags.voidIntents];
}

/** Pending versions of ours that wait for nothing: they were current already, or their key is gone. */
export function stalePending({ holder, evidence, leftAlone }: Plan): string[] {
  if (!evidence || evidence.secret.refusal || leftAlone) return [];
  const listed = holder.keys.map(({ AccessKeyId }) => AccessKeyId);
  return [...evidence.secret.versions]
    .filter(([, { stages }]) => stages.includes('AWSPENDING'))
    .filter(([versionId, { stages }]) => {
      const id = keyIdOf(versionId);
      const wasCurrent = stages.includes('AWSCURRENT') || stages.includes('AWSPREVIOUS');
      return id !== undefined && (wasCurrent || !listed.includes(id));
    })
    .map(([versionId]) => versionId);
}

/** When the owner was told that the key is in overlap; undefined if it is not, or if nobody was told. */
export function overlapSince({ AccessKeyId }: AccessKey, { evidence, decisions }: Plan): Date | undefined {
  const inOverlap = decisions.find(
    ({ key, rule }) => key.AccessKeyId === AccessKeyId && overlapRules.includes(rule),
  );
  return inOverlap && toldSince(inOverlap.key, evidence);
}

/** What was decided for the keys whose overlap begins now that their owner has been told; none if an act went wrong. */
export function overlapsToStart(plan: Plan, results: readonly Result[], createFrom: number): Decision[] {
  if (results.some(({ outcome }) => outcome === 'failed' || outcome === 'deferred')) return [];
  return results
    .filter(({ decision: { rule, age }, outcome }) =>
      rule === 'create'
        ? outcome === 'done' && age >= createFrom
        : overlapRules.includes(rule) && outcome === 'none',
    )
    .map(({ decision }) => decision)
    .filter(({ key }) => !overlapSince(key, plan));
}
