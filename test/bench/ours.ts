import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addSeconds } from 'date-fns/addSeconds';
import { parseConfig } from '../../config/parse-config.ts';
import { makeClients } from '../../lib/aws/clients.ts';
import { type SweepDeps, sweep } from '../../lib/sweep.ts';
import { SweepError } from '../../lib/sweep-error.ts';
import { alertsArn, schedules, stage, topicArn } from '../../sandbox/account/stack.ts';
import { measure } from './measure.ts';

// A process of its own, bundled as the function is: one sweep, which has as long as Lambda gives it.

/** How this program is told what to do. `callsPerSecond` is null without a limit. */
export type OursAsked = { config: unknown; concurrency: number; callsPerSecond: number | null };

const asked = JSON.parse(process.argv[2] ?? '') as OursAsked;
const config = parseConfig(asked.config, 'the benchmark');
const clients = makeClients({ callsPerSecond: asked.callsPerSecond ?? Number.POSITIVE_INFINITY });

await measure(async (lookAtHeap) => {
  const deps: SweepDeps = {
    ...clients,
    clock: () => new Date(),
    sleep: (ms) => sleep(ms),
    nonce: randomUUID,
    // All users, keys and decisions are in memory then.
    log: (message) => message === 'decided' && lookAtHeap(),
    observe: () => {},
    ...{ topicArn, alertsArn, schedules, environment: stage, concurrency: asked.concurrency },
  };
  const now = new Date();
  const report = await sweep(deps, config, { now, id: randomUUID(), end: addSeconds(now, 900) }).catch((thrown: unknown) => {
    if (!(thrown instanceof SweepError)) throw thrown;
    process.stderr.write(`${thrown.message}\n`);
    return thrown.report;
  });
  lookAtHeap();
  return report.unreached.length;
});
