import type { Config } from '../../config/schema.ts';
import { activeKeys, hasStage } from '../model/keys.ts';
import { isUnusedFor, useOf } from '../model/last-use.ts';
import type { AccessKey, User } from '../model/user.ts';

/** Returns the user's Active keys that are in use, oldest first, without the one that consumers fetch as current. */
export function keysInUse(
  user: Pick<User, 'keys' | 'evidence'>,
  { inUseWithinDays }: Pick<Config, 'inUseWithinDays'>,
  now: Date,
): AccessKey[] {
  if (inUseWithinDays === 0) return [];
  return activeKeys(user)
    .filter((key) => !hasStage(key, user, 'AWSCURRENT'))
    .filter((key) => !isUnusedFor(inUseWithinDays, useOf(key, user.evidence), now));
}
