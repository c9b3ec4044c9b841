import { CreateAccessKeyCommand, GetAccountSummaryCommand, ListUsersCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { addMinutes } from 'date-fns/addMinutes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Clients, makeClients } from '../../lib/aws/clients.ts';
import { identify } from '../../lib/read/identify.ts';
import { createAccount } from '../../sandbox/account/account.ts';
import { requestHandler } from '../../sandbox/serve/handler.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
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

  describe('the pace of each IAM operation', () => {
    const summary = ({ iam }: Clients) => iam.send(new GetAccountSummaryCommand({}));
    const tag = ({ iamWrite }: Clients) => iamWrite.send(new TagUserCommand({ UserName: 'alice', Tags: [{ Key: 'team', Value: 'x' }] }));

    beforeEach(async () => {
      // Once with real timers, because the SDK loads parts of itself at the first call.
      await summary(clientsOf(1_000).clients);
      vi.useFakeTimers();
    });

    it('given a limit of 10 calls per second, they start a tenth of a second apart', async () => {
      const { account, clients } = clientsOf(10);
      const calls = Array.from({ length: 25 }, () => summary(clients));
      const served: number[] = [];
      for (const ms of [0, 99, 2, 890, 900]) {
        await vi.advanceTimersByTimeAsync(ms);
        served.push(account.history.length);
      }
      expect({ servedAfterEachStep: served }).toEqual({ servedAfterEachStep: [1, 1, 2, 10, 19] });
      await vi.advanceTimersByTimeAsync(1_000);
      await Promise.all(calls);
    });

    it('given calls of two operations, neither waits for the other, whichever client sends them', async () => {
      const { account, clients } = clientsOf(1);
      const calls = [
        summary(clients),
        clients.iamWrite.send(new ListUsersCommand({})),
        clients.iamWrite.send(new GetAccountSummaryCommand({})),
      ];
      await vi.advanceTimersByTimeAsync(900);
      expect(account.history.map(({ operation }) => operation)).toEqual(['iam:GetAccountSummary', 'iam:ListUsers']);
      await vi.advanceTimersByTimeAsync(200);
      expect(account.history).toHaveLength(3);
      await Promise.all(calls);
    });

    it('given a call that waited for its turn, it is signed after that', async () => {
      const { clients } = clientsOf(1);
      const from = Date.now();
      const signedAfter: number[] = [];
      clients.iam.config.signer = async () => ({
        sign: async (request) => {
          signedAfter.push(Math.round((Date.now() - from) / 1_000));
          return request as never;
        },
      });
      const calls = [summary(clients), summary(clients), summary(clients)];
      await vi.advanceTimersByTimeAsync(2_500);
      await Promise.all(calls);
      expect({ signedAfter }).toEqual({ signedAfter: [0, 1, 2] });
    });

    it.each([
      ['throttles it', 'Throttling', 400, 2, 20],
      ['says that a quota is used up', 'LimitExceeded', 409, 101, 101],
    ])('given AWS %s, the calls of that operation slow down only for a rate, and others never do', async (_, code, status, least, most) => {
      const { account, clients } = clientsOf(20);
      account.intercept = ({ operation }, serve) => {
        if (operation === 'iam:TagUser') throw new ServiceError(code, status, 'Refused');
        return serve();
      };
      const calls = Array.from({ length: 300 }, () => [tag(clients), clients.iam.send(new ListUsersCommand({}))]).flat();
      // Most of them never end: the test does.
      void Promise.allSettled(calls);
      await vi.advanceTimersByTimeAsync(5_000);
      const started = (name: string) => account.history.filter(({ operation }) => operation === name).length;
      expect({ others: started('iam:ListUsers') }).toEqual({ others: 101 });
      expect(started('iam:TagUser')).toBeGreaterThanOrEqual(least);
      expect(started('iam:TagUser')).toBeLessThanOrEqual(most);
    });
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
