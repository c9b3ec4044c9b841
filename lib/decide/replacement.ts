import { activeKeys, hasStage, isStored, isUnfinished, isYounger } from '../model/keys.ts';
import { compareUse, isUnusedFor, useOf } from '../model/last-use.ts';
import { currentVersionOf, versionIdOf } from '../model/secret-state.ts';
import type { AccessKey, User } from '../model/user.ts';
import { isPointedSecretGone, isVouched } from '../model/vouched.ts';
import { creationRefusal } from './creation-refusal.ts';
import { type Draft, keptBeside } from './draft.ts';

/** A job that runs once a month uses its key again within so many days. */
const aMonthAndMore = 35;

/** Returns for how many days nobody may have used a key before it is deactivated because of a key that a person created. */
export function idleDays({ inUseWithinDays }: Pick<Draft['config'], 'inUseWithinDays'>): number {
  return Math.max(inUseWithinDays, aMonthAndMore);
}

/**
 * Returns the younger Active key that replaces `key` and that this sweep keeps: the key that consumers fetch as current,
 * or, if nobody has used `key` for a long time, the youngest that a person created and that was used since. Undefined if there
 * is none, or if consumers fetch `key` itself as current.
 */
export function replacementOf(key: AccessKey, draft: Draft): AccessKey | undefined {
  if (isServed(key, draft)) return undefined;
  const younger = keptBeside(key, draft).filter((other) => isYounger(other, key));
  return (
    younger.find((other) => isServed(other, draft)) ??
    // An older one may itself be replaced by the youngest, and nobody is to move to a key that ends.
    younger.findLast((other) => hasTakenOver(other, key, draft))
  );
}

/**
 * True if finishing makes an unfinished key current. False if the current key or value is newer, so that a value that a
 * person stored stays current.
 */
export function isPromotable(key: AccessKey, { keys, evidence }: Pick<User, 'keys' | 'evidence'>): boolean {
  if (!evidence) return false;
  const { secret } = evidence;
  const current = currentVersionOf(secret);
  const currentKey = keys.find((other) => versionIdOf(other.AccessKeyId) === current);
  if (currentKey) return isYounger(key, currentKey);
  const since = current && secret.versions.get(current);
  const stored = secret.versions.get(versionIdOf(key.AccessKeyId));
  return !since || (stored !== undefined && stored.createdAt > since.createdAt);
}

/**
 * True if somebody may have an unfinished key that is about to be dropped: it was current once, as its mark says, and
 * somebody moved its labels; or a person stored this very key by hand. Then it is used, or it is the user's only Active key.
 */
export function mayBeHeld(key: AccessKey, user: Pick<User, 'keys' | 'evidence'>): boolean {
  const wasCurrent = user.evidence?.tags.made.some(({ AccessKeyId }) => AccessKeyId === key.AccessKeyId);
  return wasCurrent || useOf(key, user.evidence) !== undefined || activeKeys(user).length < 2;
}

/**
 * True if consumers fetch the key as current once this sweep has finished unfinished keys. An unfinished key that becomes
 * current counts, and the key that it displaces does not.
 */
export function isServed(
  key: AccessKey,
  draft: Pick<Draft, 'UserName' | 'keys' | 'evidence' | 'forced' | 'now'>,
): boolean {
  if (draft.evidence?.secret.deleted) return false;
  const finished = creationRefusal(draft)
    ? undefined
    : draft.keys.find((other) => isUnfinished(other, draft) && isPromotable(other, draft));
  return finished ? finished === key : hasStage(key, draft, 'AWSCURRENT');
}

/**
 * True if the secret of another key is scheduled for deletion, or gone before anybody used the key: its owner was told
 * that until it is restored this one stays, or nobody can have that one.
 */
export function isOtherDoomed(key: AccessKey, draft: Draft): boolean {
  const { evidence } = draft;
  if (!evidence) return false;
  const wasStored = (other: AccessKey) =>
    evidence.secret.deleted
      ? isStored(other, draft)
      : isVouched(other, evidence.tags) && useOf(other, evidence) === undefined;
  return (evidence.secret.deleted || isPointedSecretGone(evidence)) && keptBeside(key, draft).some(wasStored);
}

/** True if the user's applications now use a key that a person created, and no longer this one. */
function hasTakenOver(other: AccessKey, key: AccessKey, { config, evidence, now }: Draft): boolean {
  const [use, before] = [useOf(other, evidence), useOf(key, evidence)];
  if (isStored(other, { evidence }) || !use) return false;
  return isUnusedFor(idleDays(config), before ?? key.CreateDate, now) && compareUse(use, before) > 0;
}
