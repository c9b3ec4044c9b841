import type { Clients } from '../../lib/aws/clients.ts';
import type { Clock } from '../account/clock.ts';

type Plugin = Parameters<Clients['iam']['middlewareStack']['use']>[0];

/**
 * Makes the clients of IAM start at most `callsPerSecond` calls in any second of the account's clock, as a sweep does in
 * real time: a call that is too early moves the clock.
 */
export function paceOnClock(
  { iam, iamWrite, iamCreate }: Clients,
  callsPerSecond: number,
  clock: Clock,
): void {
  const starts: number[] = [];
  const paced: Plugin = {
    applyToStack: (stack) =>
      stack.add(
        (next) => (args) => {
          const earliest = (starts.at(-callsPerSecond) ?? Number.NEGATIVE_INFINITY) + 1_000;
          clock.advance(Math.max(0, earliest - clock.now().getTime()));
          starts.push(clock.now().getTime());
          starts.splice(0, starts.length - callsPerSecond);
          return next(args);
        },
        { name: 'paceOnClock', step: 'finalizeRequest', priority: 'low' },
      ),
  };
  for (const client of [iam, iamWrite, iamCreate]) client.middlewareStack.use(paced);
}
