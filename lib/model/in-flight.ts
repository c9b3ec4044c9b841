import { addHours } from 'date-fns/addHours';
import type { User } from './user.ts';
import type { Intent } from './user-tags.ts';

/** True if the sweep that set this intent mark may still be running. */
export function isInFlight(intent: Intent, now: Date): boolean {
  return isWithinAnHour(intent.at, now);
}

/**
 * True if another sweep works on the user, or did so less than an hour ago, when lists may not show its changes yet: it
 * made a secret that no pointer names yet, or a key that the user's list of keys does not have.
 */
export function hasWorkInFlight({ keys, evidence }: Pick<User, 'keys' | 'evidence'>, now: Date): boolean {
  if (!evidence) return false;
  const { tags, secret } = evidence;
  const listed = keys.map(({ AccessKeyId }) => AccessKeyId);
  const justMade = tags.made.filter(({ at }) => at !== undefined && isWithinAnHour(at, now));
  return (
    secret.claim === 'new' ||
    tags.intents.some((intent) => isInFlight(intent, now)) ||
    justMade.some(({ AccessKeyId }) => !listed.includes(AccessKeyId))
  );
}

/** True if the moment is less than an hour ago. */
export function isWithinAnHour(at: Date, now: Date): boolean {
  return now < addHours(at, 1);
}
