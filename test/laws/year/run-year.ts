import { addDays } from 'date-fns/addDays';
import { addMinutes } from 'date-fns/addMinutes';
import { subHours } from 'date-fns/subHours';
import type { Config } from '../../../config/schema.ts';
import { SweepError } from '../../../lib/sweep-error.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { useKeys } from '../../../sandbox/run/applications.ts';
import { lockouts, lostKeys, memoryOf } from '../losses.ts';
import { type Befallen, randomFaults } from '../random-faults.ts';
import { type Ending, makeSweeper } from '../sweeper.ts';
import { followKeys } from './on-time.ts';
import { concernedBy } from './unhealed.ts';
import { watchActs } from './watch-acts.ts';

/** How many of the weeks are missed; how likely a call is to fail, and to be its sweep's last. */
export type Odds = { missed: number; fault: number; crash: number };

/** What one week came to. */
export type Week = {
  missed: boolean;
  crashed: boolean;
  faults: number;
  created: number;
  deactivated: number;
  deleted: number;
  failedUsers: number;
  lostNow: number;
  oldestActive: number;
};

export type Year = { weeks: Week[]; violations: string[]; onTime: number };

/** Sweeps the account every week and once more without a fault, and judges from what the account saw. */
export async function runYear(
  account: Account,
  config: Config,
  more: { dice: () => number; odds: Odds; meddle?: () => void; weeks?: number },
): Promise<Year> {
  const { dice, odds, meddle = () => {}, weeks = 52 } = more;
  const sweepNow = makeSweeper();
  const start = account.clock.now();
  const memory = memoryOf(account);
  const onTime = followKeys(account);
  const told = new Map<string, Date[]>();
  const violations: string[] = [];
  const done: Week[] = [];
  const missed = someOf(weeks, odds.missed, dice);
  for (let n = 1; n <= weeks + 1; n++) {
    account.clock.set(
      addMinutes(addDays(start, 7 * (n - 1)), Math.floor(dice() * (config.deploy.flexibleMinutes + 1))),
    );
    const now = account.clock.now();
    violations.push(...onTime.look(), ...lockouts(memory, account));
    Object.assign(account, { history: [], published: [] });
    const isLast = n > weeks;
    if (missed.has(n)) {
      useKeys(account, now);
      onTime.judge({ everybody: true, users: new Set() });
      done.push({
        ...figuresOf(account),
        missed: true,
        crashed: false,
        faults: 0,
        failedUsers: 0,
        lostNow: lostKeys(memory, account).length,
      });
      continue;
    }
    const befallen = randomFaults(account, dice, isLast ? { fault: 0, crash: 0 } : odds);
    watchActs(account, told, violations);
    const ending = await sweepNow(account, config, { id: `sweep-${n}` });
    delete account.intercept;
    onTime.judge(concernedBy(befallen, account.history));
    const lost = lostKeys(memory, account);
    violations.push(...stillLost(lost, account, befallen, now));
    meddle();
    if (!isLast)
      done.push({
        ...figuresOf(account),
        missed: false,
        crashed: ending.constructor.name === 'Crash',
        faults: befallen.length,
        failedUsers: failedUsersIn(ending),
        lostNow: lost.length,
      });
  }
  violations.push(
    ...lockouts(memory, account),
    ...lostKeys(memory, account).map(({ AccessKeyId }) => `${AccessKeyId} is still lost after a clean sweep`),
  );
  return { weeks: done, violations: [...new Set(violations)], onTime: onTime.count() };
}

/** Keys that were lost an hour and more before a sweep in which nothing befell their user, nor everybody. */
function stillLost(
  lost: readonly { AccessKeyId: string; CreateDate: Date }[],
  account: Account,
  befallen: readonly Befallen[],
  now: Date,
): string[] {
  const { everybody } = concernedBy(befallen, account.history);
  const users = new Set(befallen.map(({ call }) => call.UserName));
  return lost
    .filter(
      ({ AccessKeyId, CreateDate }) =>
        !everybody &&
        CreateDate < subHours(now, 1) &&
        !users.has(account.minted.get(AccessKeyId)?.user.UserName),
    )
    .map(
      ({ AccessKeyId }) =>
        `${AccessKeyId} is lost, although nothing befell its user in the sweep at ${now.toISOString()}`,
    );
}

function figuresOf({
  history,
  users,
  clock,
}: Account): Pick<Week, 'created' | 'deactivated' | 'deleted' | 'oldestActive'> {
  const count = (operation: string) =>
    history.filter((call) => call.operation === operation && (call.ok || call.executed)).length;
  const active = [...users.values()].flatMap(({ keys }) => keys).filter(({ Status }) => Status === 'Active');
  const oldest = Math.min(...active.map(({ CreateDate }) => CreateDate.getTime()));
  return {
    created: count('iam:CreateAccessKey'),
    deactivated: count('iam:UpdateAccessKey'),
    deleted: count('iam:DeleteAccessKey'),
    oldestActive: Math.trunc((clock.now().getTime() - oldest) / 86_400_000),
  };
}

function failedUsersIn(ending: Ending): number {
  if (!(ending instanceof SweepError)) return 0;
  return new Set(ending.report.failures.flatMap(({ UserName }) => UserName ?? [])).size;
}

/** A share of the weeks, at random. */
function someOf(weeks: number, share: number, dice: () => number): Set<number> {
  const all = Array.from({ length: weeks }, (_, n) => ({ week: n + 1, at: dice() }));
  const some = all.toSorted((a, b) => a.at - b.at).slice(0, Math.round(weeks * share));
  return new Set(some.map(({ week }) => week));
}
