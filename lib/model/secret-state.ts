/** A version of a secret; without stages it is deprecated. */
export type SecretVersion = { stages: readonly string[]; createdAt: Date };

/** What a sweep reads about a user's secret; never its value. */
export type SecretState = {
  name: string;
  /** Undefined if the secret does not exist. */
  arn: string | undefined;
  /** True if it is scheduled for deletion, so that nobody can fetch its value. */
  deleted: boolean;
  /** Why the sweeper must not write to it; undefined if it may. */
  refusal: string | undefined;
  /** The command by which a person changes that. */
  remedy?: string | undefined;
  /** Every version that Secrets Manager still lists, by its id. */
  versions: ReadonlyMap<string, SecretVersion>;
};

/** The start of the id of every version that a sweep stored. The id depends on the key only, so that a repeated put changes nothing. */
const versionPrefix = 'access-key-sweeper-';

/** Returns the id of the version that holds a key; it is the ClientRequestToken of the put (32–64 characters). */
export function versionIdOf(AccessKeyId: string): string {
  return `${versionPrefix}${AccessKeyId}`;
}

/** Returns the id of the key that a version holds; undefined if no sweep stored the version. */
export function keyIdOf(versionId: string): string | undefined {
  return versionId.startsWith(versionPrefix) ? versionId.slice(versionPrefix.length) : undefined;
}

/** Returns the stages of the version that holds a key; undefined if the key was never stored. */
export function stagesOf(secret: SecretState, AccessKeyId: string): readonly string[] | undefined {
  return secret.versions.get(versionIdOf(AccessKeyId))?.stages;
}

/** Returns the id of the version that is AWSCURRENT, whoever stored it; undefined if there is none. */
export function currentVersionOf(secret: SecretState): string | undefined {
  return [...secret.versions].find(([, { stages }]) => stages.includes('AWSCURRENT'))?.[0];
}

/** Returns the name of a user's secret. A `,` becomes `/`: secret names cannot contain it, and user names contain no `/`. */
export function secretNameOf(prefix: string, UserName: string): string {
  return prefix + UserName.replaceAll(',', '/');
}
