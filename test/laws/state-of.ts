import type { Account, User } from '../../sandbox/account/account.ts';
import { secretsToFile } from '../../sandbox/account/account-to-file.ts';

/** What an account has come to, comparable with the same account after other sweeps. */
export type State = { users: object[]; secrets: object[] };

/**
 * The account's state, time apart: keys by their order (a lost one has used up an id) and status, tags with every
 * moment written as such, secrets with the stages of each key's version.
 */
export function stateOf(account: Account): State {
  const users = [...account.users.values()];
  const names = new Map(
    users.flatMap(({ UserName, keys }) =>
      keys.map(({ AccessKeyId }, n) => [AccessKeyId, `${UserName}'s key ${n + 1}`] as const),
    ),
  );
  const rename = (text: string) =>
    text
      .replaceAll(/[A-Z0-9]{20}/g, (id) => names.get(id) ?? id)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');
  return {
    users: users.map((user) => ({
      UserName: user.UserName,
      keys: user.keys.map(({ AccessKeyId, Status }) => [rename(AccessKeyId), Status]),
      tags: [...user.tags.values()]
        .filter(({ Key }) => !isLeftover(Key, user, account))
        .map(({ Key, Value }) => `${rename(Key)}=${rename(Value)}`)
        .toSorted(),
    })),
    secrets: secretsToFile(account).map(({ Name, versions }) => ({
      Name,
      // Without a stage it is deprecated, which is the same as gone.
      versions: versions
        .filter(({ stages }) => stages.length > 0)
        .map(({ AccessKeyId, stages }) => [rename(AccessKeyId), stages.toSorted()]),
    })),
  };
}

/**
 * Whether it is a mark about a key that a sweep deleted, or of a user without keys. A crash between DeleteAccessKey
 * and UntagUser leaves it until the user is next due: nothing reads it till then, and to look for it would take a
 * call for every fresh user.
 */
function isLeftover(tag: string, { keys }: User, { minted }: Account): boolean {
  const id = /^access-key-sweeper:(?:inactive|told)-since:(\w+)$/.exec(tag)?.[1] ?? '';
  const isOurs = tag.startsWith('access-key-sweeper:');
  return isOurs && (keys.length === 0 || minted.get(id)?.key.listedUntil !== undefined);
}
