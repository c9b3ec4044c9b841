import { describe, expect, it } from 'vitest';
import type { Overrides } from '../tools/builders.ts';
import { randomNumbers } from './random/random-numbers.ts';
import { again, print, seed, sizes } from './runs.ts';
import { enforcing } from './sweeper/enforcing.ts';
import { accountWith } from './year/account.ts';
import { runYear } from './year/run-year.ts';

type Account = ReturnType<typeof accountWith>;

const late = { thresholds: { create: { from: 60, to: 70 }, deactivate: { from: 95, to: 102 }, delete: { after: 102 } } };

type Options = { users?: number; meddle?: (account: Account) => void; config?: Overrides; weeks?: number };

/** Sweeps that many users for a year in which 2 % of the calls fail and 5 % of the weeks are missed. */
function yearWith({ users = 10, meddle = () => {}, config = {}, weeks = 52 }: Options) {
  const random = randomNumbers(seed);
  const account = accountWith(users, random);
  // A sweep of many users is no more likely to crash than one of few, so each of its calls is less likely to.
  const odds = { missed: 0.05, fault: 0.02, crash: 0.025 / Math.max(users, 50) };
  return runYear(account, enforcing(config), { random, odds, weeks, meddle: () => meddle(account) });
}

/** Removes the value from every version, as a store would that forgets what it was given. */
function forget({ secrets }: Account): void {
  for (const { versions } of secrets.values()) for (const version of versions.values()) version.SecretString = '{}';
}

/** Deactivates the keys that sweeps created. */
function deactivateNewest({ users }: Account): void {
  for (const { keys } of users.values()) for (const key of keys) if (key.isMinted) key.Status = 'Inactive';
}

describe('a year', () => {
  it(`given ${sizes.year} users, faults and missed weeks, no guarantee is broken`, async () => {
    const limits = { surprising: Math.max(10, Math.ceil(sizes.year / 50)) };
    const { violations, ...figures } = await yearWith({ users: sizes.year, config: { limits } });
    print(
      `A year of ${sizes.year} users: ${Object.entries(figures)
        .map(([name, n]) => `${name} ${n}`)
        .join(', ')}`,
    );
    expect(violations, again('year', `USERS=${sizes.year}`)).toEqual([]);
    expect(figures.onTime, 'keys that were on time').toBeGreaterThan(20);
    expect(figures.faults, 'faults').toBeGreaterThan(50);
  }, 0);

  it.each([
    ['a store that forgets', { meddle: forget }, 'is lost, although no fault affected its user'],
    ['somebody who deactivates new keys', { meddle: deactivateNewest }, 'does not authenticate'],
    ['a configuration that deactivates late', { config: late }, 'although it was on time'],
  ])('given %s, it is caught (the year can fail)', async (_, broken, words) => {
    const { violations } = await yearWith({ ...broken, weeks: 16 });
    expect(violations.join('\n')).toContain(words);
  });
});
