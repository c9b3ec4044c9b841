import { AsyncLocalStorage } from 'node:async_hooks';
import type { Config } from '../../../config/schema.ts';
import { type Clients, makeClients } from '../../../lib/aws/clients.ts';
import type { SweepReport } from '../../../lib/report/report.ts';
import { type Run, type SweepDeps, sweep } from '../../../lib/sweep.ts';
import { SweepError } from '../../../lib/sweep-error.ts';
import { type Account, createAccount } from '../../../sandbox/account/account.ts';
import { nonceOf } from '../../../sandbox/account/ids.ts';
import { alertsArn, schedules, topicArn } from '../../../sandbox/account/stack.ts';
import { useKeys } from '../../../sandbox/run/applications.ts';
import { retryOnClock } from '../../../sandbox/run/retry-on-clock.ts';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import type { Turns } from './turns.ts';

/** How a sweep ended: its report, or the error that it threw, which may be a Crash. */
export type Ending = SweepReport | Error;

/** Returns the report of a sweep, also of one that failed; undefined if it broke off. */
export function reportIn(ending: Ending | undefined): SweepReport | undefined {
  if (ending instanceof SweepError) return ending.report;
  return ending instanceof Error ? undefined : ending;
}

/**
 * Each call waits for its turn, and is announced by `onCall` right before it is served. `world` is the account as its
 * applications see it, if that is not the one that is swept.
 */
type More = { turns?: Turns | undefined; onCall?: () => void; world?: Account };

/** Lets the account's applications use their keys, then sweeps it as it is now. */
export type Sweeper = (account: Account, config: Config, run: Pick<Run, 'id' | 'users'> & Partial<SweepDeps> & More) => Promise<Ending>;

type Handler = { handle: (request: unknown) => Promise<Answer> };

/** An HTTP answer on its way to the SDK. */
export type Answer = { response: { statusCode: number; body: Buffer } };

/**
 * Returns a sweeper that sweeps one account after the other, never two at once, with the same clients: to make them
 * takes longer than a small sweep. After a crash no call of that sweep gets an answer. `onTheWay` may change answers,
 * and `rewire` may replace clients.
 */
export function makeSweeper(onTheWay = (answer: Answer) => answer, rewire = (clients: Clients) => clients): Sweeper {
  let account = createAccount(new Date(0));
  // Each sweep has its own, so that what is left of one that crashed never reaches the account through the next one's.
  const wire = new AsyncLocalStorage<Handler>();
  const clients = clientsFor(
    async (request) => onTheWay(await (wire.getStore() as Handler).handle(request)),
    (ms) => account.clock.advance(ms),
  );
  return async (next, config, { id, users, turns, onCall, world = next, ...more }) => {
    account = next;
    const now = account.clock.now();
    useKeys(world, now);
    const deps = { ...rewire(clients), ...surroundings(account), ...more };
    return new Promise((resolve) => {
      const { handle, ...rest } = handlerOf(account, resolve);
      const own: Handler = {
        ...rest,
        handle: async (request) => {
          await turns?.take();
          onCall?.();
          return handle(request).finally(turns?.served);
        },
      };
      wire.run(own, () => sweep(deps, config, { now, id, users })).then(resolve, resolve);
    });
  };
}

function clientsFor(handle: Handler['handle'], wait: (ms: number) => void): Clients {
  const handler = { ...handlerOf(createAccount(new Date(0)), () => {}), handle };
  const clients = makeClients({
    callsPerSecond: Number.POSITIVE_INFINITY,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the-sweeper-itself' },
    requestHandler: handler as unknown as ReturnType<typeof requestHandler>,
  });
  return lean(retryOnClock(clients, wait));
}

function handlerOf(account: Account, onCrash: (crash: Error) => void): Handler {
  return requestHandler(account, onCrash) as unknown as Handler;
}

function surroundings(account: Account): Omit<SweepDeps, keyof Clients> {
  const { clock } = account;
  return {
    nonce: () => nonceOf(account),
    clock: () => clock.now(),
    sleep: async (ms) => clock.advance(ms),
    log: () => {},
    observe: () => {},
    topicArn,
    alertsArn,
    schedules,
    environment: 'sandbox',
    concurrency: 1,
  };
}

/**
 * Leaves out what takes a quarter of a call's time and the sandbox ignores: the signatures of the sweeper's own role,
 * and the user agent.
 */
function lean(clients: Clients): Clients {
  const { iam, iamWrite, iamCreate, scheduler, secrets, sns, sts } = clients;
  for (const { config, middlewareStack } of [iam, iamWrite, iamCreate, scheduler, secrets, sns, sts]) {
    config.signer = async () => ({ sign: async (request) => request });
    middlewareStack.remove('getUserAgentMiddleware');
  }
  return clients;
}
