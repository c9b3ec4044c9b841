import type { Account } from '../../../sandbox/account/account.ts';
import { effects } from '../../../sandbox/faults/inject-faults.ts';
import type { FaultyCall } from '../judges/affected-users.ts';

/** How likely a call is to fail in some way, and how likely it is to be the last one of a sweep that crashes. */
export type Odds = { fault: number; crash: number };

type Kind = keyof typeof effects;

const crashes: readonly Kind[] = ['crash-before', 'crash-after'];
const others = (Object.keys(effects) as Kind[]).filter((kind) => !crashes.includes(kind));

/**
 * Lets faults happen at calls of the account, all kinds equally likely. Returns a list to which each faulty
 * call is added when it happens.
 */
export function randomFaults(account: Account, random: () => number, { fault, crash }: Odds): FaultyCall[] {
  const faulty: FaultyCall[] = [];
  account.intercept = (call, serve) => {
    const number = random();
    if (number >= fault + crash) return serve();
    const kinds = number < crash ? crashes : others;
    const kind = kinds[Math.floor(random() * kinds.length)] ?? 'crash-before';
    faulty.push({ call, kind });
    return effects[kind](call, serve);
  };
  return faulty;
}
