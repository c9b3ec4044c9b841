import { isInFlight } from '../model/in-flight.ts';
import { isStored } from '../model/keys.ts';
import type { AccessKey, User } from '../model/user.ts';
import { markOf } from '../model/user-tags.ts';
import { cameWith } from '../model/vouched.ts';

/**
 * True if a sweep created the key and lost its secret before it was stored: the key was created close to an intent mark
 * of a sweep that is over, did not exist before, was never stored and was never used, not even by the sweeper's proof.
 * False while a secret that is not the user's stands under its name: the key may be in there.
 */
export function isOrphan(key: AccessKey, { evidence }: Pick<User, 'evidence'>, now: Date): boolean {
  if (evidence?.lastUse.get(key.AccessKeyId) !== null || isStored(key, { evidence })) return false;
  if (evidence.secret.claim === 'foreign') return false;
  // Somebody made it Active again after a sweep had deactivated it, so somebody has a purpose for it.
  if (key.Status === 'Active' && markOf(evidence.tags.inactiveSince, key.AccessKeyId)) return false;
  return evidence.tags.intents.some((intent) => !isInFlight(intent, now) && cameWith(key, intent));
}
