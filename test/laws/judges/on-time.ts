import { addDays } from 'date-fns/addDays';
import type { Config } from '../../../config/schema.ts';
import { dayOf, wholeDays } from '../../../lib/model/age.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Key, User } from '../../../sandbox/account/user.ts';
import type { Affected } from './affected-users.ts';
import { lastNamedDays } from './owner-notices.ts';
import { thresholdsOf } from './tags.ts';

/**
 * Follows the keys that must be rotated on time (G9): a sweep was due while the key was younger than create.from, its
 * user had no other key when it came to that age, and since then no sweep was missed or affected by something.
 */
export type OnTimeKeys = {
  /** Call right before a sweep is due, missed or not. Returns the keys that are late, in a sentence each. */
  look: () => string[];
  /** Call when the thresholds change: a key that is due now was not swept before it was. */
  restart: () => void;
  /** Call when something affected a sweep: the due keys of these users need not be on time any more. */
  exclude: (affected: Affected) => void;
  /** Returns how many keys were on time until they were deactivated. */
  count: () => number;
};

/** `daysOf` returns the days that were promised to a key's owner; a later one of them excuses a key. */
export function followKeys(account: Account, config: Config, daysOf = lastNamedDays): OnTimeKeys {
  const followed = new Map<string, { isOnTime: boolean; isDue: boolean; isDone: boolean }>();
  const look = (user: User, key: Key) => {
    const { create } = thresholdsOf(user, config);
    const age = wholeDays(account.clock.now(), key.CreateDate);
    const found = followed.get(key.AccessKeyId) ?? { isOnTime: age < create.from, isDue: false, isDone: false };
    followed.set(key.AccessKeyId, found);
    if (key.Status !== 'Active') {
      // A key that was Inactive from the start was never due.
      found.isDone ||= found.isOnTime && found.isDue;
      // If a person reactivates it, it may have any age.
      found.isOnTime = false;
      return;
    }
    if (age >= create.from && !found.isDue) {
      found.isDue = true;
      if (user.keys.length > 1) found.isOnTime = false;
    }
  };
  return {
    look: () => {
      for (const user of account.users.values()) for (const key of user.keys) look(user, key);
      return lateKeys(account, config, daysOf)
        .filter(({ key }) => followed.get(key.AccessKeyId)?.isOnTime)
        .map(({ text }) => `G9 ${text}, although it was on time`);
    },
    restart: () => {
      for (const user of account.users.values())
        for (const { AccessKeyId, CreateDate } of user.keys) {
          const found = followed.get(AccessKeyId);
          const isDue = wholeDays(account.clock.now(), CreateDate) >= thresholdsOf(user, config).create.from;
          if (found && isDue) found.isOnTime = false;
        }
    },
    exclude: ({ everybody, users }) => {
      for (const user of account.users.values())
        for (const key of user.keys) {
          const found = followed.get(key.AccessKeyId);
          if (found?.isDue && key.Status === 'Active' && (everybody || users.has(user.UserName))) found.isOnTime = false;
        }
    },
    count: () => [...followed.values()].filter(({ isDone }) => isDone).length,
  };
}

/**
 * Returns the keys that are Active although they are past `deactivate.to`, and past the first sweep from a later day on that
 * was promised to their owners.
 */
export function lateKeys(account: Account, config: Config, daysOf = lastNamedDays): { key: Key; text: string }[] {
  const { users, clock } = account;
  return [...users.values()].flatMap((user) =>
    user.keys.flatMap((key) => {
      const age = wholeDays(clock.now(), key.CreateDate);
      if (key.Status !== 'Active' || age <= thresholdsOf(user, config).deactivate.to) return [];
      const sweepDue = dayOf(addDays(clock.now(), -config.everyDays));
      if (daysOf(account, key.AccessKeyId).some((day) => day >= sweepDue)) return [];
      return [{ key, text: `${key.AccessKeyId} of ${user.UserName} is Active at ${age} days` }];
    }),
  );
}
