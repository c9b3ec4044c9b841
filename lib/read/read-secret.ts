import { DescribeSecretCommand, paginateListSecretVersionIds } from '@aws-sdk/client-secrets-manager';
import type { Look, Reader } from '../aws/deps.ts';
import { isCode } from '../aws/errors.ts';
import { required } from '../aws/required.ts';
import { wholePages } from '../aws/whole-pages.ts';
import { refusalOf } from '../model/refusal.ts';
import { type SecretState, type SecretVersion, secretNameOf } from '../model/secret-state.ts';
import type { KeyHolder } from '../model/types.ts';

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
      arn: required(secret.ARN, 'DescribeSecret', 'ARN'),
      deleted: secret.DeletedDate !== undefined,
      ...refusalOf(secret, name, holder),
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
  // Not Versions: nobody says that a secret without any has an empty list.
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
