import type { Account, Call } from '../../sandbox/account/account.ts';
import { effects } from '../../sandbox/faults/inject-faults.ts';

/** A fault that befell a call. */
export type Befallen = { call: Call; kind: Kind };

/** How likely a call is to fail in some way, and how likely it is to be a sweep's last: most sweeps end well. */
export type Odds = { fault: number; crash: number };

type Kind = keyof typeof effects;

const crashes: readonly Kind[] = ['crash-before', 'crash-after'];
const others = (Object.keys(effects) as Kind[]).filter((kind) => !crashes.includes(kind));

/**
 * Lets faults befall the calls of the account, each kind as often as any other; gives what befell, as it goes on.
 */
export function randomFaults(account: Account, dice: () => number, { fault, crash }: Odds): Befallen[] {
  const befallen: Befallen[] = [];
  account.intercept = (call, serve) => {
    const thrown = dice();
    if (thrown >= fault + crash) return serve();
    const kinds = thrown < crash ? crashes : others;
    const kind = kinds[Math.floor(dice() * kinds.length)] ?? 'crash-before';
    befallen.push({ call, kind });
    return effects[kind](call, serve);
  };
  return befallen;
}
