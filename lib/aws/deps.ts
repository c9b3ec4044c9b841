import type { Config } from '../../config/schema.ts';
import type { Clients } from './clients.ts';
import type { Timing } from './timing.ts';

/** How many users are worked on at once; `limits.callsPerSecond` sets the pace of each operation's calls. */
export const concurrency = 20;

/** What reading needs from outside the process. Reading sends only Get, List and Describe calls. */
export type Reader = Pick<Clients, 'iam' | 'secrets'> & {
  clock: () => Date;
  /** How many users are worked on at once. */
  concurrency: number;
  /** Called after each user with the name of the stage, how many users are done, and of how many. */
  progress?: (stage: string, done: number, of: number) => void;
  /** Once aborted, no further user is started, as if the time had run out. */
  stop?: AbortSignal;
};

/** One deployment of the sweeper. Several may be in an account, but only one looks after a user. */
export type Deployment = { accountId: string; region: string; stage: string };

/** One reading of an account; it changes nothing. */
export type Look = {
  deps: Reader;
  config: Config;
  /** The moment for which decisions are made; acts ask `deps.clock`. */
  now: Date;
  /** Undefined: no time limit. */
  timing: Timing | undefined;
  deployment: Deployment;
  /** The name of every user of the account, by UserId. */
  userNames: ReadonlyMap<string, string>;
};

/** Everything outside the process, injected so that tests can replace it. */
export type Deps = Clients &
  Reader & {
    sleep: (ms: number) => Promise<void>;
    /** Returns a text that nobody can guess. */
    nonce: () => string;
    log: (message: string, fields: Record<string, unknown>) => void;
    /** The topic for notices. */
    topicArn: string;
    /** The topic for alerts: what is wrong with the sweeper itself. */
    alertsArn: string;
    schedules: Schedules;
    /** The name of the stage. */
    environment: string;
  };

/** The schedule group in EventBridge Scheduler, and what the sweep uses in it. */
type Schedules = {
  group: string;
  /** The daily schedule that reports that no sweep ran. */
  watchdog: string;
  /** The function that continues a sweep, and the role by which Scheduler may invoke it. */
  functionArn: string;
  roleArn: string;
  /** The queue for events that Scheduler cannot deliver. */
  queueArn: string;
};

/** One sweep of one account, as everything that acts sees it. */
export type Sweep = Look & {
  deps: Deps;
  /** Unique to this sweep; part of its intent marks. */
  id: string;
  /** The event that started it: the same if Scheduler delivers the event twice. */
  delivery: string;
  /** True if the sweep only reminds owners, because of a freeze; the mode of `config` is `report` then. */
  isFrozen?: boolean;
};

/** Returns which deployment these dependencies are of. */
export function deploymentOf(
  { environment, schedules }: Pick<Deps, 'environment' | 'schedules'>,
  accountId: string,
): Deployment {
  const [, , , region = ''] = schedules.functionArn.split(':');
  return { accountId, region, stage: environment };
}
