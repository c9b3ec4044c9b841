import { wholeDays } from '../model/age.ts';
import { activeKeys } from '../model/keys.ts';
import { isUnusedFor, useOf } from '../model/last-use.ts';
import type { AccessKey } from '../model/user.ts';
import type { Draft } from './draft.ts';
import { isOtherDoomed } from './replacement.ts';

/**
 * True if a key that is due is retired instead of replaced: the configuration asks for it, nobody asked for a
 * replacement now, it is the user's oldest Active key, and it was neither made nor used for so long.
 */
export function isUnused(key: AccessKey, draft: Draft): boolean {
  const { config, now } = draft;
  if (config.unused.action !== 'retire' || isForced(key, draft) || activeKeys(draft)[0] !== key) return false;
  const isDue = wholeDays(now, key.CreateDate) >= config.thresholds.create.from;
  return isDue && isIdle(key, draft) && !isOtherDoomed(key, draft);
}

/** True if the key was neither made nor used within `unused.after` days and one day more; false if its last use was not read. */
export function isIdle(
  key: AccessKey,
  { config, evidence, now }: Pick<Draft, 'config' | 'evidence' | 'now'>,
): boolean {
  const { after } = config.unused;
  return (
    evidence !== undefined &&
    [key.CreateDate, useOf(key, evidence)].every((moment) => isUnusedFor(after, moment, now))
  );
}

/** True if a person wants this key replaced now: the run names it, or names no key, and it is the user's newest Active one. */
export function isForced(key: AccessKey, draft: Draft): boolean {
  const { forced, forcedKeys, taken } = draft;
  if (forcedKeys) return forced && forcedKeys.includes(key.AccessKeyId);
  // Not a key that this sweep takes away, such as an orphan of the same run.
  const newest = activeKeys(draft).findLast(({ AccessKeyId }) => !taken.has(AccessKeyId));
  return forced && newest === key;
}
