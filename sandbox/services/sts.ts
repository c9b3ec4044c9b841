import type { Account } from '../account/account.ts';
import type { User } from '../account/user.ts';

/** Returns the user whose key signed the call, or the sweep's role if no known key did. */
export function getCallerIdentity({ accountId }: Account, _: unknown, caller: User | undefined) {
  if (!caller) {
    return {
      Account: accountId,
      UserId: 'AROASWEEPEREXAMPLE:sweep',
      Arn: `arn:aws:sts::${accountId}:assumed-role/access-key-sweeper/sweep`,
    };
  }
  const { UserId, Path, UserName } = caller;
  return { Account: accountId, UserId, Arn: `arn:aws:iam::${accountId}:user${Path}${UserName}` };
}
