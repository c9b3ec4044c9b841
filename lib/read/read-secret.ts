import { DescribeSecretCommand, paginateListSecretVersionIds } from '@aws-sdk/client-secrets-manager';
import type { Look, Reader } from '../aws/deps.ts';
import { isCode } from '../aws/errors.ts';
import { required, wholePages } from '../aws/whole-pages.ts';
import { refusalOf } from '../model/refusal.ts';
import { type SecretState, type SecretVersion, secretNameOf } from '../model/secret-state.ts';
import type { KeyHolder } from '../model/user.ts';

/**
 * Reads what Secrets Manager knows about a user's secret, never its value. Finds it by its exact name, never by a filter.
 * Returns a state without `arn` if there is no such secret.
 */
export async function readSecret(
  user: Pick<KeyHolder, 'UserName' | 'UserId'>,
  { deps, config }: Pick<Look, 'deps' | 'config'>,
): Promise<SecretState> {
  const name = secretNameOf(config.secrets.prefix, user.UserName);
  try {
    const secret = await deps.secrets.send(new DescribeSecretCommand({ SecretId: name }));
    return {
      name,
      arn: required(secret.ARN, 'DescribeSecret', 'ARN'),
      deleted: secret.DeletedDate !== undefined,
      ...refusalOf(secret, name, user),
      versions: await readVersions(name, deps),
    };
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceNotFound')) throw thrown;
    return { name, arn: undefined, deleted: false, refusal: undefined, versions: new Map() };
  }
}

/** Lists deprecated versions too: DescribeSecret returns only those that have a stage. */
async function readVersions(SecretId: string, { secrets }: Reader): Promise<SecretState['versions']> {
  const versions = new Map<string, SecretVersion>();
  const pages = paginateListSecretVersionIds({ client: secrets }, { SecretId, IncludeDeprecated: true });
  // Not Versions: AWS does not document that a secret without versions has an empty list.
  for await (const page of wholePages(pages, 'ListSecretVersionIds', 'ARN')) {
    for (const { VersionId, VersionStages = [], CreatedDate } of page.Versions ?? []) {
      versions.set(required(VersionId, 'ListSecretVersionIds', 'VersionId'), {
        stages: VersionStages,
        createdAt: required(CreatedDate, 'ListSecretVersionIds', 'CreatedDate'),
      });
    }
  }
  return versions;
}
