import { addMinutes } from 'date-fns/addMinutes';
import { isWithinInterval } from 'date-fns/isWithinInterval';
import { subHours } from 'date-fns/subHours';
import type { Config } from '../../../config/schema.ts';
import { wholeDays } from '../../../lib/model/age.ts';
import { isWithinDays } from '../../../lib/model/last-use.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { shownUse } from '../../../sandbox/account/key-uses.ts';
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

/**
 * Returns when somebody last used the key, as AWS shows it now; undefined if it shows no use. Nobody can know of a use that
 * AWS does not show yet.
 */
export function useOf(account: Pick<Account, 'clock'>, key: Key): Date | undefined {
  return useByOthers(shownUse(account, key), key);
}

/** Returns when the use was; undefined without one. The sweeper's own test call does not count. */
function useByOthers(use: Key['lastUse'], { CreateDate }: Key): Date | undefined {
  return use && (use.service !== 'sts' || use.at > addMinutes(CreateDate, 15)) ? use.at : undefined;
}

/**
 * True if somebody used the key within so many days, and nobody can know that it is over: AWS shows a use up to a day late, so
 * that of an application that uses it again and again the use before may be a day older.
 */
export function isInUse(account: Account, key: Key, days: number): boolean {
  const now = account.clock.now();
  return isWithinDays(useByOthers(key.lastUse, key), days, now) && isWithinDays(useOf(account, key), days + 1, now);
}

/** True if an application used the key since the sweep before, or since it was made, also if AWS does not show it yet. */
export function isUsed({ clock }: Pick<Account, 'clock'>, key: Key): boolean {
  const use = useByOthers(key.lastUse, key);
  return use !== undefined && use >= subHours(clock.now(), 1);
}

/**
 * True if somebody may have a key that a sweep created: it was used, or it can be fetched. A key that could be
 * fetched once, was never used and is in no version any more counts too: it looks like a key that a person created.
 */
export function isHeld(account: Account, key: Key, fetched: ReadonlySet<string>): boolean {
  const looksHandmade = fetched.has(key.AccessKeyId) && !shownUse(account, key) && versionsOf(key, account).length === 0;
  return useOf(account, key) !== undefined || isFetchable(account, key, 'AWSCURRENT', 'AWSPREVIOUS') || looksHandmade;
}

/**
 * True if the key looks like an orphan: created within minutes of a creation by a sweep that broke off, never stored
 * and never used. A key that a person created in those minutes looks the same in IAM (docs/reliability.md).
 */
export function looksLikeOrphan(key: Key, user: User | undefined, account: Account): boolean {
  if (shownUse(account, key) || versionsOf(key, account).length > 0) return false;
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
export function isUnused(key: Key, keys: readonly Key[], { action, after }: Config['unused'], account: Pick<Account, 'clock'>): boolean {
  const isOldest = keys.every(({ Status, CreateDate }) => Status !== 'Active' || CreateDate >= key.CreateDate);
  return action === 'retire' && isOldest && wholeDays(account.clock.now(), useOf(account, key) ?? key.CreateDate) > after;
}
