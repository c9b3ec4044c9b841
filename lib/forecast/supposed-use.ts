import { subMinutes } from 'date-fns/subMinutes';
import { activeKeys, hasStage, isStored, isYounger } from '../model/keys.ts';
import { isWithinDays, useOf } from '../model/last-use.ts';
import type { AccessKey, User } from '../model/user.ts';

/** What a forecast assumes about owners: they move to a replacement within one sweep of the notice, or never. */
export type Owners = 'move' | 'stay';

/** Returns the ids of the Active keys that were used within `days` days: long enough for a job that runs once a month. */
export function keysInUse(user: User, days: number, now: Date): string[] {
  return activeKeys(user)
    .filter((key) => isWithinDays(useOf(key, user.evidence), days, now))
    .map(({ AccessKeyId }) => AccessKeyId);
}

/** Returns the user after applications used their keys shortly before a sweep. If a key is gone, they use another one. */
export function useKeys(user: User, inUse: readonly string[], owners: Owners, now: Date): User {
  if (!user.evidence) return user;
  const lastUse = new Map(user.evidence.lastUse);
  for (const key of inUse.map((id) => activeOr(id, user, owners))) {
    if (key) lastUse.set(key.AccessKeyId, { at: subMinutes(now, 10), service: 'supposed', region: 'N/A' });
  }
  return { ...user, evidence: { ...user.evidence, lastUse } };
}

/** Returns the ids of the keys that applications use from now on. */
export function nextInUse(user: User, inUse: readonly string[], owners: Owners): string[] {
  const current = activeKeys(user).find((key) => hasStage(key, user, 'AWSCURRENT'));
  const next = inUse.map((id) => {
    const key = activeOr(id, user, owners);
    const moves = owners === 'move' && key && current && isYounger(current, key);
    return (moves ? current : key)?.AccessKeyId ?? id;
  });
  return [...new Set(next)];
}

function activeOr(id: string, user: User, owners: Owners): AccessKey | undefined {
  const keys = activeKeys(user);
  const found = keys.find(({ AccessKeyId }) => AccessKeyId === id);
  return found ?? keys.filter((key) => isInHand(key, user)).at(owners === 'move' ? -1 : 0);
}

/** True if an application can have the key: a person created it, or it can be fetched from the secret. */
function isInHand(key: AccessKey, user: User): boolean {
  return !isStored(key, user) || ['AWSCURRENT', 'AWSPREVIOUS'].some((stage) => hasStage(key, user, stage));
}
