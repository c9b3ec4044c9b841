import type { IAMClient } from '@aws-sdk/client-iam';
import { DefaultRateLimiter } from '@smithy/core/retry';
import { isCode } from './errors.ts';

export type Plugin = Parameters<IAMClient['middlewareStack']['use']>[0];

/**
 * Returns an SDK plugin that starts at most `callsPerSecond` attempts of each operation in a second, evenly spread and
 * counted over all clients that use it, and fewer while AWS throttles that operation: IAM has a rate of its own for each
 * operation (AWS Security Blog, "IAM at scale"). Retries count too: the SDK's retry middleware comes before this one.
 */
export function pace(callsPerSecond: number): Plugin {
  const lanes = new Map<string, Lane>();
  const paced = (
    next: (args: unknown) => Promise<unknown>,
    { commandName = '' }: { commandName?: string },
  ) => {
    const lane = lanes.get(commandName) ?? laneOf(callsPerSecond);
    lanes.set(commandName, lane);
    return (args: unknown) => lane(() => next(args));
  };
  return {
    applyToStack: (stack) =>
      // Before a call is signed: AWS refuses a signature that is older than five minutes.
      stack.addRelativeTo(paced as Middleware, {
        name: 'pace',
        relation: 'before',
        toMiddleware: 'httpSigningMiddleware',
      }),
  };
}

type Middleware = Parameters<Parameters<Plugin['applyToStack']>[0]['addRelativeTo']>[0];

/** Runs an attempt once it is its turn. */
type Lane = <Answer>(attempt: () => Promise<Answer>) => Promise<Answer>;

function laneOf(callsPerSecond: number): Lane {
  // The SDK has one limiter for a whole client, so that one throttled operation would slow down all others.
  const limiter = new DefaultRateLimiter();
  let free = 0;
  return async (attempt) => {
    // biome-ignore lint/plugin: it says only how long to wait.
    const now = performance.now();
    const turn = Math.max(now, free);
    free = turn + 1_000 / callsPerSecond;
    if (turn > now) await new Promise((resolve) => setTimeout(resolve, turn - now));
    await limiter.getSendToken();
    try {
      const answer = await attempt();
      limiter.updateClientSendingRate({});
      return answer;
    } catch (thrown) {
      // LimitExceeded is about a quota, not a rate, although the SDK takes it for one.
      limiter.updateClientSendingRate(isCode(thrown, 'LimitExceeded') ? {} : { error: thrown });
      throw thrown;
    }
  };
}
