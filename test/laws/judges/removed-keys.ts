import { addHours } from 'date-fns/addHours';
import { differenceInHours as wholeHours } from 'date-fns/differenceInHours';
import type { Config } from '../../../config/schema.ts';
import { dayOf, wholeDays } from '../../../lib/model/age.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import { shownUse } from '../../../sandbox/account/key-uses.ts';
import type { Key, User } from '../../../sandbox/account/user.ts';
import { isFetchable, isHeld, isInUse, isUnused, looksLikeOrphan, useOf } from './key-holders.ts';
import { type DeletionNotices, deletionNotices, type OwnerNotices, ownerNotices } from './owner-notices.ts';
import { fetchableIds } from './stored-keys.ts';
import { datesInTags, thresholdsOf } from './tags.ts';

/** Judges every deactivation (G1) and deletion (G2) of a key by what the account saw and holds. */
export type RemovalJudge = {
  notices: OwnerNotices;
  deletions: DeletionNotices;
  /** The ids of the keys that sweeps created since. */
  created: Set<string>;
  /** The ids of the keys that could be fetched as AWSCURRENT or AWSPREVIOUS at some time. */
  fetched: ReadonlySet<string>;
  /** Returns what is wrong with a call, if it removes one of the keys that the user had, in a sentence each. */
  wrongsOf: (call: Call, before: readonly Key[]) => string[];
  /** Remembers how the users are now. */
  note: (users: Iterable<User>) => void;
  /** Remembers that a sweep was shown these keys. */
  noteListed: (UserName: string, listed: readonly Listed[]) => void;
  /** Call after the sweeps; `attended` are the users with whom they finished. */
  end: (attended: ReadonlySet<string>) => void;
};

/** A key as IAM lists it. */
export type Listed = Pick<Key, 'AccessKeyId' | 'Status'>;

export function removalJudge(account: Account, config: Config): RemovalJudge {
  const notices = ownerNotices(account);
  const deletions = deletionNotices(account);
  const created = new Set<string>();
  const fetched = new Set(fetchableIds(account));
  const inactiveFrom = datesInTags(account, 'access-key-sweeper:inactive-since:');
  /** When, and of whom, sweeps saw a key Active. Later sweeps cannot know what no sweep saw, or finished after. */
  const seenActive = new Map<string, { UserName: string; at: Date }>();

  function wrongsOfDeactivation(key: Key, before: readonly Key[], user: User | undefined): string[] {
    if (isNobodys(key, user)) return [];
    const { create, deactivate } = user ? thresholdsOf(user, config) : config.thresholds;
    const now = account.clock.now();
    const others = before.filter((other) => other !== key && other.Status === 'Active');
    const canBeHeld = (other: Key) => !isSweepers(other) || isHeld(account, other, fetched);
    const since = notices.since(key.AccessKeyId);
    const isAskedFor = isUnused(key, before, config.unused, account);
    const isUsed = isInUse(account, key, config.inUseWithinDays);
    // IAM's dates are whole seconds: of two keys of one second either may be the younger.
    const current = others.find((other) => other.CreateDate >= key.CreateDate && isFetchable(account, other, 'AWSCURRENT'));
    const isReplaced = current !== undefined;
    const named = notices.daysOf(key.AccessKeyId);
    // A use from before it was replaced says nothing of whether its applications have moved.
    const isKeptOn = isUsed && current !== undefined && (useOf(account, key) ?? 0) > current.CreateDate;
    const lastNamed = isKeptOn ? named?.latest : named?.earliest;
    return [
      ...(lastNamed && lastNamed > dayOf(now) ? [`G1 before ${lastNamed}, which its owner was told`] : []),
      ...(isAskedFor || others.some(canBeHeld) ? [] : ['G1 the last key that anybody can hold']),
      ...(since && wholeDays(now, since) >= deactivate.from - create.to ? [] : ['G1 its owner was not notified for the whole overlap']),
      ...(isUsed && !isReplaced ? ['G1 it is in use, and no key as young can be fetched'] : []),
    ];
  }

  function wrongsOfDeletion(key: Key, user: User | undefined): string[] {
    const now = account.clock.now();
    const { inactiveFor } = config.thresholds.delete;
    // What a sweep has just made and could not store.
    const isNew = wholeHours(now, key.CreateDate) < 1 && isSweepers(key) && !isHeld(account, key, fetched);
    if (isNew && !fetched.has(key.AccessKeyId)) return [];
    if (key.Status === 'Active') return ['G2 the key was Active'];
    const [from, use] = [inactiveFrom.get(key.AccessKeyId), shownUse(account, key)?.at];
    const since = from && use && use > addHours(from, 1) ? use : from;
    const isOrphan = looksLikeOrphan(key, user, account);
    const day = deletions.dayOf(key.AccessKeyId);
    return [
      ...(since && wholeDays(now, since) >= (isOrphan ? 1 : inactiveFor) ? [] : ['G2 the key was not Inactive for long enough']),
      ...(isOrphan || day !== undefined ? [] : ['G2 its owner was not told that it would be deleted']),
      ...(!isOrphan && day && day > dayOf(now) ? [`G2 before ${day}, which its owner was told`] : []),
    ];
  }

  /** True if nobody can have the key: a sweep made it and lost it, or another value took its place before it could be fetched. */
  function isNobodys(key: Key, user: User | undefined): boolean {
    const isDropped = isSweepers(key) && !isHeld(account, key, fetched) && !fetched.has(key.AccessKeyId);
    return isDropped || looksLikeOrphan(key, user, account);
  }

  function isSweepers({ AccessKeyId, isMinted }: Key): boolean {
    return created.has(AccessKeyId) || isMinted === true;
  }

  function noteInactive({ AccessKeyId, Status }: Key): void {
    if (Status === 'Inactive' && !inactiveFrom.has(AccessKeyId)) inactiveFrom.set(AccessKeyId, account.clock.now());
  }

  return {
    notices,
    deletions,
    created,
    fetched,
    wrongsOf: ({ operation, UserName = '', AccessKeyId }, before) => {
      const key = before.find((one) => one.AccessKeyId === AccessKeyId);
      if (!key) return [];
      if (operation === 'iam:DeleteAccessKey') return wrongsOfDeletion(key, account.users.get(UserName));
      if (operation !== 'iam:UpdateAccessKey' || key.Status !== 'Active') return [];
      const wrongs = wrongsOfDeactivation(key, before, account.users.get(UserName));
      notices.end(key.AccessKeyId);
      deletions.end(key.AccessKeyId);
      inactiveFrom.delete(key.AccessKeyId);
      return wrongs;
    },
    note: (users) => {
      for (const user of users) {
        for (const id of fetchableIds(account, user)) fetched.add(id);
        for (const key of user.keys) noteInactive(key);
        // A key that somebody made Active again is told of anew.
        for (const { AccessKeyId, Status } of user.keys) if (Status === 'Active') deletions.end(AccessKeyId);
      }
    },
    noteListed: (UserName, listed) => {
      for (const { AccessKeyId, Status } of listed)
        if (Status === 'Active') seenActive.set(AccessKeyId, { UserName, at: account.clock.now() });
    },
    end: (attended) => {
      for (const [id, { UserName, at }] of seenActive) {
        const from = inactiveFrom.get(id);
        if (!attended.has(UserName) || !from || from > at) continue;
        if (account.minted.get(id)?.key.Status === 'Active') inactiveFrom.delete(id);
        else inactiveFrom.set(id, at);
      }
      seenActive.clear();
    },
  };
}
