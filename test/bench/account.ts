import { subHours } from 'date-fns/subHours';
import type { Config } from '../../config/schema.ts';
import { daysAfter } from '../../lib/model/age.ts';
import type { AccountFile } from '../../sandbox/account/account-schema.ts';
import type { BenchOptions } from './options.ts';
import { steadyUser } from './steady-user.ts';

export type AccountWanted = Pick<BenchOptions, 'users' | 'state' | 'due'>;

/** Returns the account file of a benchmark; apart from its dates, it is the same for the same options. */
export function benchAccount({ users, state, due }: AccountWanted, now: Date, config: Config): AccountFile & { now: string } {
  const numbers = Array.from({ length: users }, (_, n) => n);
  if (state === 'steady' && due === undefined) {
    const steady = numbers.map((n) => steadyUser(n, spread(n) * 63, now, config));
    return { now: now.toISOString(), users: steady.map(({ user }) => user), secrets: steady.map(({ secret }) => secret) };
  }
  const dueUsers = due ?? Math.round(users * 0.07);
  const isDue = (n: number) => Math.floor(((n + 1) * dueUsers) / users) > Math.floor((n * dueUsers) / users);
  const ageOf = (n: number) => (isDue(n) ? 60 + spread(n) * 6 : 15 + spread(n) * 44);
  return { now: now.toISOString(), users: numbers.map((n) => personsUser(n, ageOf(n), now)) };
}

/** Returns a user with one key, which a person created, an application uses, and no sweep has seen yet. */
function personsUser(n: number, ageDays: number, now: Date): AccountFile['users'][number] {
  const CreateDate = daysAfter(now, -ageDays).toISOString();
  return { UserName: `user-${n}`, AccessKeys: [{ Status: 'Active', CreateDate, LastUsedDate: subHours(now, 1).toISOString() }] };
}

/** Returns the nth of numbers from 0 up to 1 that are spread evenly, in no order: multiples of the golden ratio. */
function spread(n: number): number {
  return (n * ((Math.sqrt(5) - 1) / 2)) % 1;
}
