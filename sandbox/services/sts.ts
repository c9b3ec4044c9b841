import type { Account } from '../account.ts';
import { ServiceError } from '../service-error.ts';

/**
 * Whose key signed the call. A key of the account counts as used by it; a key id that was never minted here
 * is the sweeper's own role.
 */
export function getCallerIdentity(account: Account, _: unknown, signer: string | undefined) {
  const found = account.minted.get(signer ?? '');
  if (!found) {
    return {
      Account: account.accountId,
      UserId: 'AROASWEEPEREXAMPLE:sweep',
      Arn: `arn:aws:sts::${account.accountId}:assumed-role/access-key-sweeper/sweep`,
    };
  }
  const { key, user } = found;
  const now = account.clock.now();
  if (key.Status !== 'Active' || key.listedUntil || key.worksFrom > now) {
    throw new ServiceError(
      'InvalidClientTokenId',
      403,
      'The security token included in the request is invalid.',
    );
  }
  key.lastUse = { at: now, service: 'sts', region: 'us-east-1' };
  return {
    Account: account.accountId,
    UserId: user.UserId,
    Arn: `arn:aws:iam::${account.accountId}:user${user.Path}${user.UserName}`,
  };
}
