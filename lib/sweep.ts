import type { Config } from '../config/schema.ts';
import { type Deps, deploymentOf } from './aws/deps.ts';
import { inParallel } from './aws/in-parallel.ts';
import { timingOf } from './aws/timing.ts';
import { checkSubscribers } from './check-subscribers.ts';
import { planContinuation } from './continue/plan-continuation.ts';
import { scheduleContinuation } from './continue/schedule-continuation.ts';
import { readWatchdog, restartWatchdog } from './continue/watchdog.ts';
import { decideAll } from './decide/decide.ts';
import { limit } from './decide/limit.ts';
import { freezeAt } from './model/freeze.ts';
import type { SweepRequest } from './model/sweep-request.ts';
import { digestsOf } from './notify/digest/digest.ts';
import { noticeContext, publish } from './notify/publish.ts';
import { readAccount } from './read/account.ts';
import { identify } from './read/identify.ts';
import { countRootKeys } from './read/root-keys.ts';
import { metricsOf } from './report/metrics.ts';
import { reportOf, type SweepReport } from './report/report.ts';
import { SweepError } from './sweep-error.ts';
import { sweepUser } from './sweep-user.ts';

/** What starts a sweep. */
export type Run = SweepRequest & {
  now: Date;
  /** Unique to this sweep. */
  id: string;
  /** The event that started it, if Scheduler may deliver that twice; otherwise the id. */
  delivery?: string | undefined;
  /** When the process will be ended, as Lambda does; undefined: no time limit. */
  end?: Date | undefined;
};

/** What a sweep needs from outside the process. */
export type SweepDeps = Deps & {
  /** Called with the metrics of the sweep, also if it failed. */
  observe: (metrics: Record<string, number>) => void;
};

/**
 * Sweeps the account: reads every access key, decides, acts, notifies, reports, and continues later with what is left.
 *
 * Throws before it changes anything if the account is not the configured one, or if this machine's clock is wrong.
 * Throws a SweepError, which carries the report, if anything failed; everything else is done then. If nobody would
 * receive the notices to owners, it changes nothing, as in mode report, and fails. In a freeze it changes no key and no
 * secret, either, reminds owners and does not fail.
 */
export async function sweep(deps: SweepDeps, config: Config, run: Run): Promise<SweepReport> {
  const accountId = await identify(deps, config);
  const { id, now, delivery = id, end } = run;
  const deployment = deploymentOf(deps, accountId);
  const asked = { deps, config, id, now, delivery, timing: timingOf(now, end), deployment };
  const [unheard, account, rootKeys] = await Promise.all([
    checkSubscribers(asked),
    readAccount(asked, run),
    countRootKeys(deps),
  ]);
  const { holders, users, userNames, isWhole } = account;
  // If nobody hears, owners would learn of changes from what stops working, so the sweep only rehearses. In a freeze it
  // also rehearses, and reminds owners of what they were told.
  const isHeard = unheard.length === 0;
  const freeze = isHeard && config.mode === 'enforce' ? freezeAt(now, config) : undefined;
  const mode = isHeard && !freeze ? config.mode : 'report';
  const pass = { ...asked, config: { ...config, mode }, isFrozen: freeze !== undefined, userNames };

  const decided = decideAll(users, config, now);
  const plans = limit(decided.plans, config.limits);
  deps.log('decided', { users: holders.length, plans: plans.length, mode, freeze });

  // Who waits until AWS knows a new key keeps nobody else waiting.
  const userResults = await inParallel(plans, { deps, stage: 'Acting' }, (plan, aside) =>
    sweepUser(plan, { ...pass, deps: { ...deps, sleep: (ms) => aside(() => deps.sleep(ms)) } }),
  );

  const swept = reportOf({ account, rootKeys, decided, userResults, unheard, freeze }, run);
  const continuation = planContinuation(swept, run, noticeContext(pass));
  const report = await scheduleContinuation(swept, continuation, pass);

  // A sweep that only rehearsed because nobody hears is not completed: keys grow old, and the watchdog must say so. A freeze
  // is meant, and owners are told.
  const isCompleted = !run.users && !deps.stop?.aborted && isWhole && isHeard;
  const watchdog = isCompleted ? readWatchdog(pass) : undefined;
  const untold = await publish(digestsOf(report, noticeContext(pass)), pass);
  const unwatched = watchdog && untold.length === 0 ? await restartWatchdog(watchdog, pass) : [];

  const failures = [...report.failures, ...untold, ...unwatched];
  deps.observe(metricsOf({ ...report.counts, failures: failures.length }, report));
  if (failures.length > 0) throw new SweepError(report, failures);
  return report;
}
