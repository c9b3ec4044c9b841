/** What may be known of a user's secret without reading any value. */
export type SecretState = {
  name: string;
  /** Undefined if there is no such secret. */
  arn: string | undefined;
  /** Scheduled for deletion: nobody can fetch a value from it. */
  deleted: boolean;
  /** Why the sweeper must not write to it; undefined if it may. */
  refusal: string | undefined;
  /** The version ids ever stored that can still be listed, with their stages; none: deprecated. */
  versions: ReadonlyMap<string, readonly string[]>;
};

/** Begins the id of every version that holds a key of ours; makes a repeated put a no-op. */
const versionPrefix = 'access-key-sweeper-';

/** The id of the version that holds a key, also the put's ClientRequestToken (32–64 characters). */
export function versionIdOf(AccessKeyId: string): string {
  return `${versionPrefix}${AccessKeyId}`;
}

/** The stages of the version that holds a key; undefined if it was never stored. */
export function stagesOf(secret: SecretState, AccessKeyId: string): readonly string[] | undefined {
  return secret.versions.get(versionIdOf(AccessKeyId));
}

/** The id of the version that is AWSCURRENT, ours or not. */
export function currentVersionOf(secret: SecretState): string | undefined {
  return [...secret.versions].find(([, stages]) => stages.includes('AWSCURRENT'))?.[0];
}

/** The secret's name: IAM user names may contain `,`, secret names may not, so it is written as `/`. */
export function secretNameOf(prefix: string, UserName: string): string {
  return prefix + UserName.replaceAll(',', '/');
}
