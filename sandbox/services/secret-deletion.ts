import { addDays } from 'date-fns/addDays';
import type { Account } from '../account/account.ts';
import { primarySecret } from './primary-secret.ts';
import { recoveryDays, secretNamed } from './secrets-manager.ts';
import { ServiceError } from './service-error.ts';

type Delete = { SecretId?: string; RecoveryWindowInDays?: number; ForceDeleteWithoutRecovery?: boolean };

/**
 * Schedules the deletion of a secret after 7 to 30 days, 30 if not given, or deletes it at once (Secrets Manager API
 * Reference, DeleteSecret). The value cannot be read meanwhile.
 */
export function deleteSecret(account: Account, input: Delete) {
  const { RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: isForced = false } = input;
  const now = account.clock.now();
  if (isForced && days !== undefined) {
    refuse("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  }
  if (days !== undefined && !(days >= 7 && days <= 30)) {
    refuse('RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
  }
  const secret = primarySecret(account, input);
  if (isForced) account.secrets.delete(secret.Name);
  else if (secret.DeletedDate) {
    const what = "You tried to perform the operation on a secret that's currently marked deleted.";
    throw new ServiceError('InvalidRequestException', 400, what);
  } else {
    secret.DeletedDate = now;
    if (days !== undefined) secret.recoveryDays = days;
  }
  const ends = isForced ? now : addDays(now, days ?? recoveryDays);
  return { ARN: secret.ARN, Name: secret.Name, DeletionDate: ends.getTime() / 1000 };
}

/** Cancels the deletion of a secret. One that is not scheduled for deletion stays as it is. */
export function restoreSecret(account: Account, input: { SecretId?: string }) {
  const secret = primarySecret(account, input);
  delete secret.DeletedDate;
  delete secret.recoveryDays;
  return { ARN: secret.ARN, Name: secret.Name };
}

/** Makes a replica a secret of its own (Secrets Manager API Reference, StopReplicationToReplica). */
export function stopReplicationToReplica(account: Account, input: { SecretId?: string }) {
  const secret = secretNamed(account, input);
  if ((secret.PrimaryRegion ?? account.region) === account.region) refuse('The secret is not a replica.');
  delete secret.PrimaryRegion;
  return { ARN: secret.ARN };
}

function refuse(what: string): never {
  throw new ServiceError('InvalidParameterException', 400, what);
}
