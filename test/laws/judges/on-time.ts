import { differenceInHours } from 'date-fns/differenceInHours';
import type { Account, Key, User } from '../../../sandbox/account/account.ts';
import type { Concerned } from './affected-users.ts';

/** From which age a sweep must replace a key, and from which no key may be Active any more. */
type Limits = { createFrom: number; deactivateTo: number };

/** Those of the default configuration. */
const byDefault: Limits = { createFrom: 60, deactivateTo: 90 };

/**
 * Follows which keys are on time. A key is, if a sweep was due while it was younger than create.from, its user had
 * no other key when it came to that age, and from then on no week was missed, no sweep crashed, and no fault
 * concerned its user that the SDK's repetitions did not heal.
 */
export type OnTime = {
  /** Right before each sweep that is due, missed or not; gives what must not be. */
  look: () => string[];
  /** Right after it. */
  judge: (concerned: Concerned) => void;
  /** How many keys stayed on time until they were deactivated. */
  count: () => number;
};

export function followKeys(account: Account, limits = byDefault): OnTime {
  const followed = new Map<string, { isOnTime: boolean; isDue: boolean; isDone: boolean }>();
  const keys = () =>
    [...account.users.values()].flatMap((user) =>
      user.keys.map((key) => ({ user, key, age: ageOf(key, account) })),
    );
  const look = ({ user, key, age }: { user: User; key: Key; age: number }) => {
    const found = followed.get(key.AccessKeyId) ?? {
      isOnTime: age < limits.createFrom,
      isDue: false,
      isDone: false,
    };
    followed.set(key.AccessKeyId, found);
    if (key.Status !== 'Active') {
      // Inactive from the start, it was never due.
      found.isDone ||= found.isOnTime && found.isDue;
      // Whoever reactivates it begins at an age of which no sweep knows.
      found.isOnTime = false;
      return [];
    }
    if (age >= limits.createFrom && !found.isDue) {
      found.isDue = true;
      if (user.keys.length > 1) found.isOnTime = false;
    }
    if (!found.isOnTime || age <= limits.deactivateTo) return [];
    return [`${key.AccessKeyId} of ${user.UserName} is Active at ${age} days, although it was on time`];
  };
  return {
    look: () => keys().flatMap(look),
    judge: ({ everybody, users }) => {
      for (const { user, key } of keys()) {
        const found = followed.get(key.AccessKeyId);
        if (found?.isDue && key.Status === 'Active' && (everybody || users.has(user.UserName)))
          found.isOnTime = false;
      }
    },
    count: () => [...followed.values()].filter(({ isDone }) => isDone).length,
  };
}

function ageOf({ CreateDate }: Key, { clock }: Account): number {
  return Math.trunc(differenceInHours(clock.now(), CreateDate) / 24);
}
