import type { Account } from '../account/account.ts';
import type { SecretInFile } from '../account/account-schema.ts';
import type { Secret } from '../account/secret.ts';
import { addSecret } from '../account/secret-in-file.ts';
import { changeTags } from '../account/tag-changes.ts';
import type { Key, User } from '../account/user.ts';
import { createAccessKey } from '../services/iam-keys.ts';
import { secretIfAny } from '../services/secrets-manager.ts';
import { moveStage, removeDeprecated } from '../services/staging-labels.ts';

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

type ManualChangeName = (typeof manualChangeNames)[number];

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

/** Makes the change to the user and adds it to the account's history. Does nothing if it is impossible. */
export function changeByHand(account: Account, user: User, change: ManualChange): void {
  const done = changes[change.byHand](account, user, change);
  if (done === false) return;
  account.history.push({
    at: account.clock.now(),
    operation: `person:${change.byHand}`,
    UserName: user.UserName,
    UserId: user.UserId,
    ...(typeof done === 'string' && { AccessKeyId: done }),
    ok: true,
  });
}

/** Returns false if the change is impossible, otherwise the id of the changed key, or true if no key changed. */
type MakeChange = (account: Account, user: User, change: ManualChange) => string | boolean;

const changes: Record<ManualChangeName, MakeChange> = {
  'create-key': (account, { UserName, keys }) => {
    if (keys.length >= account.settings.keysPerUser) return false;
    const { AccessKeyId } = createAccessKey(account, { UserName }).AccessKey;
    // A person made it, and so has its secret.
    for (const key of keys) if (key.AccessKeyId === AccessKeyId) delete key.isMinted;
    return AccessKeyId;
  },
  'deactivate-key': (_, user, change) => setStatus(user, change, 'Active', 'Inactive'),
  'reactivate-key': (_, user, change) => setStatus(user, change, 'Inactive', 'Active'),
  'delete-key': (account, user, change) => {
    const key = keyFor(user, change);
    return key ? remove(account, user, key) : false;
  },
  'delete-secret': (account, user) =>
    changeSecret(account, user, (secret) => {
      if (secret.DeletedDate) return false;
      secret.DeletedDate = account.clock.now();
      return true;
    }),
  'restore-secret': (account, user) =>
    changeSecret(account, user, (secret) => secret.DeletedDate !== undefined && delete secret.DeletedDate),
  'roll-back-secret': (account, user) =>
    changeSecret(account, user, (secret) => {
      const previous = [...secret.versions.values()].find(({ stages }) => stages.has('AWSPREVIOUS'));
      if (secret.DeletedDate || !previous) return false;
      moveStage(secret, 'AWSCURRENT', previous.VersionId);
      return true;
    }),
  'write-secret': (account, user) =>
    changeSecret(account, user, (secret) => {
      if (secret.DeletedDate) return false;
      const VersionId = `by-hand-${String(account.history.length).padStart(30, '0')}`;
      const CreatedDate = account.clock.now();
      secret.versions.set(VersionId, { VersionId, SecretString: '{}', stages: new Set(), CreatedDate });
      moveStage(secret, 'AWSCURRENT', VersionId);
      removeDeprecated(account, secret);
      return true;
    }),
  // As with DeleteSecret without a recovery window, the old one is gone at once.
  'make-secret': (account, { UserName, UserId }, { secret = { versions: [] } }) => {
    const Name = `iam-access-keys/${UserName.replaceAll(',', '/')}`;
    const Tags = { 'access-key-sweeper:user-id': UserId };
    const CreatedDate = account.clock.now().toISOString();
    account.secrets.delete(Name);
    addSecret({ Tags, CreatedDate, ...secret, Name }, account);
    return true;
  },
  'forge-version': (
    account,
    user,
    { AccessKeyId = user.keys.at(-1)?.AccessKeyId ?? 'AKIAFORGED0000EXAMPLE' },
  ) =>
    changeSecret(account, user, (secret) => {
      const VersionId = `access-key-sweeper-${AccessKeyId}`;
      if (secret.DeletedDate || secret.versions.has(VersionId)) return false;
      const CreatedDate = account.clock.now();
      secret.versions.set(VersionId, { VersionId, SecretString: '{}', stages: new Set(), CreatedDate });
      moveStage(secret, 'AWSCURRENT', VersionId);
      return true;
    }),
  'tag-user': (account, user, { tag }) => {
    if (!tag) return false;
    const { Key, Value } = tag;
    changeTags(account, user, (tags) => {
      if (Value === undefined) tags.delete(Key.toLowerCase());
      else tags.set(Key.toLowerCase(), { Key, Value });
    });
    return true;
  },
  // As Terraform does with tags that it does not know.
  'strip-tags': (account, user) => {
    const ours = [...user.tags.keys()].filter((key) => key.startsWith('access-key-sweeper:'));
    changeTags(account, user, (tags) => {
      for (const key of ours) tags.delete(key);
    });
    return ours.length > 0;
  },
  'rename-user': (account, user, { UserName }) => {
    if (!UserName || account.users.has(UserName)) return false;
    account.users.delete(user.UserName);
    user.UserName = UserName;
    account.users.set(UserName, user);
    return true;
  },
  'move-user': (_, user, { Path }) => {
    if (!Path || user.Path === Path) return false;
    user.Path = Path;
    return true;
  },
  'delete-user': (account, user) => {
    for (const key of user.keys) remove(account, user, key);
    return account.users.delete(user.UserName);
  },
};

function keyFor({ keys }: User, { AccessKeyId }: ManualChange, Status?: string): Key | undefined {
  return keys.find((key) =>
    AccessKeyId ? key.AccessKeyId === AccessKeyId : !Status || key.Status === Status,
  );
}

function setStatus(user: User, change: ManualChange, from: string, to: string): string | false {
  const key = keyFor(user, change, from);
  if (!key) return false;
  key.Status = to;
  return key.AccessKeyId;
}

function remove({ clock }: Account, user: User, key: Key): string {
  key.listedUntil = clock.now();
  user.keys = user.keys.filter((other) => other !== key);
  return key.AccessKeyId;
}

/**
 * Changes the secret that the user's tag names or, without one, that is tagged as the user's. Returns false if there is none,
 * or if `how` refuses.
 */
function changeSecret(account: Account, { UserId, tags }: User, how: (secret: Secret) => boolean): boolean {
  const [arn] = tags.get('access-key-sweeper:secret:arn')?.Value.split(' ') ?? [];
  const all = [...account.secrets.values()];
  const owned =
    all.find(({ ARN }) => ARN === arn) ?? all.find((one) => one.tags.some(({ Value }) => Value === UserId));
  const secret = owned && secretIfAny(account, owned.Name);
  return secret !== undefined && how(secret);
}
