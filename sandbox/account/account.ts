import type { Call } from './call.ts';
import { type Clock, createClock } from './clock.ts';
import type { Invocation, LogEvent } from './function-log.ts';
import type { KmsKey } from './kms-keys.ts';
import type { Mail } from './mails.ts';
import { deployedQueues, type Queue } from './queues.ts';
import type { Secret } from './secret.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { accountId, deployedSchedules } from './stack.ts';
import { awsUrl } from './stack-outputs.ts';
import { plainSubscribers, type Subscription } from './subscriptions.ts';
import type { Key, User } from './user.ts';

type Published = {
  TopicArn: string;
  Subject?: string;
  Message: string;
  MessageStructure?: string;
  attributes: Record<string, string>;
};

/** The whole state of an account. It has no behaviour: services, manual changes and applications change it. */
export type Account = {
  accountId: string;
  /** The region of its secrets; IAM has none. */
  region: string;
  clock: Clock;
  /** When the stack was created. */
  deployedAt: Date;
  /** Where SDKs find its queues; that of AWS unless it is served. */
  url: string;
  settings: Settings;
  users: Map<string, User>;
  /** The users of the latest ListUsers, in order, kept for its later pages. */
  listing?: { PathPrefix: string; users: readonly User[] };
  /** Every key that ever existed, by its id. Deleted keys are in it, because they must not authenticate. */
  minted: Map<string, { key: Key; user: User }>;
  secrets: Map<string, Secret>;
  /** By id: those that cannot be used, or not by everybody. */
  kmsKeys: Map<string, KmsKey>;
  published: Published[];
  subscriptions: Subscription[];
  /** What SNS sent to those who are to confirm a subscription. */
  mails: Mail[];
  /** By group/name: the last input of CreateSchedule or UpdateSchedule, with its CreationDate and LastModificationDate. */
  schedules: Map<string, object>;
  queues: Map<string, Queue>;
  /** ARNs of policies that somebody attached, by `group` or `role` and its name. */
  attachments: Map<string, Set<string>>;
  /** Service control policies that somebody made, by id. */
  controlPolicies: Map<string, { Name: string; Content: string; targets: Set<string> }>;
  history: Call[];
  /** What the function logged, the oldest first. */
  logEvents: LogEvent[];
  /** Runs the function with an event. Never rejects. Without it, nobody can invoke the function. */
  runFunction?: (event: unknown) => Promise<Invocation>;
  /** Called for every call instead of `serve`, which executes it. May throw before or after that; faults use it. */
  intercept?: (call: Call, serve: () => unknown) => unknown;
  /** By operation, how many calls IAM would accept at the moment `at`. */
  buckets: Map<string, { calls: number; at: Date }>;
  /** Counts the ids given, so that the same calls always give the same ids. */
  counter: number;
  /** Ids of the account file, which new users and keys must not get. */
  taken: Set<string>;
};

/** Returns an account to which the stack was just deployed: no users, no secrets, two schedules, one subscriber. */
export function createAccount(now: Date, settings: Partial<Settings> = {}): Account {
  return {
    accountId,
    region: 'us-east-1',
    clock: createClock(now),
    deployedAt: now,
    url: awsUrl,
    settings: { ...defaultSettings, ...settings },
    users: new Map(),
    minted: new Map(),
    secrets: new Map(),
    kmsKeys: new Map(),
    published: [],
    subscriptions: plainSubscribers(1),
    mails: [],
    schedules: new Map(deployedSchedules(now)),
    queues: deployedQueues(),
    // Those to which docs/operate.md attaches policies.
    attachments: new Map([
      ['group key-users', new Set()],
      ['role Administrator', new Set()],
    ]),
    controlPolicies: new Map(),
    logEvents: [],
    history: [],
    buckets: new Map(),
    counter: 0,
    taken: new Set(),
  };
}
