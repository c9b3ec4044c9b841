import type { SecretState } from './secret-state.ts';
import type { UserTags } from './user-tags.ts';

/** An IAM access key as ListAccessKeys gives it, with the SDK's optional fields required. */
export type AccessKey = {
  UserName: string;
  AccessKeyId: string;
  /** `Active` or `Inactive`; AWS has other words too, such as `Expired`. */
  Status: string;
  CreateDate: Date;
};

/** An IAM user with its keys: AWS allows two, more have been seen. */
export type KeyHolder = {
  UserName: string;
  UserId: string;
  Path: string;
  keys: readonly AccessKey[];
};

/** Which users a sweep is about, if not all, and whether a person wants their newest keys replaced at once. */
export type Asked = {
  users?: readonly string[] | undefined;
  force?: boolean | undefined;
  /** Only those made before then: a continuation must not replace what came of the run that it goes on with. */
  madeBefore?: Date | undefined;
};

/** What could not be done for one user (or, without `UserName`, for the sweep as a whole), and why. */
export type Failure = { UserName?: string; error: Error };

/** All key holders of the account at one moment, and those that could not be read. */
export type Inventory = {
  holders: readonly KeyHolder[];
  failures: readonly Failure[];
  /** Users that were not looked at in time. */
  unreached: readonly string[];
  /** Whether every user was listed. */
  isWhole: boolean;
  /** Names asked for that no user has. */
  missing: readonly string[];
  /** How many access keys the root user has; undefined if AWS would not say. */
  rootKeys: number | undefined;
};

/** When, by which service and where a key was last used. */
export type LastUse = { at: Date; service: string; region: string };

/** What is read only for due holders. */
export type Evidence = {
  tags: UserTags;
  /** By AccessKeyId; null: never used. */
  lastUse: ReadonlyMap<string, LastUse | null>;
  secret: SecretState;
};

/** A key holder with all that is known about it; evidence only if it is due. */
export type Case = {
  holder: KeyHolder;
  evidence: Evidence | undefined;
  /** Named by a person in a run that rotates at once. */
  forced: boolean;
  /** Rotated at once only if its newest key was made before then. */
  madeBefore?: Date | undefined;
};

export type Action = 'keep' | 'flag' | 'finish' | 'mark' | 'create' | 'deactivate' | 'delete';

export type Outcome = 'none' | 'done' | 'rehearsed' | 'deferred' | 'held' | 'failed';

/** What is wanted for one key, with the rule that says so and the reason in words. */
export type Decision = {
  key: AccessKey;
  /** Whole 24-hour periods since `CreateDate`. */
  age: number;
  rule: RuleName;
  action: Action;
  reason: string;
  /** The age from which its user's thresholds have the act done. */
  dueFrom?: number;
  /** Set when this sweep must not act on it: another sweep is at it, or a limit was reached. */
  postponed?: 'deferred' | 'held';
};

/** What came of a decision. */
export type Result = {
  decision: Decision;
  outcome: Outcome;
  /** Why it was deferred or failed, or what else a person should know. */
  note?: string;
  error?: Error;
  /** The key that was created in place of the decision's key. */
  createdId?: string;
};

/** What came of all that was decided for one user, and what went wrong meanwhile. */
export type Carried = {
  plan: Plan;
  results: readonly Result[];
  failures: readonly Failure[];
  /** The time was over: nothing was done and nobody told. */
  isUnreached?: true;
};

/** Everything decided for one user, in one place for whoever carries it out. */
export type Plan = Case & {
  decisions: readonly Decision[];
  /** Exempt, or another sweep is at work on it: nothing of the user is touched, its marks neither. */
  leftAlone: boolean;
};

export type RuleName =
  | 'exempt'
  | 'in-flight'
  | 'unfinished'
  | 'orphan'
  | 'unknown-status'
  | 'inactive-current'
  | 'inactive-unmarked'
  | 'inactive-past-delete'
  | 'inactive-waiting'
  | 'two-in-use'
  | 'in-the-way-done'
  | 'in-the-way'
  | 'superseded-in-use'
  | 'superseded-done'
  | 'superseded-waiting'
  | 'unused'
  | 'no-slot'
  | 'late'
  | 'create'
  | 'fresh';
