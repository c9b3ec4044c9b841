import type { Account, User } from './account.ts';
import * as keys from './services/iam-keys.ts';
import * as users from './services/iam-users.ts';
import * as schedules from './services/scheduler.ts';
import * as versions from './services/secret-versions.ts';
import * as secrets from './services/secrets-manager.ts';
import { publish } from './services/sns.ts';
import { getCallerIdentity } from './services/sts.ts';

/** Wire input is untyped; each operation reads, and checks, the fields that its model names. */
type Operation = (account: Account, input: never, caller: User | undefined) => object;

/** Every operation that the sandbox serves, by service and name: just those that a sweep calls. */
export const operations: Record<string, Operation> = {
  'iam:ListUsers': users.listUsers,
  'iam:ListUserTags': users.listUserTags,
  'iam:TagUser': users.tagUser,
  'iam:UntagUser': users.untagUser,
  'iam:GetAccountSummary': users.getAccountSummary,
  'iam:ListAccessKeys': keys.listAccessKeys,
  'iam:GetAccessKeyLastUsed': keys.getAccessKeyLastUsed,
  'iam:CreateAccessKey': keys.createAccessKey,
  'iam:UpdateAccessKey': keys.updateAccessKey,
  'iam:DeleteAccessKey': keys.deleteAccessKey,
  'sts:GetCallerIdentity': getCallerIdentity,
  'scheduler:CreateSchedule': schedules.createSchedule,
  'scheduler:GetSchedule': schedules.getSchedule,
  'scheduler:UpdateSchedule': schedules.updateSchedule,
  'secretsmanager:CreateSecret': secrets.createSecret,
  'secretsmanager:DescribeSecret': secrets.describeSecret,
  'secretsmanager:ListSecretVersionIds': versions.listSecretVersionIds,
  'secretsmanager:PutSecretValue': versions.putSecretValue,
  'secretsmanager:UpdateSecretVersionStage': versions.updateSecretVersionStage,
  'sns:Publish': publish,
};
