import { max } from 'date-fns/max';
import { daysAfter, wholeDays } from '../model/age.ts';
import { freezeAt } from '../model/freeze.ts';
import { activeKeys, byAge, hasStage, isStored, isUnfinished } from '../model/keys.ts';
import type { Concern, Decision, Plan } from '../model/plan.ts';
import { currentVersionOf, versionIdOf } from '../model/secret-state.ts';
import type { AccessKey } from '../model/user.ts';
import { markOf } from '../model/user-tags.ts';
import { isPointedSecretGone } from '../model/vouched.ts';
import { concernReasons } from './concern-reasons.ts';
import type { Draft, KnownDraft } from './draft.ts';
import { newestMade } from './facts.ts';

const judges: Record<Concern['kind'], (decision: Decision, draft: KnownDraft) => boolean> = {
  'secret-foreign': ({ key }, { keys, evidence }) =>
    evidence.secret.claim === 'foreign' && keys.toSorted(byAge)[0] === key,
  'secret-deleted': ({ key }, draft) => draft.evidence.secret.deleted && newestStored(draft) === key,
  'secret-gone': isSecretGone,
  'value-replaced': isValueReplaced,
  // No sweep believes such a version: whoever may write secrets can choose its id.
  unvouched: ({ key }, draft) =>
    draft.evidence.secret.versions.has(versionIdOf(key.AccessKeyId)) && !isStored(key, draft),
  'tags-removed': areTagsRemoved,
  reactivated: ({ key }, { evidence }) =>
    key.Status === 'Active' && markOf(evidence.tags.inactiveSince, key.AccessKeyId) !== undefined,
};

const kinds = Object.keys(judges) as Concern['kind'][];

/** Returns what a person should know about a key beside its decision: somebody else changed what the sweeper relies on. */
export function concernsOf(decision: Decision, draft: Draft): Concern[] {
  const { evidence } = draft;
  if (!evidence) return [];
  const known = { ...draft, evidence };
  return kinds
    .filter((kind) => judges[kind](decision, known))
    .map((kind) => ({ kind, ...concernReasons[kind](decision, known) }));
}

/** Of the key that the owner was told to use: the secret that the user's pointer names is not there any more. */
function isSecretGone({ key }: Decision, { keys, evidence }: KnownDraft): boolean {
  return isPointedSecretGone(evidence) && newestMade({ keys: activeKeys({ keys }), evidence }) === key;
}

function isValueReplaced({ key }: Decision, draft: KnownDraft): boolean {
  const { secret } = draft.evidence;
  const isOfUser = draft.keys.some((other) => hasStage(other, draft, 'AWSCURRENT'));
  if (secret.deleted || isOfUser || currentVersionOf(secret) === undefined) return false;
  return newestStored(draft) === key && !isUnfinished(key, draft);
}

/**
 * Not for a key that became due since the last sweep: its owner is told for the first time now. Nor for one that
 * somebody made Active again: its deactivation removed the tag. Nor in a freeze, in which no overlap begins, or at the
 * first sweep after it.
 */
function areTagsRemoved({ key, inOverlap, replacement }: Decision, draft: KnownDraft): boolean {
  const { evidence, config, now } = draft;
  const stored = replacement && evidence.secret.versions.get(versionIdOf(replacement.AccessKeyId));
  const { toldSince, inactiveSince } = evidence.tags;
  if (!inOverlap || !stored || markOf([...toldSince, ...inactiveSince], key.AccessKeyId)) return false;
  const since = max([stored.createdAt, daysAfter(key.CreateDate, config.thresholds.create.from)]);
  const isAfterFreeze = [now, daysAfter(now, -config.everyDays)].some((moment) => freezeAt(moment, config));
  return wholeDays(now, since) > config.everyDays && !isAfterFreeze;
}

/**
 * True if something about the user's secret says what the decision is only a consequence of. To free a slot would be wrong
 * advice then: the key that seems to be unused is the one that the owner was told to use, or the one to finish.
 */
export function isExplained({ rule }: Decision, { decisions }: Pick<Plan, 'decisions'>): boolean {
  const isAboutSecret = ({ kind }: Concern) => kind === 'secret-deleted' || kind === 'value-replaced';
  return (
    (rule === 'no-slot' || rule === 'two-in-use') &&
    decisions.some((one) => (one.refusal && one.rule !== 'no-slot') || one.concerns.some(isAboutSecret))
  );
}

/** Returns the youngest Active key that the secret holds: the one that the owner was told to use. */
export function newestStored(draft: Pick<Draft, 'keys' | 'evidence'>): AccessKey | undefined {
  return activeKeys(draft).findLast((key) => isStored(key, draft));
}

/** Returns a line for each concern about the user's keys, with its kind. */
export function concernLines({
  UserName,
  decisions,
}: Pick<Plan, 'UserName' | 'decisions'>): { kind: string; line: string }[] {
  return decisions.flatMap(({ key, concerns }) =>
    concerns.map(({ kind, reason }) => ({ kind, line: `${UserName}, ${key.AccessKeyId}: ${reason}` })),
  );
}
