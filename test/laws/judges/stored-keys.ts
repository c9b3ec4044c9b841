import type { Account } from '../../../sandbox/account/account.ts';
import { keyIdIn } from '../../../sandbox/account/ids.ts';
import { type Secret, secretWithArn } from '../../../sandbox/account/secret.ts';
import type { User } from '../../../sandbox/account/user.ts';
import { pointedArn } from './tags.ts';

/** A key in one version of a secret. */
type StoredKey = { id: string; secret: Secret; stages: ReadonlySet<string> };

/** Returns each version that holds the real secret of a key, with that key's id: of one user's secret, or of all. */
export function storedKeys(account: Account, user?: User): StoredKey[] {
  const { secrets, minted } = account;
  return (user ? ownSecrets(account, user) : [...secrets.values()]).flatMap((secret) =>
    [...secret.versions.values()].flatMap(({ SecretString, stages }) => {
      const id = keyIdIn(SecretString);
      const value = minted.get(id)?.key.SecretAccessKey;
      return value && SecretString.includes(JSON.stringify(value)) ? [{ id, secret, stages }] : [];
    }),
  );
}

/**
 * Returns the secret that the user's pointer names or, if somebody removed the pointer, every secret with the user's id. In a
 * large account it would take hours to look at the versions of all secrets at each call.
 */
function ownSecrets({ secrets }: Account, user: User): Secret[] {
  const arn = pointedArn(user);
  const pointed = arn ? secretWithArn(secrets, arn) : undefined;
  return arn ? (pointed ? [pointed] : []) : [...secrets.values()].filter((secret) => isTaggedFor(user, secret));
}

/** True if the secret carries the user's id. */
function isTaggedFor({ UserId }: Pick<User, 'UserId'>, { tags }: Secret): boolean {
  return tags.some(({ Key, Value }) => Key === 'access-key-sweeper:user-id' && Value === UserId);
}

/** Returns the ids of the keys in the user's own secret that will stay there, because their version has a label. */
export function storedIds(account: Account, user: User): Set<string> {
  const stored = storedKeys(account, user).filter(
    ({ secret, stages }) => stages.size > 0 && !secret.DeletedDate && isTaggedFor(user, secret),
  );
  return new Set(stored.map(({ id }) => id));
}

/** Returns the ids of the keys that can be fetched as AWSCURRENT or AWSPREVIOUS. */
export function fetchableIds(account: Account, user?: User): string[] {
  return storedKeys(account, user)
    .filter(({ secret, stages }) => !secret.DeletedDate && (stages.has('AWSCURRENT') || stages.has('AWSPREVIOUS')))
    .map(({ id }) => id);
}
