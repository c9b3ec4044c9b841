import { addMinutes } from 'date-fns/addMinutes';
import { isWithinInterval } from 'date-fns/isWithinInterval';
import { isInFlight } from '../model/in-flight.ts';
import { isStored } from '../model/keys.ts';
import type { AccessKey, User } from '../model/user.ts';
import type { Intent } from '../model/user-tags.ts';

/**
 * True if a sweep created the key and lost its secret before it was stored: the key was created close to an intent mark
 * of a sweep that is over, did not exist before, was never stored and was never used, not even by the sweeper's proof.
 */
export function isOrphan(key: AccessKey, { evidence }: Pick<User, 'evidence'>, now: Date): boolean {
  if (evidence?.lastUse.get(key.AccessKeyId) !== null || isStored(key, { evidence })) return false;
  return evidence.tags.intents.some(
    (intent) => !isInFlight(intent, now) && !intent.keyIds.includes(key.AccessKeyId) && cameWith(key, intent),
  );
}

/** From 5 minutes before the mark, because clocks differ, to 15 minutes after it, because a retried call may arrive late. */
function cameWith(key: AccessKey, { at }: Intent): boolean {
  return isWithinInterval(key.CreateDate, { start: addMinutes(at, -5), end: addMinutes(at, 15) });
}
