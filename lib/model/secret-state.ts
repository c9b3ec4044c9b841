/** A version of a secret; without stages it is deprecated. */
export type SecretVersion = { stages: readonly string[]; createdAt: Date };

/**
 * Whose secret a sweep found. Only a secret that the user's pointer names is `pointed`, and only its versions are evidence:
 * the pointer is a tag that only the sweeper may write, while anybody with rights in Secrets Manager can make a secret.
 * - `none`: there is none; the next creation makes it.
 * - `unfinished`: a creation that broke off made it, and its intent mark proves that; the next sweep writes the pointer.
 * - `new`: it carries the user's id and no pointer names it, but it is so young that another sweep may be about to.
 * - `lost`: it carries the user's id, but no pointer names it; or the pointer names a secret that does not carry it.
 * - `foreign`: it stands under the user's name and does not carry the user's id.
 * - `elsewhere`: the pointer names a secret of another deployment.
 */
export type Claim = 'pointed' | 'none' | 'unfinished' | 'new' | 'lost' | 'foreign' | 'elsewhere';

/** What a sweep reads about a user's secret; never its value. */
export type SecretState = {
  /** The name that the secret has, or is going to have. */
  name: string;
  /** Undefined if there is no secret of this deployment. */
  arn: string | undefined;
  claim: Claim;
  /** True if it is scheduled for deletion, so that nobody can fetch its value. */
  deleted: boolean;
  /** Why the sweeper must not write to it; undefined if it may. */
  refusal: string | undefined;
  /** The command by which a person changes that. */
  remedy?: string | undefined;
  /** Every version that Secrets Manager still lists, by its id; empty unless the secret is `pointed`. */
  versions: ReadonlyMap<string, SecretVersion>;
};

/** Returns the state of a secret that does not exist. */
export function noSecret(name: string): SecretState {
  return { name, arn: undefined, claim: 'none', deleted: false, refusal: undefined, versions: new Map() };
}

/**
 * The start of the id of every version that a sweep stored. The id depends on the key only, so that a repeated put
 * changes nothing.
 */
const versionPrefix = 'access-key-sweeper-';

/** Returns the id of the version that holds a key; it is the ClientRequestToken of the put (32–64 characters). */
export function versionIdOf(AccessKeyId: string): string {
  return `${versionPrefix}${AccessKeyId}`;
}

/** Returns the id of the key that a version holds; undefined if no sweep stored the version. */
export function keyIdOf(versionId: string): string | undefined {
  return versionId.startsWith(versionPrefix) ? versionId.slice(versionPrefix.length) : undefined;
}

/** Returns the id of the version that is AWSCURRENT, whoever stored it; undefined if there is none. */
export function currentVersionOf({ versions }: Pick<SecretState, 'versions'>): string | undefined {
  return [...versions].find(([, { stages }]) => stages.includes('AWSCURRENT'))?.[0];
}

/** Returns the name of a user's secret. A `,` becomes `/`: secret names cannot contain it, and user names contain no `/`. */
export function secretNameOf(prefix: string, UserName: string): string {
  return prefix + UserName.replaceAll(',', '/');
}
