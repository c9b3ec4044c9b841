import { failedQueue } from './queues.ts';
import { accountId, alertsArn, schedules, topicArn } from './stack.ts';

/** Where queues are, unless the account is served. */
export const awsUrl = 'https://sqs.us-east-1.amazonaws.com';
const policy = (name: string) => `arn:aws:iam::${accountId}:policy/${schedules.group}-${name}-EXAMPLE`;
const queueUrl = (name: string) => `${awsUrl}/${accountId}/${name}`;

/** The outputs of the stack, as `stack/*.yml` names them. */
export const stackOutputs: Readonly<Record<string, string>> = {
  DashboardName: schedules.group,
  FunctionName: `${schedules.group}-sweep`,
  ReadOwnSecretPolicyArn: policy('ReadOwnSecretPolicy'),
  GuardLedgerPolicyArn: policy('GuardLedgerPolicy'),
  GuardSecretsPolicyArn: policy('GuardSecretsPolicy'),
  FailedQueueUrl: queueUrl(failedQueue),
  UndeliveredQueueUrl: queueUrl(`${schedules.group}-undelivered`),
  ScheduleName: `${schedules.group}/sweep`,
  NoticesTopicArn: topicArn,
  AlertsTopicArn: alertsArn,
};
