import type { Clients } from '../../lib/aws/clients.ts';
import type { Clock } from '../account/clock.ts';

type Plugin = Parameters<Clients['iam']['middlewareStack']['use']>[0];

/**
 * Makes the clients of IAM start at most `callsPerSecond` calls of each operation in a second of the account's clock, as a
 * sweep does in real time: a call that is too early moves the clock.
 */
export function paceOnClock(
  { iam, iamWrite, iamCreate }: Clients,
  callsPerSecond: number,
  clock: Clock,
): void {
  /** By operation, when its next call may start. */
  const turns = new Map<string, number>();
  const paced: Plugin = {
    applyToStack: (stack) =>
      stack.add(
        (next, { commandName = '' }) =>
          (args) => {
            clock.advance(Math.max(0, (turns.get(commandName) ?? 0) - clock.now().getTime()));
            turns.set(commandName, clock.now().getTime() + 1_000 / callsPerSecond);
            return next(args);
          },
        { name: 'paceOnClock', step: 'finalizeRequest', priority: 'low' },
      ),
  };
  for (const client of [iam, iamWrite, iamCreate]) client.middlewareStack.use(paced);
}
