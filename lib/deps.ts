import type { Config } from '../config/schema.ts';
import type { Clients } from './clients.ts';
import type { Counts } from './counts.ts';
import type { Timing } from './timing.ts';

/** What doing files need from outside, injected so that tests can hold the strings. */
export type Deps = Clients & {
  clock: () => Date;
  sleep: (ms: number) => Promise<void>;
  log: (message: string, fields: Record<string, unknown>) => void;
  /** Takes the figures of the sweep, also of one that failed. */
  observe: (counts: Counts) => void;
  /** Where notices go. */
  topicArn: string;
  schedules: Schedules;
  /** The stage's name, for notices. */
  environment: string;
  /** How many users are worked on at once. */
  concurrency: number;
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
export type Sweep = {
  deps: Deps;
  config: Config;
  /** Unique to this pass; part of the intent marks. */
  id: string;
  /** The moment that decisions are made for; acts ask `deps.clock`. */
  now: Date;
  accountId: string;
  /** The delivery that started it: the same for a repeated one. */
  delivery: string;
  timing: Timing | undefined;
};
