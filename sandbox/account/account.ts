import { type Clock, createClock } from './clock.ts';
import { accountId, deployedSchedules } from './stack.ts';

export type Key = {
  AccessKeyId: string;
  SecretAccessKey: string;
  Status: string;
  CreateDate: Date;
  /** Made by CreateAccessKey, so that only who was given its answer, or reads the secret, has it. */
  isMinted?: true;
  lastUse?: { at: Date; service: string; region: string };
  /** From when it authenticates, and from when lists show it. */
  worksFrom: Date;
  listedFrom: Date;
  /** Deleted; lists may go on showing it until then. */
  listedUntil?: Date;
};

export type User = {
  UserName: string;
  UserId: string;
  Path: string;
  CreateDate: Date;
  /** By key in lower case, because IAM compares them so. */
  tags: Map<string, { Key: string; Value: string }>;
  keys: Key[];
  /** Keys that are deleted, but that lists may go on showing. */
  deleted?: Key[];
  uses?: 'newest' | 'oldest' | 'none';
  /** The key the user's application goes on using. */
  inUse?: string;
};

type Version = { VersionId: string; SecretString: string; stages: Set<string>; CreatedDate: Date };

export type Secret = {
  Name: string;
  ARN: string;
  Description?: string;
  tags: { Key: string; Value: string }[];
  versions: Map<string, Version>;
  DeletedDate?: Date;
  RotationEnabled?: boolean;
  OwningService?: string;
};

/** A call as it was served. */
export type Call = {
  at: Date;
  operation: string;
  /** Whom it was about: named, or whose key, secret, notice or signature it was. */
  UserName?: string;
  AccessKeyId?: string;
  Status?: string;
  SecretId?: string;
  VersionStage?: string;
  VersionId?: string;
  RemoveFromVersionId?: string;
  ok: boolean;
  code?: string;
  /** Its answer was lost, but it was done. */
  executed?: true;
};

type Published = {
  TopicArn: string;
  Subject?: string;
  Message: string;
  MessageStructure?: string;
  attributes: Record<string, string>;
};

export type Subscription = {
  TopicArn: string;
  Protocol: string;
  Endpoint: string;
  /** What its ARN ends with. */
  id: string;
  isConfirmed: boolean;
};

export type Settings = {
  /** How long a new key does not authenticate. */
  propagationSeconds: number;
  /** How long lists do not show a change to keys. */
  listLagSeconds: number;
  /** The most that a page holds, whatever was asked for. */
  pageSize: number;
  /** IAM's quota; more lets keys be made in a race, as its eventual enforcement does. */
  keysPerUser: number;
  /** How many versions of a secret are kept; beyond it, the oldest without a label are removed. */
  versionsPerSecret: number;
  /** How far the clock moves with every call. */
  callMs: number;
  /** How many access keys the root user has. */
  rootKeys: number;
  /** Above it IAM throttles. */
  iamCallsPerSecond: number;
};

/** Everything an account is made of. Plain state; the services change it. */
export type Account = {
  accountId: string;
  clock: Clock;
  settings: Settings;
  users: Map<string, User>;
  /** The users of the latest listing in order, kept for its later pages. */
  listing?: { PathPrefix: string; users: readonly User[] };
  /** Every key by its id, deleted ones too: they were once minted, so they are refused, not unknown. */
  minted: Map<string, { key: Key; user: User }>;
  secrets: Map<string, Secret>;
  published: Published[];
  subscriptions: Subscription[];
  /** By group/name, as they were last sent, and since when there are such. */
  schedules: Map<string, object>;
  history: Call[];
  /** Hook around every call: may throw instead of, or after, having it served. Faults come here. */
  intercept?: (call: Call, serve: () => unknown) => unknown;
  /** How many calls IAM would take at once, at that moment. */
  bucket?: { calls: number; at: Date };
  /** Counts ids, so that the same account always gives the same ones. */
  counter: number;
  /** Ids that must not be given again: those of the file that the account came from. */
  taken: Set<string>;
};

export function createAccount(now: Date, settings: Partial<Settings> = {}): Account {
  return {
    accountId,
    clock: createClock(now),
    settings: {
      propagationSeconds: 8,
      listLagSeconds: 0,
      pageSize: 1000,
      keysPerUser: 2,
      versionsPerSecret: 100,
      callMs: 60,
      rootKeys: 0,
      iamCallsPerSecond: Number.POSITIVE_INFINITY,
      ...settings,
    },
    users: new Map(),
    minted: new Map(),
    secrets: new Map(),
    published: [],
    subscriptions: [],
    schedules: new Map(deployedSchedules(now)),
    history: [],
    counter: 0,
    taken: new Set(),
  };
}
