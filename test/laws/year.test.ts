import { describe, expect, it } from 'vitest';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import { diceOf } from './random/random-numbers.ts';
import { accountWith } from './year/account.ts';
import { runYear } from './year/run-year.ts';

type Account = ReturnType<typeof accountWith>;

const late = {
  thresholds: { create: { from: 60, to: 70 }, deactivate: { from: 95, to: 102 }, delete: { after: 102 } },
};

/** A year of ten users in which somebody or something else is broken too. */
async function yearWith({
  meddle = () => {},
  config = {},
  weeks = 52,
}: {
  meddle?: (account: Account) => void;
  config?: object;
  weeks?: number;
}) {
  const dice = diceOf(7);
  const account = accountWith(10, dice);
  const enforce = { mode: 'enforce', deploy: { alarmEmail: 'none' } };
  const settings = parseConfig(merge(merge(defaults(), enforce), config), 'the year');
  const odds = { missed: 0.05, fault: 0.02, crash: 0.0005 };
  return runYear(account, settings, { dice, odds, weeks, meddle: () => meddle(account) });
}

/** The store keeps the version of every key, but not what it was given. */
function forget({ secrets }: Account): void {
  for (const { versions } of secrets.values())
    for (const version of versions.values()) version.SecretString = '{}';
}

/** Somebody deactivates the key that is current. */
function deactivateNewest({ users }: Account): void {
  for (const { keys } of users.values()) for (const key of keys) if (key.isMinted) key.Status = 'Inactive';
}

describe('a year', () => {
  it('given ten users, faults and missed weeks, nothing is wrong at its end', async () => {
    const { violations, onTime, weeks } = await yearWith({});
    expect(violations).toEqual([]);
    expect(onTime).toBeGreaterThan(20);
    expect(weeks.reduce((sum, { faults }) => sum + faults, 0)).toBeGreaterThan(50);
  });

  it.each([
    ['a store that forgets', { meddle: forget }, 'is lost, although nothing befell its user'],
    ['somebody who deactivates new keys', { meddle: deactivateNewest }, 'does not authenticate'],
    ['a configuration that deactivates late', { config: late }, 'although it was on time'],
  ])('given %s, it is caught (the year can fail)', async (_, broken, words) => {
    const { violations } = await yearWith({ ...broken, weeks: 16 });
    expect(violations.join('\n')).toContain(words);
  });
});
