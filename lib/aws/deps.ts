import type { Config } from '../../config/schema.ts';
import type { Counts } from '../report/counts.ts';
import type { Clients } from './clients.ts';
import type { Timing } from './timing.ts';

/** What reading needs from outside: no client in it can change a key. */
export type Reader = Pick<Clients, 'iam' | 'secrets'> & {
  clock: () => Date;
  /** How many users are worked on at once. */
  concurrency: number;
  /** Is told of every user that a stage of the work is done with. */
  progress?: (stage: string, done: number, of: number) => void;
  /** Once aborted, no other user is begun with, as if the time were over. */
  stop?: AbortSignal;
};

/** A look at an account: it changes nothing. */
export type Look = {
  deps: Reader;
  config: Config;
  /** The moment that decisions are made for; acts ask `deps.clock`. */
  now: Date;
  timing: Timing | undefined;
};

/** What doing files need from outside, injected so that tests can hold the strings. */
export type Deps = Clients &
  Reader & {
    sleep: (ms: number) => Promise<void>;
    log: (message: string, fields: Record<string, unknown>) => void;
    /** Takes the figures of the sweep, also of one that failed. */
    observe: (counts: Counts) => void;
    /** Where notices go. */
    topicArn: string;
    schedules: Schedules;
    /** The stage's name, for notices. */
    environment: string;
  };

/** What the sweep does through EventBridge Scheduler, all in one group. */
type Schedules = {
  group: string;
  /** The daily schedule that tells of missing sweeps. */
  watchdog: string;
  /** The function that continues a sweep, and the role by which Scheduler may invoke it. */
  functionArn: string;
  roleArn: string;
  /** The queue for what Scheduler cannot deliver. */
  queueArn: string;
};

/** One pass over one account, as everything that acts sees it. */
export type Sweep = Look & {
  deps: Deps;
  /** Unique to this pass; part of the intent marks. */
  id: string;
  accountId: string;
  /** The delivery that started it: the same for a repeated one. */
  delivery: string;
};
