import { CreateAccessKeyCommand, GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeClients } from '../../lib/clients.ts';
import { createAccount } from '../../sandbox/account.ts';
import { requestHandler } from '../../sandbox/handler.ts';
import { failNext } from './meddle.ts';
import { start } from './world.ts';

function clientsOf(callsPerSecond: number) {
  const account = createAccount(start);
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const clients = makeClients({
    callsPerSecond,
    region: 'us-east-1',
    credentials,
    requestHandler: requestHandler(account),
  });
  return { account, clients };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('clients', () => {
  it('given a limit of 10 calls per second, no more than 10 start in any second', async () => {
    // Once with real timers, because the SDK loads parts of itself at the first call.
    await clientsOf(1).clients.iam.send(new GetAccountSummaryCommand({}));
    vi.useFakeTimers();
    const { account, clients } = clientsOf(10);
    const calls = Array.from({ length: 25 }, () => clients.iam.send(new GetAccountSummaryCommand({})));
    const served: number[] = [];
    for (const ms of [0, 990, 20, 980, 20]) {
      await vi.advanceTimersByTimeAsync(ms);
      served.push(account.history.length);
    }
    expect(served).toEqual([10, 10, 20, 20, 25]);
    await Promise.all(calls);
  });

  it('given no user is named, a call that would act on the caller is not sent', async () => {
    const { account, clients } = clientsOf(Number.POSITIVE_INFINITY);
    await expect(clients.iamCreate.send(new CreateAccessKeyCommand({}))).rejects.toThrow(
      'would act on the sweeper itself',
    );
    await expect(clients.iam.send(new CreateAccessKeyCommand({ UserName: '' }))).rejects.toThrow('not sent');
    expect(account.history).toEqual([]);
  });

  it('given a lost answer, CreateAccessKey is never repeated', async () => {
    const { account, clients } = clientsOf(Number.POSITIVE_INFINITY);
    failNext(account, 'iam:CreateAccessKey', { times: 9 });
    await expect(clients.iamCreate.send(new CreateAccessKeyCommand({ UserName: 'alice' }))).rejects.toThrow(
      'socket hang up',
    );
    expect(account.history).toHaveLength(1);
  });
});
