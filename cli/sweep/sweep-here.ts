import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { concurrency, type Deps } from '../../lib/aws/deps.ts';
import type { Failure } from '../../lib/model/plan.ts';
import type { SweepReport } from '../../lib/report/report.ts';
import { type Run, type SweepDeps, sweep } from '../../lib/sweep.ts';
import { SweepError } from '../../lib/sweep-error.ts';
import type { Connection } from '../stage/connection.ts';
import { printError } from '../terminal/print.ts';
import { progressOn } from '../terminal/progress.ts';
import { stopOnInterrupt } from '../terminal/stop-on-interrupt.ts';

/** What a sweep did, what failed, and whether a person stopped it. */
type Ending = { report: SweepReport; failures: readonly Failure[]; isStopped: boolean };

type Deployment = Pick<Deps, 'topicArn' | 'alertsArn' | 'schedules' | 'environment'>;

/**
 * Sweeps in this process with a progress bar. Ctrl-C stops it after the users in hand. Throws if it could not start.
 */
export async function sweepHere(
  { clients, config }: Connection,
  deployment: Deployment,
  request: Pick<Run, 'users' | 'force' | 'keys'>,
): Promise<Ending> {
  const { progress, clear } = progressOn();
  const say = (text: string) => {
    clear();
    printError(text);
  };
  const { stop, release } = stopOnInterrupt({ events: process, now: Date.now, say, exit: process.exit });
  const deps: SweepDeps = {
    ...clients,
    ...deployment,
    clock: () => new Date(),
    sleep: (ms) => sleep(ms),
    nonce: randomUUID,
    log: () => {},
    observe: () => {},
    concurrency,
    progress,
    stop,
  };
  try {
    const report = await sweep(deps, config, { ...request, id: randomUUID(), now: new Date() });
    return { report, failures: [], isStopped: stop.aborted };
  } catch (thrown) {
    if (!(thrown instanceof SweepError)) throw thrown;
    const failures = thrown.errors.map((error: Error) => ({ error }));
    return { report: thrown.report, failures, isStopped: stop.aborted };
  } finally {
    clear();
    release();
  }
}
