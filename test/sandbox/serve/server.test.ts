import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateAccessKeyCommand, ListUsersCommand, paginateListUsers } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateSecretCommand, DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../../sandbox/account/function-log.ts';
import { schedules, topicArn } from '../../../sandbox/account/stack.ts';
import { serve } from '../../../sandbox/serve/server.ts';
import { aws, clientsFor, refusal } from '../aws.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An account behind a real socket, with clients that try as often as they do by default. */
async function served(...[users, settings]: Parameters<typeof aws>) {
  const { account } = aws(users, settings);
  const server = await serve(account);
  closing.push(server.close);
  return { ...server, account, ...clientsFor({ endpoint: server.url }, 3) };
}

describe('the account over HTTP', () => {
  it('given one address, every service is there', async () => {
    const { iam, secrets, sns, sts, url, account } = await served([{ UserName: 'alice' }]);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await iam.send(new ListUsersCommand({}))).Users, 'users').toHaveLength(1);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
    await secrets.send(new CreateSecretCommand({ Name: 'demo' }));
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'Grüße, 世界' }));
    expect(account.published[0]?.Message).toBe('Grüße, 世界');
  });

  it('given refusals, they arrive as over AWS', async () => {
    const { iam, secrets } = await served();
    const create = iam.send(new CreateAccessKeyCommand({ UserName: 'nobody' }));
    expect(await refusal(create)).toBe('NoSuchEntityException 404');
    const describeOne = secrets.send(new DescribeSecretCommand({ SecretId: 'nothing' }));
    expect(await refusal(describeOne)).toBe('ResourceNotFoundException 400');
  });

  it('given pages and throttling, the SDK pages and repeats', async () => {
    const users = Array.from({ length: 5 }, (_, n) => ({ UserName: `user-${n}` }));
    const { iam: client } = await served(users, { pageSize: 2, iamCallsPerSecond: 2, callMs: 200 });
    const names: unknown[] = [];
    for await (const { Users = [] } of paginateListUsers({ client }, {})) names.push(...Users);
    expect(names, 'users on all pages').toHaveLength(5);
  });

  it('given an invocation that takes its time, other calls are answered meanwhile', async () => {
    const { account, lambda, iam } = await served([{ UserName: 'alice' }]);
    const invocation = Promise.withResolvers<Invocation>();
    account.runFunction = () => invocation.promise;
    const FunctionName = schedules.functionArn;
    const invoked = lambda.send(new InvokeCommand({ FunctionName }));
    await Promise.all([iam.send(new ListUsersCommand({})), lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }))]);
    invocation.resolve({ requestId: 'id', payload: { users: 1 }, isError: false, log: '' });
    const { StatusCode, ExecutedVersion, Payload = [] } = await invoked;
    expect({ StatusCode, ExecutedVersion, text: Buffer.from(Payload).toString() }).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      text: '{"users":1}',
    });
  });

  it('given a new key, its own signature is accepted and a forged one is not', async () => {
    const one = await served([{ UserName: 'alice' }], { propagationSeconds: 0 });
    const { AccessKey } = await one.iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    const whoAmI = (secret: string) => one.stsAs({ accessKeyId, secretAccessKey: secret }).send(new GetCallerIdentityCommand({}));
    expect((await whoAmI(secretAccessKey)).Arn).toContain('user/alice');
    expect(await refusal(whoAmI('forged'))).toBe('SignatureDoesNotMatch 403');
  });

  it('given a fault that cuts the line, the caller gets no answer', async () => {
    const { account, url } = await served();
    account.intercept = () => {
      throw new Error('cut');
    };
    const { iam } = clientsFor({ endpoint: url });
    const thrown = await iam.send(new ListUsersCommand({})).catch((error) => error);
    expect(['ECONNRESET', 'socket hang up']).toContain(thrown.code ?? thrown.message);
  });

  it('given a browser or a health check, it is told that there is nothing to see', async () => {
    const { url } = await served();
    const response = await fetch(url);
    expect(response.status, 'HTTP status').toBe(404);
    expect(await response.text()).toContain('The sandbox does not know');
  });

  it('given another address of this machine, nobody listens there', async () => {
    const { url } = await served();
    expect((await fetch(url)).status, 'HTTP status').toBe(404);
    await expect(fetch(url.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow('fetch failed');
  });

  it('given a port that is taken, starting fails', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    closing.push(async () => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(serve(aws().account, port)).rejects.toThrow('EADDRINUSE');
  });
});
