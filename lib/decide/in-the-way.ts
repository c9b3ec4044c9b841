import { activeKeys, hasStage, isStored, isYounger } from '../model/keys.ts';
import { compareUse, isUnusedFor, useOf } from '../model/last-use.ts';
import type { AccessKey } from '../model/user.ts';
import { type Draft, isSlotFree, keptBeside } from './draft.ts';
import { idleDays, isOtherDoomed, isServed } from './replacement.ts';

/** True if nobody used an Active key that a person created for a long time, and it takes the slot that a replacement needs. */
export function isInTheWay(key: AccessKey, draft: Draft): boolean {
  const { config, evidence, now } = draft;
  const { deactivate } = config.thresholds;
  const use = useOf(key, evidence);
  // Another secret under the user's name may hold the key.
  if (evidence?.secret.claim === 'foreign' || isStored(key, draft) || isSlotFree(draft)) return false;
  if (isOtherDoomed(key, draft)) return false;
  if (!isUnusedFor(Math.max(deactivate.to, idleDays(config)), use ?? key.CreateDate, now)) return false;
  const others = keptBeside(key, draft).filter((other) => canBeHeld(other, draft));
  const noneUsed = activeKeys(draft).every((other) => useOf(other, evidence) === undefined);
  if (noneUsed) return others.length > 0 && activeKeys(draft)[0] === key;
  return others.some((other) => {
    const later = compareUse(useOf(other, evidence), use);
    return later > 0 || (later === 0 && isYounger(other, key));
  });
}

/**
 * True if somebody may have the key: uses it, created it by hand, or can fetch it. If only the sweeper's proof ever used
 * it and no version holds it, its secret is lost: AWS may delete a version without a stage.
 */
function canBeHeld(key: AccessKey, draft: Draft): boolean {
  const { evidence } = draft;
  if (!evidence || useOf(key, evidence)) return true;
  if (!isStored(key, draft)) return !evidence.lastUse.get(key.AccessKeyId);
  return isServed(key, draft) || hasStage(key, draft, 'AWSPREVIOUS');
}
