import type { IAMClient } from '@aws-sdk/client-iam';
import PQueue from 'p-queue';

export type Plugin = Parameters<IAMClient['middlewareStack']['use']>[0];

/**
 * An SDK plugin that lets at most `callsPerSecond` attempts start in any second, over all clients that use
 * it. Retries
 * have high priority in the same step, so each of them passes here too.
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
