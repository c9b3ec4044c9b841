import type { Account } from './account.ts';
import * as keys from './services/iam-keys.ts';
import * as users from './services/iam-users.ts';
import * as secrets from './services/secrets-manager.ts';
import { publish } from './services/sns.ts';
import { getCallerIdentity } from './services/sts.ts';

// Wire input is what the SDK made of typed input; each operation reads the fields that its model names.
// biome-ignore lint/suspicious/noExplicitAny: the one place where untyped wire input meets typed operations
type Operation = (account: Account, input: any, signer?: string) => object;

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
  'secretsmanager:CreateSecret': secrets.createSecret,
  'secretsmanager:DescribeSecret': secrets.describeSecret,
  'secretsmanager:ListSecretVersionIds': secrets.listSecretVersionIds,
  'secretsmanager:PutSecretValue': secrets.putSecretValue,
  'secretsmanager:UpdateSecretVersionStage': secrets.updateSecretVersionStage,
  'sns:Publish': publish,
};
