import type { Clients } from '../../lib/aws/clients.ts';

type Client = Clients['iam' | 'scheduler' | 'secrets' | 'sns' | 'sts'];
type Token = { getRetryCount(): number; getRetryDelay(): number };
type Strategy = Awaited<ReturnType<Client['config']['retryStrategy']>>;

/** The SDK's pause before the first retry, in milliseconds. Every further one is twice as long, up to `longestPause`. */
const firstPause: Record<string, number> = { THROTTLING: 1_000, TRANSIENT: 50 };
const longestPause = 20_000;

/**
 * Makes the clients repeat a call as often as the SDK does, but call `wait` in place of waiting, so that nobody waits in
 * real time for a clock that only calls move.
 */
export function retryOnClock(clients: Clients, wait: (ms: number) => void): Clients {
  const { iam, iamWrite, iamCreate, scheduler, secrets, sns, sts } = clients;
  for (const client of [iam, iamWrite, iamCreate, scheduler, secrets, sns, sts]) {
    const strategy = strategyOf(client, wait);
    client.config.retryStrategy = async () => strategy;
  }
  return clients;
}

/** Without the SDK's dice, which shorten a pause, so that the same account always gives the same output. */
function strategyOf({ config }: Client, wait: (ms: number) => void): Strategy {
  return {
    acquireInitialRetryToken: async () => tokenOf(0),
    refreshRetryTokenForRetry: async (token: Token, { errorType }: { errorType: string }) => {
      const count = token.getRetryCount();
      const first = firstPause[errorType];
      if (first === undefined || count + 1 >= (await config.maxAttempts())) {
        throw new Error('No retry token available');
      }
      wait(Math.min(first * 2 ** count, longestPause));
      return tokenOf(count + 1);
    },
    recordSuccess: () => {},
  } as unknown as Strategy;
}

function tokenOf(count: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}
