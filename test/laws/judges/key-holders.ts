import { addMinutes } from 'date-fns/addMinutes';
import { isWithinInterval } from 'date-fns/isWithinInterval';
import { subHours } from 'date-fns/subHours';
import type { Config } from '../../../config/schema.ts';
import { wholeDays } from '../../../lib/model/age.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Key, User } from '../../../sandbox/account/user.ts';
import { storedKeys } from './stored-keys.ts';

/** True if the user can fetch the key under one of the labels. */
export function isFetchable(account: Account, key: Key, ...labels: string[]): boolean {
  return versionsOf(key, account).some(({ secret, stages }) => !secret.DeletedDate && labels.some((label) => stages.has(label)));
}

function versionsOf({ AccessKeyId }: Key, account: Account) {
  const { user } = account.minted.get(AccessKeyId) ?? {};
  return user ? storedKeys(account, user).filter(({ id }) => id === AccessKeyId) : [];
}

/** Returns when somebody last used the key; undefined if nobody did. The sweeper's own test call does not count. */
export function useOf({ lastUse, CreateDate }: Key): Date | undefined {
  if (!lastUse || (lastUse.service === 'sts' && lastUse.at <= addMinutes(CreateDate, 15))) return undefined;
  return lastUse.at;
}

/** True if an application used the key since the sweep before, or since it was made. */
export function isUsed(key: Key, now: Date): boolean {
  const use = useOf(key);
  return use !== undefined && use >= subHours(now, 1);
}

/**
 * True if somebody may have a key that a sweep created: it was used, or it can be fetched. A key that could be
 * fetched once, was never used and is in no version any more counts too: it looks like a key that a person created.
 */
export function isHeld(account: Account, key: Key, fetched: ReadonlySet<string>): boolean {
  const looksHandmade = fetched.has(key.AccessKeyId) && !key.lastUse && versionsOf(key, account).length === 0;
  return useOf(key) !== undefined || isFetchable(account, key, 'AWSCURRENT', 'AWSPREVIOUS') || looksHandmade;
}

/**
 * True if the key looks like an orphan: created within minutes of a creation by a sweep that broke off, never stored
 * and never used. A key that a person created in those minutes looks the same in IAM (docs/reliability.md).
 */
export function looksLikeOrphan(key: Key, user: User | undefined, account: Account): boolean {
  if (key.lastUse || versionsOf(key, account).length > 0) return false;
  return [...(user?.tags ?? [])].some(([name, { Value }]) => {
    const [time = '', ...ids] = Value.split(' ');
    const at = new Date(time);
    return (
      name.startsWith('access-key-sweeper:creating:') &&
      // A mark that vouches for a key has this word in place of the ids.
      ids[0] !== 'made' &&
      at <= subHours(account.clock.now(), 1) &&
      !ids.includes(key.AccessKeyId) &&
      isWithinInterval(key.CreateDate, { start: addMinutes(at, -5), end: addMinutes(at, 15) })
    );
  });
}

/** True if this one of a user's keys is to be retired, because nobody uses it. */
export function isUnused(key: Key, keys: readonly Key[], { action, after }: Config['unused'], now: Date): boolean {
  const isOldest = keys.every(({ Status, CreateDate }) => Status !== 'Active' || CreateDate >= key.CreateDate);
  return action === 'retire' && isOldest && wholeDays(now, useOf(key) ?? key.CreateDate) > after;
}
