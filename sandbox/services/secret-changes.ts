import type { Account } from '../account/account.ts';
import type { Tag } from '../account/tags.ts';
import { useKmsKey } from './kms-use.ts';
import { changeableSecret } from './primary-secret.ts';
import { putSecretValue } from './secret-versions.ts';
import { ServiceError } from './service-error.ts';

type Update = {
  SecretId?: string;
  Description?: string;
  KmsKeyId?: string;
  ClientRequestToken?: string;
  SecretString?: string;
};

/** The name of the account's own KMS key. DescribeSecret leaves it out (Secrets Manager API Reference, DescribeSecret). */
const ownKey = 'alias/aws/secretsmanager';

/**
 * Changes what is sent, and encrypts the secret anew if its KMS key changes. A value becomes the current version (Secrets
 * Manager API Reference, UpdateSecret).
 */
export function updateSecret(account: Account, input: Update) {
  const secret = changeableSecret(account, input);
  const { Description, KmsKeyId, SecretString } = input;
  if (KmsKeyId) {
    useKmsKey(account, secret, 'decrypt');
    useKmsKey(account, { KmsKeyId }, 'encrypt');
  }
  const put =
    SecretString === undefined ? {} : putSecretValue(account, { ...input, VersionStages: undefined });
  if (KmsKeyId === ownKey) delete secret.KmsKeyId;
  else if (KmsKeyId) secret.KmsKeyId = KmsKeyId;
  if (Description !== undefined) secret.Description = Description;
  const { VersionId } = put as { VersionId?: string };
  return { ARN: secret.ARN, Name: secret.Name, ...(VersionId && { VersionId }) };
}

/**
 * Adds tags, and replaces the values of those whose keys are there. A secret may have 50 (Secrets Manager User Guide,
 * "Tagging").
 */
export function tagResource(account: Account, input: { SecretId?: string; Tags?: Tag[] }) {
  const secret = changeableSecret(account, input);
  const { Tags = [] } = input;
  if (Tags.some(({ Key }) => Key.startsWith('aws:'))) {
    const what = "Tag keys that begin with 'aws:' are reserved for AWS.";
    throw new ServiceError('InvalidParameterException', 400, what);
  }
  const tags = new Map([...secret.tags, ...Tags].map((tag) => [tag.Key, tag]));
  if (tags.size > 50) {
    throw new ServiceError('InvalidParameterException', 400, 'A secret can have at most 50 tags.');
  }
  secret.tags = [...tags.values()];
  return {};
}

/** Turns rotation off. A secret without it is refused (Secrets Manager API Reference, CancelRotateSecret, Errors). */
export function cancelRotateSecret(account: Account, input: { SecretId?: string }) {
  const secret = changeableSecret(account, input);
  if (!secret.RotationEnabled) {
    const what = "You tried to cancel the rotation of a secret that doesn't have one.";
    throw new ServiceError('InvalidRequestException', 400, what);
  }
  delete secret.RotationEnabled;
  return { ARN: secret.ARN, Name: secret.Name };
}
