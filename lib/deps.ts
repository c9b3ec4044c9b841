import type { Config } from '../config/schema.ts';
import type { Clients } from './clients.ts';
import type { Counts } from './counts.ts';

/** What doing files need from outside, injected so that tests can hold the strings. */
export type Deps = Clients & {
  clock: () => Date;
  sleep: (ms: number) => Promise<void>;
  log: (message: string, fields: Record<string, unknown>) => void;
  /** Takes the figures of the sweep, also of one that failed. */
  observe: (counts: Counts) => void;
  /** Where notices go. */
  topicArn: string;
  /** The stage's name, for notices. */
  environment: string;
  /** How many users are worked on at once. */
  concurrency: number;
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
};
