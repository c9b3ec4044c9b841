import {
  activeKeys,
  type CaseView,
  hasStage,
  isStored,
  isUnfinished,
  isYounger,
  keptBeside,
} from '../model/case-view.ts';
import { isWithinDays, useOf } from '../model/last-use.ts';
import { currentVersionOf, versionIdOf } from '../model/secret-state.ts';
import type { AccessKey, Case } from '../model/types.ts';

/**
 * The younger Active key, kept by this sweep, that stands in for `key`: the one that consumers fetch as
 * current, or one that others made and somebody uses, if `key` itself is not in use.
 */
export function replacementOf(key: AccessKey, view: CaseView): AccessKey | undefined {
  const inUse = isWithinDays(useOf(key, view.evidence), view.config.inUseWithinDays, view.now);
  return keptBeside(key, view)
    .filter((other) => isYounger(other, key))
    .find((other) => isServed(other, view) || (!inUse && hasTakenOver(other, key, view)));
}

/**
 * Whether finishing makes an unfinished key current: not if it is older than the key that is current now,
 * or a person's newer value would be undone.
 */
export function isPromotable(
  key: AccessKey,
  { holder, evidence }: Pick<Case, 'holder' | 'evidence'>,
): boolean {
  if (!evidence) return false;
  const { secret } = evidence;
  const current = currentVersionOf(secret);
  const currentKey = holder.keys.find((other) => versionIdOf(other.AccessKeyId) === current);
  if (currentKey) return isYounger(key, currentKey);
  const since = current && secret.versions.get(current);
  const stored = secret.versions.get(versionIdOf(key.AccessKeyId));
  return !since || (stored !== undefined && stored.createdAt > since.createdAt);
}

/**
 * Whether somebody may have an unfinished key that gives way: a person may have stored this very key by hand; then it
 * is used, or the other key is gone.
 */
export function mayBeHeld(key: AccessKey, subject: Pick<Case, 'holder' | 'evidence'>): boolean {
  return useOf(key, subject.evidence) !== undefined || activeKeys(subject).length < 2;
}

/**
 * Whether consumers fetch the key as current once this sweep has finished what an earlier one began: the
 * unfinished key then, and no longer the one that is current now.
 */
export function isServed(key: AccessKey, view: CaseView): boolean {
  if (view.evidence?.secret.deleted) return false;
  const finished = view.evidence?.secret.refusal
    ? undefined
    : view.holder.keys.find((other) => isUnfinished(other, view) && isPromotable(other, view));
  return finished ? finished === key : hasStage(key, view, 'AWSCURRENT');
}

/** Whether a key of others' making is what the user's applications use by now. */
function hasTakenOver(other: AccessKey, key: AccessKey, view: CaseView): boolean {
  const [use, before] = [useOf(other, view.evidence), useOf(key, view.evidence)];
  if (isStored(other, view) || !use) return false;
  // A job that runs once a month is in use too, however long ago that was.
  return view.config.inUseWithinDays === 0 || !before || use > before;
}
