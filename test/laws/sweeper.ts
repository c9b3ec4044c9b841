import type { Config } from '../../config/schema.ts';
import { type Clients, makeClients } from '../../lib/aws/clients.ts';
import type { SweepReport } from '../../lib/report/report.ts';
import { type Run, type SweepDeps, sweep } from '../../lib/sweep.ts';
import { SweepError } from '../../lib/sweep-error.ts';
import { type Account, createAccount } from '../../sandbox/account/account.ts';
import { schedules, topicArn } from '../../sandbox/account/stack.ts';
import { useKeys } from '../../sandbox/run/applications.ts';
import { requestHandler } from '../../sandbox/serve/handler.ts';
import type { Gate } from './gate.ts';
import { quickRetries } from './quick-retries.ts';

/** What a sweep ended with: its report, or whatever was thrown, a Crash too. */
export type Ending = SweepReport | Error;

/** What a sweep reports, also if it failed in the end; undefined if it broke off. */
export function reportIn(ending: Ending | undefined): SweepReport | undefined {
  if (ending instanceof SweepError) return ending.report;
  return ending instanceof Error ? undefined : ending;
}

/** Sweeps an account as it is now, after its applications have used their keys. */
export type Sweeper = (
  account: Account,
  config: Config,
  run: Pick<Run, 'id' | 'users'> & Partial<SweepDeps> & { turn?: Gate['pass'] },
) => Promise<Ending>;

type Handler = { handle: (request: unknown) => Promise<Answer> };

/** An HTTP answer on its way to the SDK. */
export type Answer = { response: { statusCode: number; body: Buffer } };

/**
 * Sweeps one account after the other, never two at once, with the same clients: making them takes longer than
 * a small sweep. Of a sweep that crashes, nothing more is ever answered. `onTheWay` may spoil answers,
 * and `rewire` exchange clients.
 */
export function makeSweeper(
  onTheWay = (answer: Answer) => answer,
  rewire = (clients: Clients) => clients,
): Sweeper {
  let account = createAccount(new Date(0));
  let wire = handlerOf(account, () => {});
  const clients = clientsFor(
    async (request) => onTheWay(await wire.handle(request)),
    (ms) => account.clock.advance(ms),
  );
  return async (next, config, { id, users, turn, ...more }) => {
    account = next;
    const now = account.clock.now();
    useKeys(account, now);
    const deps = { ...rewire(clients), ...surroundings(account), ...more };
    return new Promise((resolve) => {
      const { handle, ...rest } = handlerOf(account, resolve);
      wire = {
        ...rest,
        handle: async (request) => {
          await turn?.();
          return handle(request);
        },
      };
      sweep(deps, config, { now, id, users }).then(resolve, resolve);
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
  return unsigned(quickRetries(clients, wait));
}

function handlerOf(account: Account, onCrash: (crash: Error) => void): Handler {
  return requestHandler(account, onCrash) as unknown as Handler;
}

function surroundings({ clock }: Account): Omit<SweepDeps, keyof Clients> {
  return {
    clock: () => clock.now(),
    sleep: async (ms) => clock.advance(ms),
    log: () => {},
    observe: () => {},
    topicArn,
    schedules,
    environment: 'sandbox',
    concurrency: 1,
  };
}

/** Spares the sweeper's own role the signing, a fifth of what a call takes; the sandbox takes it at its word. */
function unsigned(clients: Clients): Clients {
  const { iam, iamWrite, iamCreate, scheduler, secrets, sns, sts } = clients;
  for (const { config } of [iam, iamWrite, iamCreate, scheduler, secrets, sns, sts]) {
    config.signer = async () => ({ sign: async (request) => request });
  }
  return clients;
}
