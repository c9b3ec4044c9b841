import { addDays } from 'date-fns/addDays';
import { addMinutes } from 'date-fns/addMinutes';
import { subHours } from 'date-fns/subHours';
import type { Config } from '../../../config/schema.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import { Crash } from '../../../sandbox/faults/inject-faults.ts';
import { useKeys } from '../../../sandbox/run/applications.ts';
import { affectedByFaults, type FaultyCall } from '../judges/affected-users.ts';
import { judgeOf } from '../judges/guarantees.ts';
import { lockouts, lookBefore } from '../judges/lockouts.ts';
import { lostKeys } from '../judges/lost-keys.ts';
import { followKeys } from '../judges/on-time.ts';
import { type Odds, randomFaults } from '../random/random-faults.ts';
import { enforcing } from '../sweeper/enforcing.ts';
import { makeSweeper } from '../sweeper/sweeper.ts';

/** How many weeks of a year were missed, sweeps crashed, calls failed and keys were created, and so on. */
export type Year = {
  missed: number;
  crashed: number;
  faults: number;
  created: number;
  deactivated: number;
  deleted: number;
  /** The keys that were on time until they were deactivated. */
  onTime: number;
  /** What broke a guarantee, in a sentence each. */
  violations: string[];
};

type Options = {
  random: () => number;
  /** `missed` is the share of the weeks without a sweep. */
  odds: Odds & { missed: number };
  /** Called after each sweep. */
  meddle?: () => void;
  weeks?: number;
};

/** Sweeps the account every week, and once more without a fault. */
export async function runYear(account: Account, config: Config, options: Options): Promise<Year> {
  const { random, odds, meddle = () => {}, weeks = 52 } = options;
  const sweepNow = makeSweeper();
  const start = account.clock.now();
  const before = lookBefore(account);
  const judge = judgeOf(account, config);
  // Whatever the configuration says and owners are told: keys are on time by the defaults.
  const onTime = followKeys(account, enforcing(), () => []);
  /** Lost keys that were Inactive after the sweep before: the next one deletes them. */
  let inactive = new Set<string>();
  const stillLost = () => lostKeys(account, (id) => judge.created.has(id)).map(({ key }) => key);
  const lost = () => stillLost().filter(({ AccessKeyId, Status }) => Status === 'Active' || inactive.has(AccessKeyId));
  const found: string[] = [];
  const missed = someOf(weeks, odds.missed, random);
  const year = { missed: missed.size, crashed: 0, faults: 0, created: 0, deactivated: 0, deleted: 0 };
  for (let n = 1; n <= weeks + 1; n++) {
    const lateMinutes = Math.floor(random() * (config.deploy.flexibleMinutes + 1));
    account.clock.set(addMinutes(addDays(start, 7 * (n - 1)), lateMinutes));
    const now = account.clock.now();
    found.push(...onTime.look(), ...lockouts(before, account));
    Object.assign(account, { history: [], published: [] });
    if (missed.has(n)) {
      useKeys(account, now);
      onTime.exclude({ everybody: true, users: new Set() });
      continue;
    }
    judge.begin(1);
    const faulty = randomFaults(account, random, n > weeks ? { fault: 0, crash: 0 } : odds);
    if (account.intercept) account.intercept = judge.around(account.intercept);
    const ending = await sweepNow(account, config, { id: `sweep-${n}` });
    delete account.intercept;
    judge.end([ending]);
    onTime.exclude(affectedByFaults(faulty, account.history));
    const lostNow = lost();
    found.push(...lostWithoutFault(lostNow, account, { faulty, now }));
    if (n > weeks) found.push(...lostNow.map(({ AccessKeyId }) => `G3 ${AccessKeyId} is still lost after a sweep without a fault`));
    inactive = new Set(stillLost().flatMap(({ AccessKeyId, Status }) => (Status === 'Active' ? [] : AccessKeyId)));
    meddle();
    if (n > weeks) continue;
    year.crashed += ending instanceof Crash ? 1 : 0;
    year.faults += faulty.length;
    year.created += countOf('iam:CreateAccessKey', account);
    year.deactivated += countOf('iam:UpdateAccessKey', account);
    year.deleted += countOf('iam:DeleteAccessKey', account);
  }
  found.push(...lockouts(before, account));
  return { ...year, onTime: onTime.count(), violations: [...new Set([...judge.violations, ...found])] };
}

/** The keys that were lost an hour and more before a sweep in which no fault affected their user, nor everybody. */
function lostWithoutFault(
  lost: readonly { AccessKeyId: string; CreateDate: Date }[],
  account: Account,
  { faulty, now }: { faulty: readonly FaultyCall[]; now: Date },
): string[] {
  const { everybody } = affectedByFaults(faulty, account.history);
  const users = new Set(faulty.map(({ call }) => call.UserName));
  return lost
    .filter(
      ({ AccessKeyId, CreateDate }) =>
        !everybody && CreateDate < subHours(now, 1) && !users.has(account.minted.get(AccessKeyId)?.user.UserName),
    )
    .map(({ AccessKeyId }) => `G3 ${AccessKeyId} is lost, although no fault affected its user`);
}

function countOf(operation: string, { history }: Account): number {
  return history.filter((call) => call.operation === operation && (call.ok || call.executed)).length;
}

/** Returns a random share of the weeks. */
function someOf(weeks: number, share: number, random: () => number): Set<number> {
  const all = Array.from({ length: weeks }, (_, n) => ({ week: n + 1, at: random() }));
  const some = all.toSorted((a, b) => a.at - b.at).slice(0, Math.round(weeks * share));
  return new Set(some.map(({ week }) => week));
}
