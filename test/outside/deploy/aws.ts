import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { inject } from 'vitest';

/** For ministack, twelve digits are the root user of that account. */
export const root = { accessKeyId: '123456789012', secretAccessKey: 'test' };

const options = { endpoint: inject('ministack'), region: 'us-east-1', credentials: root };

export const cloudFormation = new CloudFormationClient(options);
export const iam = new IAMClient(options);
export const lambda = new LambdaClient(options);
export const logs = new CloudWatchLogsClient(options);
export const scheduler = new SchedulerClient(options);
export const secretsManager = new SecretsManagerClient(options);
export const sns = new SNSClient(options);
// The queue URLs of ministack would lead to AWS.
export const sqs = new SQSClient({ ...options, useQueueUrlAsEndpoint: false });
export const stsAs = (credentials: typeof root) => new STSClient({ ...options, credentials });

/** Sends ministack's process a command that is no AWS call; `server.py` has the commands. */
export async function tell(command: string, more: object = {}): Promise<unknown> {
  const response = await fetch(`${inject('ministack')}/tell`, { method: 'POST', body: JSON.stringify({ do: command, ...more }) });
  if (!response.ok) throw new Error(`ministack's process refused ${command}: ${await response.text()}`);
  return response.json();
}
