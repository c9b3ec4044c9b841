import type { Account } from '../account/account.ts';
import type { Secret } from '../account/secret.ts';
import { secretNamed, writableSecret } from './secrets-manager.ts';
import { ServiceError } from './service-error.ts';

type Input = { SecretId?: string };

/** Returns the secret that a call names. Throws a ServiceError also if it is a replica: only its primary Region can change it. */
export function primarySecret(account: Account, input: Input): Secret {
  const secret = secretNamed(account, input);
  const { PrimaryRegion = account.region } = secret;
  if (PrimaryRegion === account.region) return secret;
  const what = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
  throw new ServiceError('InvalidParameterException', 400, what);
}

/** Returns the secret that a call names. Throws a ServiceError also if it is a replica or scheduled for deletion. */
export function changeableSecret(account: Account, input: Input): Secret {
  writableSecret(account, input);
  return primarySecret(account, input);
}
