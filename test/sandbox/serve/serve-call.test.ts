import { GetUserCommand, ListUsersCommand, ListUserTagsCommand } from '@aws-sdk/client-iam';
import { RotateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { answer } from '../../../sandbox/serve/answer.ts';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { type Aws, aws, clientsFor, refusal, start } from '../aws.ts';

describe('every call', () => {
  it('given a call, the clock moves on, answered or refused', async () => {
    const { iam, account } = aws([], { callMs: 250 });
    await iam.send(new ListUsersCommand({}));
    await refusal(iam.send(new ListUserTagsCommand({ UserName: 'nobody' })));
    expect(account.clock.now().getTime() - start.getTime(), 'ms that the clock moved').toBe(500);
    expect(account.history).toEqual([
      { at: new Date(start.getTime() + 250), operation: 'iam:ListUsers', ok: true },
      { at: new Date(start.getTime() + 500), operation: 'iam:ListUserTags', UserName: 'nobody', ok: false, code: 'NoSuchEntity' },
    ]);
  });

  it('given the answer is lost, the history tells whether it was done', async () => {
    const { iam, account } = aws([{ UserName: 'alice' }]);
    for (const isDone of [true, false]) {
      account.intercept = (_, serve) => {
        if (isDone) serve();
        throw new Error('cut');
      };
      await refusal(iam.send(new ListUsersCommand({})));
    }
    const operation = 'iam:ListUsers';
    expect(account.history).toEqual([
      { at: expect.any(Date), operation, ok: false, code: 'InternalFailure', executed: true },
      { at: expect.any(Date), operation, ok: false, code: 'InternalFailure' },
    ]);
  });

  it.each<[service: string, send: (one: Aws) => Promise<unknown>, error: string]>([
    ['IAM', ({ iam }) => iam.send(new GetUserCommand({ UserName: 'alice' })), 'InvalidAction 400'],
    ['SNS', ({ sns }) => sns.send(new ListTopicsCommand({})), 'InvalidAction 400'],
    ['STS', ({ sts }) => sts.send(new GetSessionTokenCommand({})), 'InvalidAction 400'],
    ['Secrets Manager', ({ secrets }) => secrets.send(new RotateSecretCommand({ SecretId: 'demo' })), 'UnknownOperationException 400'],
  ])('given an operation of %s that no sweep calls, it is refused in the way of its protocol', async (_, send, error) => {
    const one = aws([{ UserName: 'alice' }]);
    expect(await refusal(send(one))).toBe(error);
    expect(one.account.history[0]?.ok, 'ok in the history').toBe(false);
  });

  it('given a REST call to another service, it is refused', () => {
    const { account } = aws();
    expect(answer(account, { method: 'POST', path: '/buckets/s', headers: {}, body: '{}' })).toMatchObject({
      status: 404,
      headers: { 'x-amzn-errortype': 'UnknownOperationException' },
    });
  });

  it('given an operation of one service under the name of another, it is refused', async () => {
    const { account } = aws();
    const headers = { 'x-amz-target': 'dynamodb.DescribeSecret' };
    expect(answer(account, { method: 'POST', path: '/', headers, body: '{}' })).toMatchObject({
      status: 400,
      body: expect.stringContaining('UnknownOperationException'),
    });
  });

  it('given an answer, it names the request', async () => {
    const { iam } = aws();
    const { $metadata } = await iam.send(new ListUsersCommand({}));
    expect($metadata.requestId).toBe('request-0');
    const thrown = await iam.send(new ListUserTagsCommand({ UserName: 'nobody' })).catch((error) => error);
    expect(thrown.$metadata.requestId).toBe('request-1');
  });
});

describe('throttling', () => {
  it('given more calls than IAM takes, the code is Throttling and the status 400, until time has passed', async () => {
    const { iam, account } = aws([], { iamCallsPerSecond: 2, callMs: 10 });
    const list = () => iam.send(new ListUsersCommand({}));
    expect([await refusal(list()), await refusal(list())]).toEqual(['accepted', 'accepted']);
    const thrown = await list().catch((error) => error);
    expect(thrown).toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    expect(thrown.$metadata.httpStatusCode, 'HTTP status').toBe(400);
    account.clock.advance(500);
    expect([await refusal(list()), await refusal(list())]).toEqual(['accepted', 'Throttling 400']);
  });

  it('given IAM throttles once, the SDK tries again by itself', async () => {
    const { account } = aws([{ UserName: 'alice' }], { iamCallsPerSecond: 1, callMs: 500 });
    const { iam } = clientsFor({ requestHandler: requestHandler(account) }, 3);
    await iam.send(new ListUsersCommand({}));
    const { Users, $metadata } = await iam.send(new ListUsersCommand({}));
    expect(Users, 'users').toHaveLength(1);
    expect($metadata.attempts, 'attempts').toBe(2);
    expect(account.history.map(({ code }) => code)).toEqual([undefined, 'Throttling', undefined]);
  });

  it('given IAM throttles, other services do not', async () => {
    const { sts, iam } = aws([], { iamCallsPerSecond: 0 });
    expect(await refusal(iam.send(new ListUsersCommand({})))).toBe('Throttling 400');
    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toBe('accepted');
  });
});
