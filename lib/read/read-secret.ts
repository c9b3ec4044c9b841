import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  paginateListSecretVersionIds,
} from '@aws-sdk/client-secrets-manager';
import type { Look, Reader } from '../aws/deps.ts';
import { isCode } from '../aws/errors.ts';
import { required, wholePages } from '../aws/whole-pages.ts';
import { claimOf } from '../model/claim.ts';
import { isOfDeployment } from '../model/pointer.ts';
import { otherDeploymentRefusal, ownershipRefusal, refusalOf, secretTag } from '../model/refusal.ts';
import { noSecret, type SecretState, type SecretVersion, secretNameOf } from '../model/secret-state.ts';
import type { KeyHolder } from '../model/user.ts';
import { tagKeys, type UserTags } from '../model/user-tags.ts';
import { nonceHashOf } from './nonce-hash.ts';

type Owner = Pick<KeyHolder, 'UserName' | 'UserId'>;

/**
 * Reads what Secrets Manager knows about a user's secret, never its value: the one that the user's pointer names or, without
 * a pointer or if that is gone, the one that stands under the name of a new secret.
 */
export async function readSecret(user: Owner, tags: UserTags, look: Look): Promise<SecretState> {
  const { deps, config, deployment } = look;
  const name = secretNameOf(config.secrets.prefix, user.UserName);
  const { pointer } = tags;
  if (pointer && !isOfDeployment(pointer, deployment, config.secrets.prefix)) {
    return { ...noSecret(name), claim: 'elsewhere', ...otherDeploymentRefusal(pointer, user) };
  }
  const found = (pointer && (await describe(pointer.arn, deps))) ?? (await describe(name, deps));
  if (!found) return noSecret(name);
  const arn = required(found.ARN, 'DescribeSecret', 'ARN');
  const isPointed = arn === pointer?.arn;
  const versions = await readVersions(arn, deps);
  const nonce = secretTag(found, tagKeys.nonce);
  const nonceHash = nonce === undefined ? undefined : nonceHashOf(nonce);
  const claim = claimOf(
    { ...found, isPointed, isEmpty: versions.size === 0, nonceHash },
    user,
    tags,
    deps.clock(),
  );
  const about = {
    ...{ name: found.Name ?? name, user, deployment },
    kmsKeyId: config.secrets.kmsKeyId,
    owner: look.userNames.get(secretTag(found, tagKeys.userId) ?? ''),
  };
  return {
    ...{ name: about.name, arn, claim, deleted: found.DeletedDate !== undefined },
    ...(claim === 'pointed' || claim === 'unfinished'
      ? refusalOf(found, about)
      : ownershipRefusal(found, about)),
    versions: claim === 'pointed' ? versions : new Map(),
  };
}

/** Returns what DescribeSecret answers; undefined if there is no such secret. */
export async function describe(
  SecretId: string,
  { secrets }: Pick<Reader, 'secrets'>,
): Promise<DescribeSecretCommandOutput | undefined> {
  try {
    return await secrets.send(new DescribeSecretCommand({ SecretId }));
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceNotFound')) throw thrown;
    return undefined;
  }
}

/**
 * Returns every version of a secret by its id, deprecated ones too: DescribeSecret returns only those that have a stage.
 * Empty if there is no such secret.
 */
export async function readVersions(
  SecretId: string,
  { secrets }: Pick<Reader, 'secrets'>,
): Promise<SecretState['versions']> {
  const versions = new Map<string, SecretVersion>();
  const pages = paginateListSecretVersionIds({ client: secrets }, { SecretId, IncludeDeprecated: true });
  try {
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
  } catch (thrown) {
    if (!isCode(thrown, 'ResourceNotFound')) throw thrown;
    return new Map();
  }
}
