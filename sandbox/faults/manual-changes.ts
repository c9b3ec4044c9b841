import type { Account } from '../account/account.ts';
import { changeTags } from '../account/tag-changes.ts';
import type { Key, User } from '../account/user.ts';
import { createAccessKey } from '../services/iam-keys.ts';
import type { MakeChange, ManualChange, ManualChangeName } from './manual-change.ts';
import { changesOfSecrets } from './secrets-by-hand.ts';

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
  ...changesOfSecrets,
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
