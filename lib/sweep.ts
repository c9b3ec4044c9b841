import type { Config } from '../config/schema.ts';
import type { Deps } from './aws/deps.ts';
import { inParallel } from './aws/in-parallel.ts';
import { timingOf } from './aws/timing.ts';
import { goOn } from './continue/continuation.ts';
import { restartWatchdog } from './continue/watchdog.ts';
import { decide } from './decide/decide.ts';
import { limit } from './decide/limit.ts';
import type { Asked } from './model/types.ts';
import { digestsOf } from './notify/digest/digest.ts';
import { publish } from './notify/publish.ts';
import { identify } from './read/account.ts';
import { gatherEvidence } from './read/evidence.ts';
import { takeInventory } from './read/inventory.ts';
import { reportOf, type SweepReport } from './report/report.ts';
import { SweepError } from './sweep-error.ts';
import { carryOut } from './sweep-user.ts';

/** What starts a sweep: when, under which id, until when, and which users if not all. */
export type Run = Asked & {
  now: Date;
  id: string;
  /** What it was started by, if that may be delivered twice; else its id. */
  delivery?: string | undefined;
  /** When it is ended from outside. */
  end?: Date | undefined;
};

/**
 * Looks at every key of the account, decides, acts and tells; the whole product in one function.
 *
 * Throws before it has touched anything if the account is not the configured one, and a SweepError, which
 * carries the report, when all is done that could be done and something failed.
 */
export async function sweep(deps: Deps, config: Config, run: Run): Promise<SweepReport> {
  const accountId = await identify(deps, config);
  const { id, now, delivery = id, end } = run;
  const pass = { deps, config, id, now, accountId, delivery, timing: timingOf(now, end) };

  const inventory = await takeInventory(pass, run.users);
  const evidence = await gatherEvidence(inventory.holders, pass, run);
  const decided = evidence.cases.map((subject) => decide(subject, config, now));
  const plans = limit(decided, config.limits);

  deps.log('decided', { users: inventory.holders.length, plans: plans.length, mode: config.mode });

  const carried = await inParallel(plans, { deps, stage: 'Acting' }, (plan) => carryOut(plan, pass));

  const report = await goOn(reportOf({ inventory, evidence, carried }, run, config), run, pass);
  const untold = await publish(digestsOf(report, pass), pass);
  const isCompleted = !run.users && !deps.stop?.aborted && inventory.isWhole && untold.length === 0;
  const unwatched = isCompleted ? await restartWatchdog(pass) : [];
  const failures = [...report.failures, ...untold, ...unwatched];
  deps.observe({ ...report.counts, failures: failures.length });
  if (failures.length > 0) throw new SweepError(report, failures);
  return report;
}
