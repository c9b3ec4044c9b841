import type { Connection } from '../../cli/stage/connection.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { sandboxDeps } from '../../sandbox/run/run-sweeps.ts';
import type { ServiceError } from '../../sandbox/services/service-error.ts';
import { accessDenied } from '../tools/access-denied.ts';
import { config, now, type Overrides } from '../tools/builders.ts';

/** An account in memory whose clock stands at `now`, and the connection that commands have to it. */
export function inMemory(
  users: readonly object[],
  { secrets = [], settings = {} }: { secrets?: readonly object[]; settings?: Overrides } = {},
): { account: Account; connection: Connection } {
  const account = accountOf(parseAccount({ now: now.toISOString(), users, secrets }, 'the test', now));
  const connection = {
    stage: 'sandbox',
    region: 'us-east-1',
    accountId: account.accountId,
    config: config(settings),
    clients: sandboxDeps(account),
  };
  return { account, connection };
}

/** Who `forbid` says is not permitted. */
export const caller = 'arn:aws:sts::123456789012:assumed-role/auditor/me';

/** Has an account refuse calls as AWS does if the caller lacks the permission. */
export function forbid(account: Account, isForbidden: (operation: string) => boolean): void {
  account.intercept = ({ operation, UserName = '*' }, serve) => {
    if (!isForbidden(operation)) return serve();
    throw denied(operation, `arn:aws:iam::123456789012:user/${UserName}`);
  };
}

/** AWS's answer to a caller who lacks a permission, which may be another one than that for the operation. */
export function denied(action: string, resource: string, operation = action): ServiceError {
  const what = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource}`;
  return accessDenied(operation, `${what} because no identity-based policy allows it`);
}
