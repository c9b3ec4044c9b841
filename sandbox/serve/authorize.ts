import type { Account } from '../account/account.ts';
import { sweepRoleArn } from '../account/stack.ts';
import type { User } from '../account/user.ts';
import { isDeniedBy } from '../services/resource-policy.ts';
import { secretIfAny } from '../services/secrets-manager.ts';
import { ServiceError } from '../services/service-error.ts';
import { getCallerIdentity } from '../services/sts.ts';
import type { WireCall } from '../wire/request.ts';

/**
 * Throws a ServiceError if the resource policy of the secret that a call names denies it. Nothing else is denied: the
 * sandbox has no policies of users and roles.
 */
export function authorize(account: Account, { operation, input }: WireCall, caller: User | undefined): void {
  const { SecretId } = input;
  if (!operation.startsWith('secretsmanager:') || typeof SecretId !== 'string') return;
  const { ResourcePolicy, ARN = '' } = secretIfAny(account, SecretId) ?? {};
  if (!ResourcePolicy) return;
  const { Arn } = getCallerIdentity(account, {}, caller);
  const everybody = [account.accountId, `arn:aws:iam::${account.accountId}:root`];
  const callers = [Arn, ...(caller ? [] : [sweepRoleArn]), ...everybody];
  if (!isDeniedBy(ResourcePolicy, { action: operation, resource: ARN, callers })) return;
  const what = `User: ${Arn} is not authorized to perform: ${operation} on resource: ${ARN} with an explicit deny in a resource-based policy`;
  throw new ServiceError('AccessDeniedException', 400, what);
}
