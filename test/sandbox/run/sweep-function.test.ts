import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetQueueUrlCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { logGroupName } from '../../../sandbox/account/function-log.ts';
import { failedQueue } from '../../../sandbox/account/queues.ts';
import { schedules } from '../../../sandbox/account/stack.ts';
import { sweepFunction } from '../../../sandbox/run/sweep-function.ts';
import { enforcing } from '../../laws/sweeper/enforcing.ts';
import { type Aws, aws } from '../aws.ts';

const users = ['alice', 'bob'].map((UserName) => ({ UserName, AccessKeys: [{ Status: 'Active', ageDays: 63 }] }));

/** An account whose function enforces, unless its settings say otherwise. */
function deployed(settings: object = {}): Aws {
  const one = aws(users);
  one.account.runFunction = sweepFunction(one.account, enforcing(settings));
  return one;
}

async function invoke({ lambda }: Aws, event: object, InvocationType: 'Event' | 'RequestResponse' = 'RequestResponse') {
  const Payload = Buffer.from(JSON.stringify(event));
  const command = new InvokeCommand({ FunctionName: schedules.functionArn, InvocationType, Payload, LogType: 'Tail' });
  const { StatusCode, FunctionError, Payload: answer, LogResult = '' } = await lambda.send(command);
  const text = Buffer.from(answer ?? []).toString();
  return { StatusCode, FunctionError, answer: text && JSON.parse(text), log: Buffer.from(LogResult, 'base64').toString() };
}

async function logged({ logs }: Aws, filterPattern = ''): Promise<string[]> {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern }));
  return events.map(({ message = '' }) => message);
}

async function failures({ sqs }: Aws): Promise<{ requestPayload: unknown; responsePayload: unknown }[]> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: failedQueue }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

/** Waits until all that was started has ended: nothing in this account waits in real time. */
const ended = async ({ account }: Aws) => {
  while (!account.logEvents.at(-1)?.message.startsWith('REPORT')) await new Promise((resolve) => setImmediate(resolve));
};

const keysOf = ({ account }: Aws, user: string) => account.users.get(user)?.keys.length;
const refusal = { errorType: 'Error', errorMessage: expect.stringContaining('The event was refused and nothing was done.') };

describe('the function of the sandbox', () => {
  it('given an event with a user, it sweeps that user, returns the counts, and logs', async () => {
    const one = deployed();
    const { StatusCode, FunctionError, answer, log } = await invoke(one, { users: ['alice'] });
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: undefined });
    expect(answer).toMatchObject({ users: 1, keys: 1, actions: { create: { done: 1 } } });
    expect([keysOf(one, 'alice'), keysOf(one, 'bob')]).toEqual([2, 1]);
    expect(log).toMatch(/^START RequestId: [\da-f-]{36} Version: \$LATEST\n\{.*"message":"sweep".*"users":\["alice"\]\}\n/);
    expect(log).toMatch(/\nEND RequestId: \S+\nREPORT RequestId: .*\n$/);
    expect(await logged(one)).toEqual(log.trimEnd().split('\n'));
    expect(await logged(one, '"create done"')).toHaveLength(1);
    expect(log, 'a secret in the log').not.toContain('CANARY');
  });

  it('given the key that a sweep stored, the secret can be read by hand', async () => {
    const one = deployed();
    await invoke(one, { users: ['alice'] });
    const { SecretString = '{}' } = await one.secrets.send(new GetSecretValueCommand({ SecretId: 'iam-access-keys/alice' }));
    expect(JSON.parse(SecretString)).toMatchObject({ AccessKeyId: one.account.users.get('alice')?.keys.at(-1)?.AccessKeyId });
  });

  it('given its end is not waited for, it is answered at once, and the sweep happens', async () => {
    const one = deployed();
    const { StatusCode, answer } = await invoke(one, { users: ['alice'], force: true }, 'Event');
    expect({ StatusCode, answer }).toEqual({ StatusCode: 202, answer: '' });
    await ended(one);
    expect(keysOf(one, 'alice')).toBe(2);
    expect(await failures(one)).toEqual([]);
  });

  it('given an event that is refused, the caller who waits is told, and no queue gets it', async () => {
    const one = deployed();
    const { StatusCode, FunctionError, answer } = await invoke(one, { user: ['alice'] });
    expect({ StatusCode, FunctionError }).toEqual({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(answer).toMatchObject(refusal);
    expect(await failures(one)).toEqual([]);
  });

  it('given an event that is refused and nobody waits, the queue of failures gets it', async () => {
    const one = deployed();
    await invoke(one, { user: ['alice'] }, 'Event');
    await ended(one);
    expect(await failures(one)).toMatchObject([{ requestPayload: { user: ['alice'] }, responsePayload: refusal }]);
    expect(await logged(one, 'ERROR')).toHaveLength(1);
  });

  it('given a configuration for another account, the sweep fails and changes nothing', async () => {
    const one = deployed({ accountId: '999999999999' });
    const { FunctionError, answer } = await invoke(one, {});
    expect(FunctionError).toBe('Unhandled');
    expect(answer.errorMessage).toContain('The configuration is for account 999999999999');
    expect(keysOf(one, 'alice')).toBe(1);
  });

  it('given two invocations at once, both end', async () => {
    const one = deployed();
    const both = await Promise.all(['alice', 'bob'].map((user) => invoke(one, { users: [user] })));
    expect(both.map(({ answer }) => answer.actions.create.done)).toEqual([1, 1]);
  });

  it('given nothing runs functions, an invocation is refused', async () => {
    await expect(invoke(aws(users), {})).rejects.toThrow('Nothing runs functions here.');
  });
});
