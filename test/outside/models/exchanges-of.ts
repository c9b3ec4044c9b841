import { GetAccountSummaryCommand, ListAccessKeysCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { DescribeSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetQueueUrlCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { failedQueue } from '../../../sandbox/account/queues.ts';
import { schedules } from '../../../sandbox/account/stack.ts';
import { type Exchange, exchanges } from '../../../sandbox/serve/answer.ts';
import { type Aws, aws } from '../../sandbox/aws.ts';
import { valid } from '../../sandbox/schedule.ts';
import { versionId } from '../../sandbox/secrets.ts';

const { Name, GroupName } = valid;
const UserName = 'alice';
const FunctionName = schedules.functionArn;
const QueueUrl = `https://sqs.us-east-1.amazonaws.com/123456789012/${failedQueue}`;
const value = { SecretId: 'demo', ClientRequestToken: versionId('v1'), SecretString: 'x' };

/** Calls of each protocol, with a result, without one, and refused; in this order. */
const calls = {
  list: ({ iam }: Aws) => iam.send(new ListAccessKeysCommand({ UserName })),
  untag: ({ iam }: Aws) => iam.send(new UntagUserCommand({ UserName, TagKeys: ['a'] })),
  summary: ({ iam }: Aws) => iam.send(new GetAccountSummaryCommand({})),
  noUser: ({ iam }: Aws) => iam.send(new ListAccessKeysCommand({ UserName: 'nobody' })),
  put: ({ secrets }: Aws) => secrets.send(new PutSecretValueCommand(value)),
  describe: ({ secrets }: Aws) => secrets.send(new DescribeSecretCommand({ SecretId: 'demo' })),
  noSecret: ({ secrets }: Aws) => secrets.send(new DescribeSecretCommand({ SecretId: 'other' })),
  schedule: ({ scheduler }: Aws) => scheduler.send(new CreateScheduleCommand(valid)),
  getSchedule: ({ scheduler }: Aws) => scheduler.send(new GetScheduleCommand({ Name, GroupName })),
  noSchedule: ({ scheduler }: Aws) => scheduler.send(new GetScheduleCommand({ Name: 'other', GroupName })),
  receive: ({ sqs }: Aws) => sqs.send(new ReceiveMessageCommand({ QueueUrl })),
  noQueue: ({ sqs }: Aws) => sqs.send(new GetQueueUrlCommand({ QueueName: 'other' })),
  invoke: ({ lambda }: Aws) => lambda.send(new InvokeCommand({ FunctionName, LogType: 'Tail' })),
  noEvent: ({ lambda }: Aws) => lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{') })),
};

export type CallName = keyof typeof calls;

/** Makes each of these calls to the sandbox. Returns the exchanges, by the name of the call. */
export async function exchangesOf(): Promise<Record<CallName, Exchange>> {
  const one = aws([{ UserName, AccessKeys: [{ Status: 'Active', ageDays: 1 }] }], {}, [{ Name: 'demo', versions: [] }]);
  one.account.runFunction = async (payload) => ({ requestId: 'id', payload, isError: false, log: 'done' });
  const found: Exchange[] = [];
  const listen = (message: unknown) => void found.push(message as Exchange);
  exchanges.subscribe(listen);
  for (const call of Object.values(calls)) await call(one).catch(() => {});
  exchanges.unsubscribe(listen);
  return Object.fromEntries(Object.keys(calls).map((name, n) => [name, found[n]])) as Record<CallName, Exchange>;
}
