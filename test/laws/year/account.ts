import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';

const start = '2026-01-06T06:00:00Z';

/** Returns an account of that many users with keys of all ages; one user in ten has a second key, which is Inactive. */
export function accountWith(users: number, random: () => number): Account {
  const file = Array.from({ length: users }, (_, i) => ({
    UserName: `user-${i}`,
    AccessKeys: [
      ...(random() < 0.1 ? [{ Status: 'Inactive', ageDays: 60 + random() * 200 }] : []),
      { Status: 'Active', ageDays: random() * 85 },
    ],
    uses: ['newest', 'newest', 'oldest', 'none'][i % 4],
  }));
  return accountOf(parseAccount({ now: start, users: file }, 'the year', new Date(start)));
}
