import type { Account } from '../account/account.ts';
import type { Secret } from '../account/secret.ts';
import { ServiceError } from './service-error.ts';

/** The error of each use of a key that is not enabled. */
const failures = {
  encrypt: () => {
    const what = "Secrets Manager can't encrypt the protected secret text using the provided KMS key.";
    return new ServiceError('EncryptionFailure', 400, what);
  },
  decrypt: () => {
    const what = "Secrets Manager can't decrypt the protected secret text using the provided KMS key.";
    return new ServiceError('DecryptionFailure', 400, what);
  },
};

/**
 * Throws a ServiceError unless the KMS key of a secret can be used: it must be enabled (Secrets Manager API Reference,
 * GetSecretValue and PutSecretValue, Errors), and its policy must let the caller use it.
 */
export function useKmsKey(
  { kmsKeys }: Account,
  { KmsKeyId }: Pick<Secret, 'KmsKeyId'>,
  use: keyof typeof failures,
): void {
  const key = kmsKeys.get(KmsKeyId ?? '');
  if (!key) return;
  if (!key.isAllowed) throw new ServiceError('AccessDeniedException', 400, 'Access to KMS is not allowed');
  if (key.KeyState !== 'Enabled') throw failures[use]();
}
