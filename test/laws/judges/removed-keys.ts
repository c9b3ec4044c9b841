import { addHours } from 'date-fns/addHours';
import type { Config } from '../../../config/schema.ts';
import { wholeDays } from '../../../lib/model/age.ts';
import { isWithinDays } from '../../../lib/model/last-use.ts';
import type { Account, Call, Key, User } from '../../../sandbox/account/account.ts';
import { fetchedIn, isFetchable, isHeld, isUnused, looksLikeOurs, useOf } from './key-holders.ts';
import { marksIn } from './marks.ts';
import { type Told, toldIn } from './owner-notices.ts';

/** Judges what is taken from a user (G1, G2), by what the account saw and keeps. */
export type Takings = {
  told: Told;
  /** Keys that a sweep made in this run, by id. */
  made: Set<string>;
  /** Keys that could be fetched as current, or as the one before, at some time. */
  fetched: Set<string>;
  /** What is wrong with a call that took the key from a user with these keys, in a sentence each. */
  wrongsOf: (call: Call, key: Key, before: readonly Key[]) => string[];
  /** Looks how the account is now. */
  note: (users: Iterable<User>) => void;
  /** A sweep was told this of a user's keys. */
  see: (UserName: string, listed: readonly Listed[]) => void;
  /** The sweeps since then are over, and dealt with these users to the end. */
  end: (attended: ReadonlySet<string>) => void;
};

/** A key as IAM lists it. */
export type Listed = Pick<Key, 'AccessKeyId' | 'Status'>;

export function takingsOf(account: Account, config: Config): Takings {
  const told = toldIn(account);
  const made = new Set<string>();
  const fetched = new Set(fetchedIn(account));
  const inactiveFrom = marksIn(account, 'access-key-sweeper:inactive-since:');
  /** When, and whose, keys sweeps saw Active. What nobody saw, or broke off after, no sweep can know later. */
  const seenActive = new Map<string, { UserName: string; at: Date }>();
  const { create, deactivate, delete: deletion } = config.thresholds;

  function wrongsOfDeactivation(key: Key, before: readonly Key[]): string[] {
    const now = account.clock.now();
    const others = before.filter((other) => other !== key && other.Status === 'Active');
    const isHeldNow = (other: Key) => !isOurs(other) || isHeld(account, other, fetched);
    const since = told.since(key.AccessKeyId);
    const isAskedFor = isUnused(key, before, config.retireUnusedAfterDays, now);
    const isInUse = isWithinDays(useOf(key), config.inUseWithinDays, now);
    // IAM's dates are whole seconds: of two keys of the same one, either may be the younger.
    const isReplaced = others.some(
      (other) => other.CreateDate >= key.CreateDate && isFetchable(account, other, 'AWSCURRENT'),
    );
    return [
      ...(isAskedFor || others.some(isHeldNow) ? [] : ['G1 the last key that anybody can hold']),
      ...(isAskedFor || (since && wholeDays(now, since) >= deactivate.from - create.to)
        ? []
        : ['G1 its owner was not told for the whole overlap']),
      ...(isInUse && !isReplaced ? ['G1 in use, and nobody can fetch another as young'] : []),
    ];
  }

  function wrongsOfDeletion(key: Key, user: User | undefined): string[] {
    const isNobodys = isOurs(key) && !isHeld(account, key, fetched) && !fetched.has(key.AccessKeyId);
    if (isNobodys || looksLikeOurs(key, user, account)) return [];
    if (key.Status === 'Active') return ['G2 an Active key'];
    const [from, use] = [inactiveFrom.get(key.AccessKeyId), key.lastUse?.at];
    const since = from && use && use > addHours(from, 1) ? use : from;
    if (since && wholeDays(account.clock.now(), since) >= deletion.inactiveFor) return [];
    return ['G2 not Inactive for long enough'];
  }

  function noteInactive(keys: readonly Key[]): void {
    for (const { AccessKeyId, Status } of keys)
      if (Status === 'Inactive' && !inactiveFrom.has(AccessKeyId))
        inactiveFrom.set(AccessKeyId, account.clock.now());
  }

  function isOurs({ AccessKeyId, isMinted }: Key): boolean {
    return made.has(AccessKeyId) || isMinted === true;
  }

  return {
    told,
    made,
    fetched,
    wrongsOf: ({ operation, UserName = '' }, key, before) => {
      if (operation === 'iam:DeleteAccessKey') return wrongsOfDeletion(key, account.users.get(UserName));
      if (operation !== 'iam:UpdateAccessKey' || key.Status !== 'Active') return [];
      const wrongs = wrongsOfDeactivation(key, before);
      told.end(key.AccessKeyId);
      inactiveFrom.delete(key.AccessKeyId);
      return wrongs;
    },
    note: (users) => {
      for (const id of fetchedIn(account)) fetched.add(id);
      for (const { keys } of users) noteInactive(keys);
    },
    see: (UserName, listed) => {
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
