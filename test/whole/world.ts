import { addMinutes } from 'date-fns/addMinutes';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import type { SweepReport } from '../../lib/report/report.ts';
import { type Run, type SweepDeps, sweep } from '../../lib/sweep.ts';
import { SweepError } from '../../lib/sweep-error.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { useKeys } from '../../sandbox/run/applications.ts';
import { sandboxDeps } from '../../sandbox/run/run-sweeps.ts';

/** A Tuesday, when the default schedule sweeps. */
export const start = new Date('2026-03-03T06:00:00Z');

type User = Record<string, unknown> & { UserName: string };

/** An account and the means to sweep it, week after week, with the real SDK. */
export type World = {
  account: Account;
  deps: SweepDeps;
  /** Sweeps now; gives the report and the error if something failed. */
  sweep(run?: Partial<Run>): Promise<{ report: SweepReport; error?: Error }>;
  /** Lets days pass while applications go on using their keys. */
  pass(days: number, lateMinutes?: number): void;
  /** Decisions of the latest sweep as `user rule outcome`. */
  decided(): string[];
};

export function world(
  users: readonly User[],
  {
    config = {},
    secrets = [],
    concurrency = 10,
  }: { config?: object; secrets?: unknown[]; concurrency?: number } = {},
): World {
  const account = accountOf(parseAccount({ now: start.toISOString(), users, secrets }, 'the test', start));
  const enforce = { mode: 'enforce', deploy: { alarmEmail: 'none' } };
  const settings = parseConfig(merge(merge(defaults(), enforce), config), 'the test');
  const deps = sandboxDeps(account, { concurrency });
  let latest: SweepReport | undefined;
  let sweeps = 0;
  return {
    account,
    deps,
    async sweep(run = {}) {
      sweeps += 1;
      useKeys(account, account.clock.now());
      const result = await sweep(deps, settings, {
        now: account.clock.now(),
        id: `sweep-${sweeps}`,
        ...run,
      }).catch((thrown: unknown) => thrown);
      if (result instanceof SweepError) {
        latest = result.report;
        return { report: result.report, error: result };
      }
      if (result instanceof Error) throw result;
      latest = result as SweepReport;
      return { report: latest };
    },
    pass(days, lateMinutes = 0) {
      const from = account.clock.now();
      account.clock.set(addMinutes(from, days * 24 * 60 + lateMinutes));
    },
    decided: () =>
      latest?.userResults
        .flatMap(({ results }) => results)
        .map(({ decision, outcome }) => `${decision.key.UserName} ${decision.rule} ${outcome}`) ?? [],
  };
}

/** One user with one Active key that is in use. */
export function userOfAge(UserName: string, ageDays: number, more: Partial<User> = {}): User {
  return { UserName, AccessKeys: [{ Status: 'Active', ageDays }], uses: 'newest', ...more };
}

/** Operations that changed something, as `iam:UpdateAccessKey`; not that each sweep puts off the watchdog. */
export function writes(account: Account): string[] {
  return account.history
    .map(({ operation }) => operation)
    .filter((name) => !/:(List|Get|Describe|Simulate)/.test(name) && name !== 'scheduler:UpdateSchedule');
}
