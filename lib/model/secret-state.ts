/** A version of a secret; without stages it is deprecated. */
export type SecretVersion = { stages: readonly string[]; createdAt: Date };

/** What may be known of a user's secret without reading any value. */
export type SecretState = {
  name: string;
  /** Undefined if there is no such secret. */
  arn: string | undefined;
  /** Scheduled for deletion: nobody can fetch a value from it. */
  deleted: boolean;
  /** Why the sweeper must not write to it; undefined if it may. */
  refusal: string | undefined;
  /** The command by which a person settles that. */
  remedy?: string | undefined;
  /** The versions ever stored that can still be listed, by their id. */
  versions: ReadonlyMap<string, SecretVersion>;
};

/** Begins the id of every version that holds a key of ours; makes a repeated put a no-op. */
const versionPrefix = 'access-key-sweeper-';

/** The id of the version that holds a key, also the put's ClientRequestToken (32–64 characters). */
export function versionIdOf(AccessKeyId: string): string {
  return `${versionPrefix}${AccessKeyId}`;
}

/** The key that a version holds; undefined if the sweeper did not store it. */
export function keyIdOf(versionId: string): string | undefined {
  return versionId.startsWith(versionPrefix) ? versionId.slice(versionPrefix.length) : undefined;
}

/** The stages of the version that holds a key; undefined if it was never stored. */
export function stagesOf(secret: SecretState, AccessKeyId: string): readonly string[] | undefined {
  return secret.versions.get(versionIdOf(AccessKeyId))?.stages;
}

/** The id of the version that is AWSCURRENT, ours or not. */
export function currentVersionOf(secret: SecretState): string | undefined {
  return [...secret.versions].find(([, { stages }]) => stages.includes('AWSCURRENT'))?.[0];
}

/** The secret's name: IAM user names may contain `,`, secret names may not, so it is written as `/`. */
export function secretNameOf(prefix: string, UserName: string): string {
  return prefix + UserName.replaceAll(',', '/');
}
