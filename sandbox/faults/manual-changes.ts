import type { Account, Key, Secret, User } from '../account/account.ts';
import { createAccessKey } from '../services/iam-keys.ts';
import { removeOutdated } from '../services/outdated.ts';
import { secretIfAny } from '../services/secrets-manager.ts';
import { moveStage } from '../services/staging-labels.ts';

/** What a person does by hand, in the console or with a script of their own, while a sweep runs or between two. */
export type Deed = {
  byHand: DeedName;
  /** Which key; without it the oldest that it can be done to. */
  AccessKeyId?: string | undefined;
  /** Which tag; without a value it is removed. */
  tag?: { Key: string; Value?: string | undefined } | undefined;
};

type DeedName = (typeof deedNames)[number];

export const deedNames = [
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

/** Does it to the user, if it can be done, and writes it into the account's history. */
export function doByHand(account: Account, user: User, deed: Deed): void {
  const done = deeds[deed.byHand](account, user, deed);
  if (done === false) return;
  account.history.push({
    at: account.clock.now(),
    operation: `person:${deed.byHand}`,
    UserName: user.UserName,
    ...(typeof done === 'string' && { AccessKeyId: done }),
    ok: true,
  });
}

/** Each gives false if there was nothing to do it to, or the key that it was done to. */
const deeds: Record<DeedName, (account: Account, user: User, deed: Deed) => string | boolean> = {
  'create-key': (account, { UserName, keys }) => {
    if (keys.length >= account.settings.keysPerUser) return false;
    const { AccessKeyId } = createAccessKey(account, { UserName }).AccessKey;
    // Whoever made it has its secret.
    for (const key of keys) if (key.AccessKeyId === AccessKeyId) delete key.isMinted;
    return AccessKeyId;
  },
  'deactivate-key': (_, user, deed) => setStatus(user, deed, 'Active', 'Inactive'),
  'reactivate-key': (_, user, deed) => setStatus(user, deed, 'Inactive', 'Active'),
  'delete-key': (account, user, deed) => {
    const key = keyFor(user, deed);
    return key ? remove(account, user, key) : false;
  },
  'delete-secret': (account, user) =>
    change(account, user, (secret) => {
      if (secret.DeletedDate) return false;
      secret.DeletedDate = account.clock.now();
      return true;
    }),
  'restore-secret': (account, user) =>
    change(account, user, (secret) => secret.DeletedDate !== undefined && delete secret.DeletedDate),
  'roll-back-secret': (account, user) =>
    change(account, user, (secret) => {
      const previous = [...secret.versions.values()].find(({ stages }) => stages.has('AWSPREVIOUS'));
      if (secret.DeletedDate || !previous) return false;
      moveStage(secret, 'AWSCURRENT', previous.VersionId);
      return true;
    }),
  'write-secret': (account, user) =>
    change(account, user, (secret) => {
      if (secret.DeletedDate) return false;
      const VersionId = `by-hand-${String(account.history.length).padStart(30, '0')}`;
      const stages = new Set<string>();
      secret.versions.set(VersionId, {
        VersionId,
        SecretString: '{}',
        stages,
        CreatedDate: account.clock.now(),
      });
      moveStage(secret, 'AWSCURRENT', VersionId);
      removeOutdated(account, secret);
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

function keyFor({ keys }: User, { AccessKeyId }: Deed, Status?: string): Key | undefined {
  return keys.find((key) =>
    AccessKeyId ? key.AccessKeyId === AccessKeyId : !Status || key.Status === Status,
  );
}

function setStatus(user: User, deed: Deed, from: string, to: string): string | false {
  const key = keyFor(user, deed, from);
  if (!key) return false;
  key.Status = to;
  return key.AccessKeyId;
}

function remove({ clock }: Account, user: User, key: Key): string {
  key.listedUntil = clock.now();
  user.keys = user.keys.filter((other) => other !== key);
  return key.AccessKeyId;
}

/** Changes the user's secret, if there is one that can be changed so. */
function change(account: Account, { UserId }: User, how: (secret: Secret) => boolean): boolean {
  const owned = [...account.secrets.values()].find(({ tags }) => tags.some(({ Value }) => Value === UserId));
  const secret = owned && secretIfAny(account, owned.Name);
  return secret !== undefined && how(secret);
}
