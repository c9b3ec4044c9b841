import { createHash } from 'node:crypto';
import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import type { Config } from '../../config/schema.ts';
import { makeClients } from '../../lib/aws/clients.ts';
import { type SweepDeps, sweep } from '../../lib/sweep.ts';
import type { Account } from '../account/account.ts';
import { useKeys } from '../account/applications.ts';
import { schedules, topicArn } from '../account/stack.ts';
import type { Crash } from '../faults/crash.ts';
import type { Fault } from '../faults/fault-schema.ts';
import { faultsOn } from '../faults/faults.ts';
import { requestHandler } from '../serve/handler.ts';
import { recordOf, type SweepRecord } from './sweep-record.ts';

/** How often, how far apart, which dice say how late each sweep starts, and what goes wrong meanwhile. */
export type Timetable = { sweeps: number; everyDays: number; seed: number; faults?: readonly Fault[] };

/**
 * Sweeps the account again and again as its clock moves on. The first sweep starts at the account's own
 * time; the others start up to `deploy.flexibleMinutes` late, as EventBridge Scheduler does.
 */
export async function* runSweeps(
  account: Account,
  config: Config,
  timetable: Timetable,
): AsyncGenerator<SweepRecord> {
  const faults = faultsOn(account, timetable.faults ?? []);
  const first = account.clock.now();
  for (let n = 1; n <= timetable.sweeps; n++) {
    const late = n === 1 ? 0 : lateness(`${timetable.seed}:${n}`, config.deploy.flexibleMinutes);
    const start = addMinutes(first, (n - 1) * timetable.everyDays * 24 * 60 + late);
    account.clock.set(max([start, account.clock.now()]));
    useKeys(account, account.clock.now());
    faults.begin(n);
    yield await sweepOnce(n, account, config);
  }
}

async function sweepOnce(n: number, account: Account, config: Config): Promise<SweepRecord> {
  const now = account.clock.now();
  const before = { calls: account.history.length, notices: account.published.length };
  const result = await orCrash((onCrash) =>
    sweep(sandboxDeps(account, { onCrash }), config, { now, id: `sweep-${n}` }),
  ).catch((thrown: unknown) => thrown);
  return recordOf({
    sweep: n,
    now,
    result,
    calls: account.history.slice(before.calls),
    published: account.published.slice(before.notices),
  });
}

/** What `work` gives, or a Crash as soon as one ends it: its calls are answered never more. */
function orCrash<Result>(work: (onCrash: (crash: Crash) => void) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    work(reject).then(resolve, reject);
  });
}

/** What a sweep needs, with the account's own clock and nothing that waits. */
export function sandboxDeps(
  account: Account,
  { concurrency = 1, onCrash }: { concurrency?: number; onCrash?: (crash: Crash) => void } = {},
): SweepDeps {
  return {
    ...makeClients({
      callsPerSecond: Number.POSITIVE_INFINITY,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the-sweeper-itself' },
      requestHandler: requestHandler(account, onCrash),
    }),
    clock: () => account.clock.now(),
    sleep: async (ms) => account.clock.advance(ms),
    log: () => {},
    observe: () => {},
    topicArn,
    schedules,
    environment: 'sandbox',
    // One user after the other, so that the same account gives the same output to the letter.
    concurrency,
  };
}

/** A number of whole minutes from 0 to `most` that depends on `dice` only. */
function lateness(dice: string, most: number): number {
  return createHash('sha256').update(dice).digest().readUInt32BE() % (most + 1);
}
