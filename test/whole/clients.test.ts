import { CreateAccessKeyCommand, GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { addMinutes } from 'date-fns/addMinutes';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeClients } from '../../lib/aws/clients.ts';
import { identify } from '../../lib/read/identify.ts';
import { createAccount } from '../../sandbox/account/account.ts';
import { requestHandler } from '../../sandbox/serve/handler.ts';
import { failNext } from './meddle.ts';
import { start } from './world.ts';

type HttpHandler = { handle: (request: unknown) => Promise<{ response: { headers: Record<string, string> } }> };

function clientsOf(callsPerSecond: number, minutesOff?: () => number) {
  const account = createAccount(start);
  const handler = requestHandler(account) as HttpHandler;
  const dated: HttpHandler = {
    handle: async (request) => {
      const { response } = await handler.handle(request);
      return { response: { ...response, headers: { ...response.headers, date: httpDate(minutesOff?.()) } } };
    },
  };
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const clients = makeClients({
    callsPerSecond,
    region: 'us-east-1',
    credentials,
    requestHandler: minutesOff === undefined ? handler : dated,
  });
  return { account, clients };
}

/** By this machine's clock, because that is what the SDK compares it with. */
function httpDate(minutesOff = 0): string {
  return addMinutes(new Date(), minutesOff).toUTCString();
}

afterEach(() => {
  vi.useRealTimers();
});

describe('clients', () => {
  it('given AWS is 7.5 minutes ahead, the sweep refuses this machine', async () => {
    const { clients } = clientsOf(Number.POSITIVE_INFINITY, () => 7.5);
    await expect(identify(clients, { accountId: null })).rejects.toThrow('is 7 minutes behind AWS');
  });

  it('given one answer that took minutes and a fast one after it, the clock counts as right', async () => {
    let answers = 0;
    const { clients } = clientsOf(Number.POSITIVE_INFINITY, () => (answers++ === 0 ? -8 : 0));
    expect(await identify(clients, { accountId: null })).toBe('123456789012');
    expect(answers, 'answers of STS').toBe(2);
  });

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
    expect({ servedAfterEachStep: served }).toEqual({ servedAfterEachStep: [10, 10, 20, 20, 25] });
    await Promise.all(calls);
  });

  it('given no user is named, a call that would act on the caller is not sent', async () => {
    const { account, clients } = clientsOf(Number.POSITIVE_INFINITY);
    await expect(clients.iamCreate.send(new CreateAccessKeyCommand({}))).rejects.toThrow('would act on the sweeper itself');
    await expect(clients.iam.send(new CreateAccessKeyCommand({ UserName: '' }))).rejects.toThrow('not sent');
    expect(account.history).toEqual([]);
  });

  it('given a lost answer, CreateAccessKey is never repeated', async () => {
    const { account, clients } = clientsOf(Number.POSITIVE_INFINITY);
    failNext(account, 'iam:CreateAccessKey', { times: 9 });
    await expect(clients.iamCreate.send(new CreateAccessKeyCommand({ UserName: 'alice' }))).rejects.toThrow('socket hang up');
    expect(account.history, 'calls').toHaveLength(1);
  });
});
