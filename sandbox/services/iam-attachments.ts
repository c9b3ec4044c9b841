import type { Account } from '../account/account.ts';
import { stackOutputs } from '../account/stack-outputs.ts';
import { ServiceError } from './service-error.ts';

/** Attaches a policy of the stack to a group. It is kept and has no effect: the sandbox has no policies of users and roles. */
export function attachGroupPolicy(
  account: Account,
  { GroupName = '', PolicyArn = '' }: { GroupName?: string; PolicyArn?: string },
) {
  return attach(account, `group ${GroupName}`, PolicyArn);
}

/** Attaches a policy of the stack to a role, likewise. */
export function attachRolePolicy(
  account: Account,
  { RoleName = '', PolicyArn = '' }: { RoleName?: string; PolicyArn?: string },
) {
  return attach(account, `role ${RoleName}`, PolicyArn);
}

/** What is attached already may be attached again; at most 10 policies (IAM User Guide, "IAM and AWS STS quotas"). */
function attach({ attachments }: Account, to: string, PolicyArn: string) {
  const policies = attachments.get(to);
  if (!policies) throw new ServiceError('NoSuchEntity', 404, `The ${to} cannot be found.`);
  const isKnown = Object.values(stackOutputs).includes(PolicyArn) && PolicyArn.includes(':policy/');
  if (!isKnown) throw new ServiceError('NoSuchEntity', 404, `Policy ${PolicyArn} does not exist.`);
  policies.add(PolicyArn);
  return {};
}
