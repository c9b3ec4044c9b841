/** How this account behaves where AWS is slow, partial or eventually consistent. Tests change it at any time. */
export type Settings = {
  /** Seconds until a new key authenticates. */
  propagationSeconds: number;
  /** Seconds until lists of keys show a creation or a deletion. */
  listLagSeconds: number;
  /** Seconds until readers see a change of a user's tags. */
  tagLagSeconds: number;
  /** Hours until readers see a use of a key. */
  lastUseLagHours: number;
  /** The most items on a page, also if a call asks for more. */
  pageSize: number;
  /** IAM's quota of keys per user. IAM enforces it eventually, so a race can create one more: set 3 to allow that. */
  keysPerUser: number;
  /** The most versions of a secret. Above it, the oldest versions without a label are removed. */
  versionsPerSecret: number;
  /** Milliseconds that every call moves the clock. */
  callMs: number;
  /** How many access keys the root user has. */
  rootKeys: number;
  /** The rate of one operation above which IAM throttles it. */
  iamCallsPerSecond: number;
};

/** An account in which nothing goes wrong. About 100 versions of a secret: Secrets Manager User Guide, "Quotas". */
export const defaultSettings: Readonly<Settings> = {
  propagationSeconds: 8,
  listLagSeconds: 0,
  tagLagSeconds: 0,
  lastUseLagHours: 0,
  pageSize: 1000,
  keysPerUser: 2,
  versionsPerSecret: 100,
  callMs: 60,
  rootKeys: 0,
  iamCallsPerSecond: Number.POSITIVE_INFINITY,
};
