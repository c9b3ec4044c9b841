import type { Account } from '../account/account.ts';
import type { SecretInFile } from '../account/account-schema.ts';
import type { User } from '../account/user.ts';

/** A change that a person makes in the console or with a script, during a sweep or between two. */
export type ManualChange = {
  byHand: ManualChangeName;
  /** Without it, the oldest key that can be changed. */
  AccessKeyId?: string | undefined;
  /** The tag to set; without a `Value`, to remove. */
  tag?: { Key: string; Value?: string | undefined } | undefined;
  /** The user's new name or path. */
  UserName?: string | undefined;
  Path?: string | undefined;
  /** The secret to make under the user's name; without it, one with the tag of the user and no version. */
  secret?: Omit<SecretInFile, 'Name'> | undefined;
};

export type ManualChangeName = (typeof manualChangeNames)[number];

/** The changes that a fault file can name. */
export const manualChangeNames = [
  'create-key',
  'deactivate-key',
  'reactivate-key',
  'delete-key',
  'delete-secret',
  'restore-secret',
  'roll-back-secret',
  'write-secret',
  'make-secret',
  'forge-version',
  'tag-user',
  'strip-tags',
  'rename-user',
  'move-user',
  'delete-user',
] as const;

/** Returns false if the change is impossible, otherwise the id of the changed key, or true if no key changed. */
export type MakeChange = (account: Account, user: User, change: ManualChange) => string | boolean;
