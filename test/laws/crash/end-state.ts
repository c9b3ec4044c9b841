import type { Account } from '../../../sandbox/account/account.ts';
import { secretsToFile } from '../../../sandbox/account/account-to-file.ts';
import type { Tag } from '../../../sandbox/account/tags.ts';
import type { User } from '../../../sandbox/account/user.ts';

/** An account's users and secrets in a form that can be compared with the same account after other sweeps. */
export type EndState = { users: object[]; secrets: object[] };

/**
 * Returns the account's state without times and ids: keys by their order (a lost key has used up an id) and status,
 * tags with every moment as `then`, secrets with the labels of each key's version.
 */
export function endStateOf(account: Account): EndState {
  const users = [...account.users.values()];
  const names = new Map(
    users.flatMap(({ UserName, keys }) => keys.map(({ AccessKeyId }, n) => [AccessKeyId, `${UserName}'s key ${n + 1}`] as const)),
  );
  const rename = (text: string) =>
    text
      .replaceAll(/[A-Z0-9]{20}/g, (id) => names.get(id) ?? id)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then')
      .replaceAll(/:creating:[\w-]+/g, ':creating:some sweep')
      // A secret that is created later has another suffix.
      .replaceAll(/(:secret:\S+)-\w{6}\b/g, '$1-suffix');
  return {
    users: users.map((user) => ({
      UserName: user.UserName,
      keys: user.keys.map(({ AccessKeyId, Status }) => [rename(AccessKeyId), Status]),
      tags: [...user.tags.values()]
        .filter((tag) => !isLeftover(tag, user, account))
        .map(({ Key, Value }) => `${rename(Key)}=${rename(Value)}`)
        .toSorted(),
    })),
    secrets: secretsToFile(account).map(({ Name, versions }) => ({
      Name,
      // A version without a label is deprecated: AWS may remove it at any time.
      versions: versions
        .filter(({ stages }) => stages.length > 0)
        .map(({ AccessKeyId, stages }) => [rename(AccessKeyId), stages.toSorted()]),
    })),
  };
}

/**
 * True for a mark about a key that a sweep deleted, and for any mark of a user without keys. A crash between
 * DeleteAccessKey and UntagUser leaves it until the user is next due. Nothing reads it until then, and to look for it
 * would take a call for each user that is not due.
 */
function isLeftover({ Key, Value }: Tag, { keys }: User, { minted }: Account): boolean {
  const id = /^access-key-sweeper:(?:inactive|told)-since:(\w+)$/.exec(Key)?.[1] ?? / made (\w+)$/.exec(Value)?.[1];
  // The pointer stays with the user.
  const isMark = Key.startsWith('access-key-sweeper:') && Key !== 'access-key-sweeper:secret:arn';
  return isMark && (keys.length === 0 || minted.get(id ?? '')?.key.listedUntil !== undefined);
}
