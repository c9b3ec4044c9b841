import type { SecretState } from './secret-state.ts';
import type { UserTags } from './user-tags.ts';

/** An IAM access key as ListAccessKeys returns it, with the SDK's optional fields required. */
export type AccessKey = {
  UserName: string;
  AccessKeyId: string;
  /** `Active` or `Inactive`; AWS has other values too, such as `Expired`. */
  Status: string;
  CreateDate: Date;
};

/** An IAM user with its access keys: AWS allows two, but users with more exist. */
export type KeyHolder = {
  UserName: string;
  UserId: string;
  Path: string;
  keys: readonly AccessKey[];
};

/** A user as ListUsers returns it. */
export type ListedUser = Pick<KeyHolder, 'UserName' | 'Path'>;

/** When, by which service and in which Region a key was last used. */
export type LastUse = { at: Date; service: string; region: string };

/** What a sweep reads only about users that are due or forced. */
export type Evidence = {
  tags: UserTags;
  /** By AccessKeyId; null if the key was never used. */
  lastUse: ReadonlyMap<string, LastUse | null>;
  secret: SecretState;
};

/** A key holder with everything that was read about it. */
export type User = KeyHolder & {
  /** Undefined if nothing more was read: the user was neither due nor forced. */
  evidence: Evidence | undefined;
  /** True if a person asked to replace a key of this user now. */
  forced: boolean;
  /** If forced: the ids of the keys to replace; undefined: the newest Active one. */
  forcedKeys?: readonly string[] | undefined;
};
