import type { Clients } from '../../../lib/aws/clients.ts';

type Client = Clients['iam' | 'scheduler' | 'secrets' | 'sns' | 'sts'];
type Token = { getRetryCount(): number; getRetryDelay(): number };
type Strategy = Awaited<ReturnType<Client['config']['retryStrategy']>>;

/** Keeps how often the clients repeat a call, but calls `wait` in place of waiting, so that no test takes real time. */
export function quickRetries(clients: Clients, wait: (ms: number) => void): Clients {
  const { iam, iamWrite, iamCreate, scheduler, secrets, sns, sts } = clients;
  for (const client of [iam, iamWrite, iamCreate, scheduler, secrets, sns, sts]) {
    const strategy = strategyOf(client, wait);
    client.config.retryStrategy = async () => strategy;
  }
  return clients;
}

/** Does what the SDK's own retry strategies do about a single failed call, adaptive or not. */
function strategyOf({ config }: Client, wait: (ms: number) => void): Strategy {
  return {
    acquireInitialRetryToken: async () => tokenOf(0),
    refreshRetryTokenForRetry: async (token: Token, { errorType }: { errorType: string }) => {
      const attempts = token.getRetryCount() + 1;
      if (!['THROTTLING', 'TRANSIENT'].includes(errorType) || attempts >= (await config.maxAttempts())) {
        throw new Error('No retry token available');
      }
      wait(100 * 2 ** attempts);
      return tokenOf(attempts);
    },
    recordSuccess: () => {},
  } as unknown as Strategy;
}

function tokenOf(count: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}
