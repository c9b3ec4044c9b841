import { addMinutes } from 'date-fns/addMinutes';
import * as fc from 'fast-check';
import { wholeDays } from '../../../lib/model/age.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { makeSweeper } from '../sweeper/sweeper.ts';
import { configs, start } from './any-run.ts';

const sweepNow = makeSweeper();

/** Keys that are swept on schedule, from before they fall due. */
export function plans(sweeps: number) {
  return fc.record({
    config: configs.map((config) => ({ ...config, limits: { ...config.limits, percent: 100 } })),
    ages: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
    uses: fc.constantFrom('newest', 'oldest', 'none'),
    late: fc.array(fc.nat({ max: 60 }), { minLength: sweeps, maxLength: sweeps }),
    callMs: fc.nat({ max: 20_000 }),
  });
}

type Plan = ReturnType<typeof plans> extends fc.Arbitrary<infer Value> ? Value : never;

/** By how many days the oldest Active key was ever past `deactivate.to`, seen right before each sweep. */
export async function daysPastTime({ config, ages, uses, late, callMs }: Plan): Promise<number> {
  const { create, deactivate } = config.thresholds;
  const users = ages.map((share, n) => ({
    UserName: `user-${n}`,
    uses,
    AccessKeys: [{ Status: 'Active', ageDays: share * (create.from - 1) }],
  }));
  const file = { now: start.toISOString(), users, settings: { callMs } };
  const account = accountOf(parseAccount(file, 'the property', start));
  let most = Number.NEGATIVE_INFINITY;
  for (const [n, minutes] of late.entries()) {
    account.clock.set(addMinutes(start, n * config.everyDays * 24 * 60 + minutes));
    const active = [...account.users.values()].flatMap(({ keys }) =>
      keys.filter(({ Status }) => Status === 'Active'),
    );
    const ageOf = (created: Date) => wholeDays(account.clock.now(), created) - deactivate.to;
    most = Math.max(most, ...active.map(({ CreateDate }) => ageOf(CreateDate)));
    await sweepNow(account, config, { id: `sweep-${n}` });
  }
  return most;
}
