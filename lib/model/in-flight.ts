import { addHours } from 'date-fns/addHours';
import { keyIdOf } from './secret-state.ts';
import type { Case } from './types.ts';
import type { Intent } from './user-tags.ts';

/** Whether a sweep may still be at work under this mark. */
export function isInFlight(intent: Intent, now: Date): boolean {
  return isLately(intent.at, now);
}

/**
 * Whether another sweep is at work on the user, or was so lately that lists may lag behind it: a key was
 * stored that the user does not show yet.
 */
export function hasWorkInFlight({ holder, evidence }: Pick<Case, 'holder' | 'evidence'>, now: Date): boolean {
  if (!evidence) return false;
  const listed = holder.keys.map(({ AccessKeyId }) => AccessKeyId);
  const storedLately = [...evidence.secret.versions]
    .filter(([, { createdAt }]) => isLately(createdAt, now))
    .map(([versionId]) => keyIdOf(versionId));
  return (
    evidence.tags.intents.some((intent) => isInFlight(intent, now)) ||
    storedLately.some((id) => id !== undefined && !listed.includes(id))
  );
}

function isLately(at: Date, now: Date): boolean {
  return now < addHours(at, 1);
}
