import type { Account } from '../account/account.ts';
import type { Secret, Version } from '../account/secret.ts';
import { useKmsKey } from './kms-use.ts';
import { writableSecret } from './secrets-manager.ts';
import { ServiceError } from './service-error.ts';

type Get = { SecretId?: string; VersionId?: string; VersionStage?: string };

/**
 * Returns the value of a version: by its id, by a label, or AWSCURRENT. A version without a label is returned by its id
 * only (Secrets Manager API Reference, GetSecretValue).
 */
export function getSecretValue(account: Account, input: Get) {
  const secret = writableSecret(account, input);
  const { VersionId, SecretString, stages, CreatedDate } = versionIn(secret, input);
  useKmsKey(account, secret, 'decrypt');
  return {
    ARN: secret.ARN,
    Name: secret.Name,
    VersionId,
    SecretString,
    ...(stages.size > 0 && { VersionStages: [...stages] }),
    CreatedDate: CreatedDate.getTime() / 1000,
  };
}

function versionIn({ versions }: Secret, { VersionId, VersionStage }: Get): Version {
  const stage = VersionStage ?? 'AWSCURRENT';
  const found = VersionId
    ? versions.get(VersionId)
    : [...versions.values()].find(({ stages }) => stages.has(stage));
  if (!found) {
    const which = VersionId ? `VersionId: ${VersionId}` : `staging label: ${stage}`;
    const what = `Secrets Manager can't find the specified secret value for ${which}`;
    throw new ServiceError('ResourceNotFoundException', 400, what);
  }
  if (VersionStage && !found.stages.has(VersionStage)) {
    const what = 'You provided a VersionStage that is not associated to the provided VersionId.';
    throw new ServiceError('InvalidRequestException', 400, what);
  }
  return found;
}
