import type { IAMClient } from '@aws-sdk/client-iam';
import PQueue from 'p-queue';

export type Plugin = Parameters<IAMClient['middlewareStack']['use']>[0];

/**
 * Returns an SDK plugin that starts at most `callsPerSecond` attempts in any second, counted over all clients that use
 * it. Retries count too: the SDK's retry middleware comes before this one in the same step.
 */
export function pace(callsPerSecond: number): Plugin {
  const queue = new PQueue({ intervalCap: callsPerSecond, interval: 1_000, strict: true });
  return {
    applyToStack: (stack) =>
      stack.add((next) => (args) => queue.add(() => next(args)), {
        name: 'pace',
        step: 'finalizeRequest',
        priority: 'low',
      }),
  };
}
