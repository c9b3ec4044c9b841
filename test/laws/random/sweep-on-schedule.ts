import { addMinutes } from 'date-fns/addMinutes';
import * as fc from 'fast-check';
import type { Config } from '../../../config/schema.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { lateKeys } from '../judges/on-time.ts';
import { makeSweeper } from '../sweeper/sweeper.ts';
import { start } from './any-account.ts';
import { anyConfig } from './any-config.ts';

const sweepNow = makeSweeper();

/** Ten users whose keys are not due yet, and when the sweeps start. */
export function anySchedule(sweeps: number) {
  return fc.record({
    // A limit spreads keys, and one that is to be retired is not replaced on time (docs/guarantees.md, G9).
    config: anyConfig.map((config) => ({
      ...config,
      limits: { ...config.limits, percent: 100 },
      unused: { ...config.unused, action: 'replace' as Config['unused']['action'] },
    })),
    ages: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
    uses: fc.constantFrom('newest', 'oldest', 'none'),
    late: fc.array(fc.nat({ max: 60 }), { minLength: sweeps, maxLength: sweeps }),
    callMs: fc.nat({ max: 20_000 }),
  });
}

type Schedule = ReturnType<typeof anySchedule> extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Sweeps on schedule. Returns the keys that were past `deactivate.to` right before a sweep, in a sentence each (G9).
 */
export async function sweepOnSchedule({ config, ages, uses, late, callMs }: Schedule): Promise<string[]> {
  const { create } = config.thresholds;
  const users = ages.map((share, n) => ({
    UserName: `user-${n}`,
    uses,
    AccessKeys: [{ Status: 'Active', ageDays: share * (create.from - 1) }],
  }));
  const file = { now: start.toISOString(), users, settings: { callMs } };
  const account = accountOf(parseAccount(file, 'the schedule', start));
  const found: string[] = [];
  for (const [n, minutes] of late.entries()) {
    account.clock.set(addMinutes(start, n * config.everyDays * 24 * 60 + minutes));
    found.push(...lateKeys(account, config).map(({ text }) => `G9 ${text}, sweep ${n + 1}`));
    await sweepNow(account, config, { id: `sweep-${n}` });
  }
  return found;
}
