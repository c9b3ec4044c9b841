import {
  DescribeSecretCommand,
  type DescribeSecretResponse,
  paginateListSecretVersionIds,
} from '@aws-sdk/client-secrets-manager';
import type { Look, Reader } from './deps.ts';
import { isCode } from './errors.ts';
import { required } from './required.ts';
import { type SecretState, type SecretVersion, secretNameOf } from './secret-state.ts';
import type { KeyHolder } from './types.ts';
import { tagKeys } from './user-tags.ts';

/** Reads what may be known of a user's secret without its values; always by exact name, never by filter. */
export async function readSecret(
  holder: Pick<KeyHolder, 'UserName' | 'UserId'>,
  { deps, config }: Pick<Look, 'deps' | 'config'>,
): Promise<SecretState> {
  const name = secretNameOf(config.secrets.prefix, holder.UserName);
  try {
    const secret = await deps.secrets.send(new DescribeSecretCommand({ SecretId: name }));
    return {
      name,
      arn: secret.ARN,
      deleted: secret.DeletedDate !== undefined,
      refusal: refusalOf(secret, holder.UserId),
      versions: await readVersions(name, deps),
    };
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceNotFound')) throw thrown;
    return { name, arn: undefined, deleted: false, refusal: undefined, versions: new Map() };
  }
}

/** Every version that can be listed, deprecated ones too: DescribeSecret shows only those with a stage. */
async function readVersions(SecretId: string, { secrets }: Reader): Promise<SecretState['versions']> {
  const versions = new Map<string, SecretVersion>();
  const pages = paginateListSecretVersionIds({ client: secrets }, { SecretId, IncludeDeprecated: true });
  for await (const page of pages) {
    for (const { VersionId, VersionStages = [], CreatedDate } of page.Versions ?? []) {
      versions.set(required(VersionId, 'ListSecretVersionIds', 'VersionId'), {
        stages: VersionStages,
        createdAt: required(CreatedDate, 'ListSecretVersionIds', 'CreatedDate'),
      });
    }
  }
  return versions;
}

/** Why the sweeper must not write to the secret, with what a person can do about it. */
function refusalOf(secret: DescribeSecretResponse, UserId: string): string | undefined {
  const owner = secret.Tags?.find(({ Key }) => Key === tagKeys.userId)?.Value;
  if (secret.DeletedDate)
    return 'is scheduled for deletion; restore it (aws secretsmanager restore-secret), or wait until it is gone';
  if (owner === undefined) {
    return `is not ours; tag it ${tagKeys.userId}=${UserId} to hand it over, knowing that its other fields will not be kept`;
  }
  if (owner !== UserId) {
    return `belongs to another user of the same name (${owner}); delete it, or set its tag ${tagKeys.userId} to ${UserId}`;
  }
  if (secret.RotationEnabled)
    return 'has a rotation of its own; cancel that (aws secretsmanager cancel-rotate-secret)';
  if (secret.OwningService)
    return `is managed by ${secret.OwningService}; exempt the user, or use another secrets.prefix`;
  return undefined;
}
