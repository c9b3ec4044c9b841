import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';

const start = '2026-01-06T06:00:00Z';

/** An account of this many users with keys of all ages, one in ten with a second key that is Inactive. */
export function accountWith(users: number, dice: () => number): Account {
  const file = Array.from({ length: users }, (_, i) => ({
    UserName: `user-${i}`,
    AccessKeys: [
      ...(dice() < 0.1 ? [{ Status: 'Inactive', ageDays: 60 + dice() * 200 }] : []),
      { Status: 'Active', ageDays: dice() * 85 },
    ],
    uses: ['newest', 'newest', 'oldest', 'none'][i % 4],
  }));
  return accountOf(parseAccount({ now: start, users: file }, 'the year', new Date(start)));
}
