import type { Account, Key, Secret, User } from '../account/account.ts';
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
  'tag-user',
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
  'tag-user': (_, { tags }, { tag }) => {
    if (!tag) return false;
    if (tag.Value === undefined) tags.delete(tag.Key.toLowerCase());
    else tags.set(tag.Key.toLowerCase(), { Key: tag.Key, Value: tag.Value });
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

/** Changes the secret that is tagged as the user's. Returns false if there is none, or if `how` refuses. */
function changeSecret(account: Account, { UserId }: User, how: (secret: Secret) => boolean): boolean {
  const owned = [...account.secrets.values()].find(({ tags }) => tags.some(({ Value }) => Value === UserId));
  const secret = owned && secretIfAny(account, owned.Name);
  return secret !== undefined && how(secret);
}
