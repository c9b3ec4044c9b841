import type { Account } from '../account/account.ts';
import { recordUse } from '../account/key-uses.ts';
import type { User } from '../account/user.ts';
import { ServiceError } from '../services/service-error.ts';
import type { WireCall } from '../wire/request.ts';
import { isSignedWith, signerOf } from '../wire/signature.ts';

/**
 * Returns the user whose key signed the call, and records the call as a use of that key. Undefined if the key id never
 * existed in this account: that is the sweep's own role, whose signature is not checked. Throws a ServiceError if the
 * key is not usable or the signature is wrong. There are no policies: every caller may do everything.
 */
export function authenticate(account: Account, { request, protocol }: WireCall): User | undefined {
  const signer = signerOf(request);
  const found = account.minted.get(signer?.AccessKeyId ?? '');
  if (!signer || !found) return undefined;
  const { key, user } = found;
  const now = account.clock.now();
  // REST answers with 403 what JSON answers with 400.
  const status = protocol === 'json' ? 400 : 403;
  if (key.Status !== 'Active' || key.listedUntil || key.worksFrom > now) {
    const what = 'The security token included in the request is invalid.';
    throw protocol === 'query'
      ? new ServiceError('InvalidClientTokenId', status, what)
      : new ServiceError('UnrecognizedClientException', status, what);
  }
  if (!isSignedWith(key.SecretAccessKey, request)) {
    const what = 'The request signature we calculated does not match the signature you provided.';
    throw protocol === 'query'
      ? new ServiceError('SignatureDoesNotMatch', status, what)
      : new ServiceError('InvalidSignatureException', status, what);
  }
  recordUse(account, key, { at: now, service: signer.service, region: signer.region });
  return user;
}
