import { createHash } from 'node:crypto';
import { addMinutes } from 'date-fns/addMinutes';
import { max } from 'date-fns/max';
import type { Config } from '../../config/schema.ts';
import { makeClients } from '../../lib/aws/clients.ts';
import { type SweepDeps, sweep } from '../../lib/sweep.ts';
import type { Account } from '../account/account.ts';
import { nonceOf } from '../account/ids.ts';
import { alertsArn, schedules, topicArn } from '../account/stack.ts';
import type { Fault } from '../faults/fault-schema.ts';
import type { Crash } from '../faults/inject-faults.ts';
import { injectFaults } from '../faults/inject-faults.ts';
import { requestHandler } from '../serve/handler.ts';
import { useKeys } from './applications.ts';
import { paceOnClock } from './pace-on-clock.ts';
import { retryOnClock } from './retry-on-clock.ts';
import { recordOf, type SweepRecord } from './sweep-record.ts';

/** How many sweeps run, how many days apart. `seed` decides how late each one starts; `faults` happen to its calls. */
export type Timetable = { sweeps: number; everyDays: number; seed: number; faults?: readonly Fault[] };

/**
 * Sweeps the account again and again and moves its clock from sweep to sweep. Yields a record of each sweep, also if it
 * fails. The first sweep starts at the account's time, the others up to `deploy.flexibleMinutes` late, as with
 * EventBridge Scheduler.
 */
export async function* runSweeps(
  account: Account,
  config: Config,
  timetable: Timetable,
): AsyncGenerator<SweepRecord> {
  const { begin } = injectFaults(account, timetable.faults ?? []);
  const first = account.clock.now();
  for (let n = 1; n <= timetable.sweeps; n++) {
    const late = n === 1 ? 0 : lateness(`${timetable.seed}:${n}`, config.deploy.flexibleMinutes);
    const start = addMinutes(first, (n - 1) * timetable.everyDays * 24 * 60 + late);
    account.clock.set(max([start, account.clock.now()]));
    useKeys(account, account.clock.now());
    begin(n);
    yield await sweepOnce(n, account, config);
  }
}

async function sweepOnce(n: number, account: Account, config: Config): Promise<SweepRecord> {
  const now = account.clock.now();
  const { callsPerSecond } = config.limits;
  const before = { calls: account.history.length, notices: account.published.length };
  const result = await orCrash((onCrash) =>
    sweep(sandboxDeps(account, { callsPerSecond, onCrash }), config, { now, id: `sweep-${n}` }),
  ).catch((thrown: unknown) => thrown);
  return recordOf({
    sweep: n,
    now,
    result,
    calls: account.history.slice(before.calls),
    published: account.published.slice(before.notices),
  });
}

/** Settles as `work` does, but rejects with a Crash as soon as one happens: `work` itself then waits for ever. */
function orCrash<Result>(work: (onCrash: (crash: Crash) => void) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    work(reject).then(resolve, reject);
  });
}

type Surroundings = {
  concurrency?: number;
  /** Without it, IAM is called as fast as the clock allows. */
  callsPerSecond?: number;
  onCrash?: (crash: Crash) => void;
};

/**
 * Returns the dependencies of a sweep of this account. The account's clock is the only one, and sleeping only moves it,
 * also between two tries of a call.
 */
export function sandboxDeps(
  account: Account,
  { concurrency = 1, callsPerSecond, onCrash }: Surroundings = {},
): SweepDeps {
  const clients = makeClients({
    callsPerSecond: Number.POSITIVE_INFINITY,
    region: 'us-east-1',
    // An id that no key of an account file has: those of AWS's documentation are in many.
    credentials: { accessKeyId: 'ASIASANDBOXSWEEPER00', secretAccessKey: 'the-sweeper-itself' },
    requestHandler: requestHandler(account, onCrash),
  });
  if (callsPerSecond !== undefined) paceOnClock(clients, callsPerSecond, account.clock);
  return {
    ...retryOnClock(clients, (ms) => account.clock.advance(ms)),
    clock: () => account.clock.now(),
    sleep: async (ms) => account.clock.advance(ms),
    nonce: () => nonceOf(account),
    log: () => {},
    observe: () => {},
    topicArn,
    alertsArn,
    schedules,
    environment: 'sandbox',
    // One user after the other, so that the same account always gives exactly the same output.
    concurrency,
  };
}

/** Returns whole minutes from 0 to `most`, always the same for the same `dice`. */
function lateness(dice: string, most: number): number {
  return createHash('sha256').update(dice).digest().readUInt32BE() % (most + 1);
}
