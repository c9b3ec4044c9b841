import { expect, it } from 'vitest';
import type { Settings } from '../../sandbox/account/settings.ts';
import { userOfAge, world } from './world.ts';

/** Sweeps three users for eight weeks. Returns what was decided and how it ended, sweep by sweep. */
async function eightWeeks(settings: Partial<Settings>): Promise<string[][]> {
  const one = world(
    [58, 60, 66].map((age) => userOfAge(`user-${age}`, age)),
    { concurrency: 1 },
  );
  Object.assign(one.account.settings, settings);
  const weeks: string[][] = [];
  for (let week = 0; week < 8; week++) {
    const { error } = await one.sweep();
    weeks.push([...one.decided(), ...(error ? [error.message] : [])]);
    one.pass(7);
  }
  return weeks;
}

it.each<[lag: string, settings: Partial<Settings>]>([
  ['tags that are shown 5 seconds late', { tagLagSeconds: 5 }],
  ['tags that are shown a minute late', { tagLagSeconds: 60 }],
  ['uses that are shown 4 hours late', { lastUseLagHours: 4 }],
  ['all of it, and lists of keys that are shown 10 seconds late', { tagLagSeconds: 60, lastUseLagHours: 4, listLagSeconds: 10 }],
])('given %s, eight sweeps do what they do without', async (_, settings) => {
  const weeks = await eightWeeks(settings);
  expect(weeks).toEqual(await eightWeeks({}));
  expect(weeks.flat()).toContain('user-66 inactive-past-delete done');
});
