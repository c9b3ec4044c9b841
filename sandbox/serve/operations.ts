import type { Account } from '../account/account.ts';
import type { User } from '../account/user.ts';
import { describeStacks } from '../services/cloudformation.ts';
import { attachGroupPolicy, attachRolePolicy } from '../services/iam-attachments.ts';
import * as keys from '../services/iam-keys.ts';
import { simulatePrincipalPolicy } from '../services/iam-simulation.ts';
import * as users from '../services/iam-users.ts';
import { getFunctionConfiguration } from '../services/lambda.ts';
import { invoke } from '../services/lambda-invoke.ts';
import { filterLogEvents } from '../services/logs.ts';
import { attachPolicy, createPolicy } from '../services/organizations.ts';
import * as schedules from '../services/scheduler.ts';
import * as changes from '../services/secret-changes.ts';
import * as deletion from '../services/secret-deletion.ts';
import { getSecretValue } from '../services/secret-values.ts';
import * as versions from '../services/secret-versions.ts';
import * as secrets from '../services/secrets-manager.ts';
import { getSubscriptionAttributes, listSubscriptionsByTopic, publish } from '../services/sns.ts';
import { getQueueUrl, purgeQueue, receiveMessage } from '../services/sqs.ts';
import { getCallerIdentity } from '../services/sts.ts';
import * as subscriptions from '../services/subscribe.ts';

/** Input from the wire has no type: each operation declares the fields that it reads, and checks them. */
type Operation = (account: Account, input: never, caller: User | undefined) => object;

/** Every operation of the sandbox, by service and name: only what sweeps and commands call. All others are refused. */
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
  'iam:AttachGroupPolicy': attachGroupPolicy,
  'iam:AttachRolePolicy': attachRolePolicy,
  'iam:SimulatePrincipalPolicy': simulatePrincipalPolicy,
  'lambda:GetFunctionConfiguration': getFunctionConfiguration,
  'lambda:Invoke': invoke,
  'logs:FilterLogEvents': filterLogEvents,
  'sts:GetCallerIdentity': getCallerIdentity,
  'cloudformation:DescribeStacks': describeStacks,
  'organizations:AttachPolicy': attachPolicy,
  'organizations:CreatePolicy': createPolicy,
  'scheduler:CreateSchedule': schedules.createSchedule,
  'scheduler:DeleteSchedule': schedules.deleteSchedule,
  'scheduler:GetSchedule': schedules.getSchedule,
  'scheduler:ListSchedules': schedules.listSchedules,
  'scheduler:UpdateSchedule': schedules.updateSchedule,
  'secretsmanager:CancelRotateSecret': changes.cancelRotateSecret,
  'secretsmanager:CreateSecret': secrets.createSecret,
  'secretsmanager:DeleteSecret': deletion.deleteSecret,
  'secretsmanager:DescribeSecret': secrets.describeSecret,
  'secretsmanager:GetResourcePolicy': secrets.getResourcePolicy,
  'secretsmanager:GetSecretValue': getSecretValue,
  'secretsmanager:ListSecrets': secrets.listSecrets,
  'secretsmanager:ListSecretVersionIds': versions.listSecretVersionIds,
  'secretsmanager:PutSecretValue': versions.putSecretValue,
  'secretsmanager:RestoreSecret': deletion.restoreSecret,
  'secretsmanager:StopReplicationToReplica': deletion.stopReplicationToReplica,
  'secretsmanager:TagResource': changes.tagResource,
  'secretsmanager:UpdateSecret': changes.updateSecret,
  'secretsmanager:UpdateSecretVersionStage': versions.updateSecretVersionStage,
  'sns:ConfirmSubscription': subscriptions.confirmSubscription,
  'sns:GetSubscriptionAttributes': getSubscriptionAttributes,
  'sns:ListSubscriptionsByTopic': listSubscriptionsByTopic,
  'sns:Publish': publish,
  'sns:Subscribe': subscriptions.subscribe,
  'sns:Unsubscribe': subscriptions.unsubscribe,
  'sqs:GetQueueUrl': getQueueUrl,
  'sqs:PurgeQueue': purgeQueue,
  'sqs:ReceiveMessage': receiveMessage,
};
