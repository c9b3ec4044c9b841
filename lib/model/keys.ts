import { addMinutes } from 'date-fns/addMinutes';
import { compareAsc } from 'date-fns/compareAsc';
import { type SecretVersion, versionIdOf } from './secret-state.ts';
import type { AccessKey, User } from './user.ts';
import { isVouched } from './vouched.ts';

/** Orders keys from oldest to newest; keys created in the same second by id, so that the order is always the same. */
export function byAge(a: AccessKey, b: AccessKey): number {
  return compareAsc(a.CreateDate, b.CreateDate) || a.AccessKeyId.localeCompare(b.AccessKeyId, 'en');
}

/** True if `key` is younger than `other`. */
export function isYounger(key: AccessKey, other: AccessKey): boolean {
  return byAge(key, other) > 0;
}

/** Returns the user's Active keys, oldest first. */
export function activeKeys({ keys }: Pick<User, 'keys'>): AccessKey[] {
  return keys.filter((key) => key.Status === 'Active').toSorted(byAge);
}

/** True if the key's version in the user's secret has the stage. */
export function hasStage(key: AccessKey, { evidence }: Pick<User, 'evidence'>, stage: string): boolean {
  return labelsOf(key, evidence)?.includes(stage) ?? false;
}

/** True if a sweep stored the key in the user's secret. */
export function isStored(key: AccessKey, { evidence }: Pick<User, 'evidence'>): boolean {
  return labelsOf(key, evidence) !== undefined;
}

/** A sweep stores a key right after it created it, so a version that came later was put there by somebody else. */
export const storedWithinMinutes = 15;

/** True if the version was stored so soon after the key was created that a sweep may have done it; others do not count. */
export function isStoredInTime(
  { CreateDate }: Pick<AccessKey, 'CreateDate'>,
  { createdAt }: Pick<SecretVersion, 'createdAt'>,
): boolean {
  return createdAt <= addMinutes(CreateDate, storedWithinMinutes);
}

function labelsOf(key: AccessKey, evidence: User['evidence']): readonly string[] | undefined {
  if (!evidence || !isVouched(key, evidence.tags)) return undefined;
  const version = evidence.secret.versions.get(versionIdOf(key.AccessKeyId));
  return version && isStoredInTime(key, version) ? version.stages : undefined;
}

/** True if a sweep stored the key but broke off before the key became current. */
export function isUnfinished(key: AccessKey, user: Pick<User, 'evidence'>): boolean {
  return (
    key.Status === 'Active' &&
    hasStage(key, user, 'AWSPENDING') &&
    !hasStage(key, user, 'AWSCURRENT') &&
    !hasStage(key, user, 'AWSPREVIOUS')
  );
}
