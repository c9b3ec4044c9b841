import { secretNameOf } from '../../../lib/model/secret-state.ts';
import type { Account, Secret, User } from '../../../sandbox/account/account.ts';
import { keyIdIn } from '../../../sandbox/account/ids.ts';

/** A key in one version of a secret. */
type StoredKey = { id: string; secret: Secret; stages: ReadonlySet<string> };

/**
 * Returns each version that holds the real secret of a key, with that key's id: of one user's secret, or of all.
 * In a large account it would take hours to look through all secrets at each call.
 */
export function storedKeys({ secrets, minted }: Account, UserName?: string): StoredKey[] {
  const own = UserName === undefined ? undefined : secrets.get(secretNameOf('iam-access-keys/', UserName));
  const all = UserName === undefined ? [...secrets.values()] : own ? [own] : [];
  return all.flatMap((secret) =>
    [...secret.versions.values()].flatMap(({ SecretString, stages }) => {
      const id = keyIdIn(SecretString);
      const value = minted.get(id)?.key.SecretAccessKey;
      return value && SecretString.includes(JSON.stringify(value)) ? [{ id, secret, stages }] : [];
    }),
  );
}

/** Returns the ids of the keys in the user's own secret that will stay there, because their version has a label. */
export function storedIds(account: Account, { UserName, UserId }: User): Set<string> {
  const stored = storedKeys(account, UserName).filter(
    ({ secret, stages }) => stages.size > 0 && !secret.DeletedDate && secret.tags.some(({ Value }) => Value === UserId),
  );
  return new Set(stored.map(({ id }) => id));
}

/** Returns the ids of the keys that can be fetched as AWSCURRENT or AWSPREVIOUS. */
export function fetchableIds(account: Account, UserName?: string): string[] {
  return storedKeys(account, UserName)
    .filter(({ secret, stages }) => !secret.DeletedDate && (stages.has('AWSCURRENT') || stages.has('AWSPREVIOUS')))
    .map(({ id }) => id);
}
