import { addHours } from 'date-fns/addHours';
import { keyIdOf } from './secret-state.ts';
import type { User } from './user.ts';
import type { Intent } from './user-tags.ts';

/** True if the sweep that set this intent mark may still be running. */
export function isInFlight(intent: Intent, now: Date): boolean {
  return isWithinAnHour(intent.at, now);
}

/**
 * True if another sweep works on the user, or did so less than an hour ago, when lists may not show its changes yet: a
 * key was stored that the user's list of keys does not have.
 */
export function hasWorkInFlight({ keys, evidence }: Pick<User, 'keys' | 'evidence'>, now: Date): boolean {
  if (!evidence) return false;
  const listed = keys.map(({ AccessKeyId }) => AccessKeyId);
  const justStored = [...evidence.secret.versions]
    .filter(([, { createdAt }]) => isWithinAnHour(createdAt, now))
    .map(([versionId]) => keyIdOf(versionId));
  return (
    evidence.tags.intents.some((intent) => isInFlight(intent, now)) ||
    justStored.some((id) => id !== undefined && !listed.includes(id))
  );
}

function isWithinAnHour(at: Date, now: Date): boolean {
  return now < addHours(at, 1);
}
