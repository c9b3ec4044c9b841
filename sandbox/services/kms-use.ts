import type { Account, Secret } from '../account/account.ts';
import { ServiceError } from './service-error.ts';

type Use = 'EncryptionFailure' | 'DecryptionFailure';

const failures: Record<Use, string> = {
  EncryptionFailure: "Secrets Manager can't encrypt the protected secret text using the provided KMS key.",
  DecryptionFailure: "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
};

/**
 * Throws a ServiceError unless the KMS key of a secret can be used: it must be enabled (Secrets Manager API Reference,
 * GetSecretValue and PutSecretValue, Errors), and its policy must let the caller use it.
 */
export function useKmsKey({ kmsKeys }: Account, { KmsKeyId }: Pick<Secret, 'KmsKeyId'>, failure: Use): void {
  const key = kmsKeys.get(KmsKeyId ?? '');
  if (!key) return;
  if (!key.isAllowed) throw new ServiceError('AccessDeniedException', 400, 'Access to KMS is not allowed');
  if (key.KeyState !== 'Enabled') throw new ServiceError(failure, 400, failures[failure]);
}
