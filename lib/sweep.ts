import type { Config } from '../config/schema.ts';
import { identify } from './account.ts';
import { enforce, rehearse } from './carry-out.ts';
import { decide } from './decide.ts';
import type { Deps } from './deps.ts';
import { gatherEvidence } from './evidence.ts';
import { inParallel } from './in-parallel.ts';
import { takeInventory } from './inventory.ts';
import { limit } from './limit.ts';
import { digestsOf } from './notices/digest.ts';
import { publish } from './publish.ts';
import { reportOf, type SweepReport } from './report.ts';
import { SweepError } from './sweep-error.ts';

/** What starts a sweep: when, under which id, and which users if not all. */
export type Run = {
  now: Date;
  id: string;
  users?: readonly string[] | undefined;
  force?: boolean | undefined;
};

/**
 * Looks at every key of the account, decides, acts and tells; the whole product in one function.
 *
 * Throws before it has touched anything if the account is not the configured one, and a SweepError, which
 * carries the report, when all is done that could be done and something failed.
 */
export async function sweep(deps: Deps, config: Config, run: Run): Promise<SweepReport> {
  const pass = { deps, config, id: run.id, now: run.now, accountId: await identify(deps, config) };

  const inventory = await takeInventory(deps, run.users);
  const evidence = await gatherEvidence(inventory.holders, pass, run.force ? (run.users ?? []) : []);
  const decided = evidence.cases.map((subject) => decide(subject, config, run.now));
  const plans = limit(decided, config.limits);

  deps.log('decided', { users: inventory.holders.length, plans: plans.length, mode: config.mode });

  const carryOut = config.mode === 'enforce' ? enforce : rehearse;
  const carried = await inParallel(plans, deps.concurrency, (plan) => carryOut(plan, pass));

  const report = reportOf(run.now, inventory, evidence.failures, carried);
  const untold = await publish(digestsOf(report, pass), pass);
  const failures = [...report.failures, ...untold];
  deps.observe({ ...report.counts, failures: failures.length });
  if (failures.length > 0) throw new SweepError(report, failures);
  return report;
}
