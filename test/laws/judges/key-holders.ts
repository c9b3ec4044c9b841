import { addMinutes } from 'date-fns/addMinutes';
import { isWithinInterval } from 'date-fns/isWithinInterval';
import { subHours } from 'date-fns/subHours';
import { wholeDays } from '../../../lib/model/age.ts';
import type { Account, Key, User } from '../../../sandbox/account/account.ts';
import { storedVersions } from './losses.ts';

/** Whether consumers fetch the key under one of the labels. */
export function isFetchable(account: Account, { AccessKeyId }: Key, ...labels: string[]): boolean {
  return storedVersions(account).some(
    ({ id, secret, stages }) =>
      id === AccessKeyId && !secret.DeletedDate && labels.some((label) => stages.has(label)),
  );
}

/** When somebody used the key, our own proof of it apart (DESIGN §1, use). */
export function useOf({ lastUse, CreateDate }: Key): Date | undefined {
  if (!lastUse || (lastUse.service === 'sts' && lastUse.at <= addMinutes(CreateDate, 15))) return undefined;
  return lastUse.at;
}

/** Every key that could ever be fetched as current or as the one before. */
export function fetchedIn(account: Account): string[] {
  return storedVersions(account)
    .filter(
      ({ secret, stages }) => !secret.DeletedDate && (stages.has('AWSCURRENT') || stages.has('AWSPREVIOUS')),
    )
    .map(({ id }) => id);
}

/**
 * Whether somebody has a key that a sweep made: uses it, or can fetch it. Of one that was fetched once, but neither used
 * nor proven, and whose version is gone, nothing tells that a person did not make it.
 */
export function isHeld(account: Account, key: Key, fetched: ReadonlySet<string>): boolean {
  const isLikeOthers =
    fetched.has(key.AccessKeyId) &&
    !key.lastUse &&
    !storedVersions(account).some(({ id }) => id === key.AccessKeyId);
  return useOf(key) !== undefined || isFetchable(account, key, 'AWSCURRENT', 'AWSPREVIOUS') || isLikeOthers;
}

/**
 * Whether the key came with a creation of ours that broke off, was never stored and never used: an orphan, or a key that
 * a person made in those minutes, which nothing in IAM tells apart (docs/reliability.md).
 */
export function looksLikeOurs(key: Key, user: User | undefined, account: Account): boolean {
  if (key.lastUse || storedVersions(account).some(({ id }) => id === key.AccessKeyId)) return false;
  return [...(user?.tags ?? [])].some(([name, { Value }]) => {
    const [time = '', ...ids] = Value.split(' ');
    const at = new Date(time);
    return (
      name.startsWith('access-key-sweeper:creating:') &&
      at <= subHours(account.clock.now(), 1) &&
      !ids.includes(key.AccessKeyId) &&
      isWithinInterval(key.CreateDate, { start: addMinutes(at, -5), end: addMinutes(at, 15) })
    );
  });
}

/** Whether a configuration that retires what is unused for so many days asks for this key of all these (rule 16). */
export function isUnused(key: Key, keys: readonly Key[], days: number | null, now: Date): boolean {
  const isOldest = keys.every(
    ({ Status, CreateDate }) => Status !== 'Active' || CreateDate >= key.CreateDate,
  );
  return days !== null && isOldest && wholeDays(now, useOf(key) ?? key.CreateDate) >= days;
}
