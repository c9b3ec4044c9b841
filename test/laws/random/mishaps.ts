import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import { effectOf } from '../../../sandbox/faults/inject-faults.ts';
import { accessDenied, isDenied } from '../../tools/access-denied.ts';
import { doDeed } from './any-deed.ts';
import type { Mishap } from './any-week.ts';

/** Returns a hook for the account that lets each mishap happen once, at its call; `onHit` is told of it first. */
export function mishapsAt(
  account: Account,
  mishaps: readonly Mishap[],
  onHit: (call: Call, name: string) => void,
): NonNullable<Account['intercept']> {
  const left = new Set(mishaps);
  let n = 0;
  return (call, serve) => {
    const mishap = [...left].find(({ at }) => at === n || at === call.operation);
    n += 1;
    if (!mishap) return serve();
    left.delete(mishap);
    const { fault } = mishap;
    const isDeed = typeof fault === 'object' && 'byHand' in fault;
    onHit(call, typeof fault === 'string' ? fault : isDeed ? fault.byHand : fault.code);
    if (typeof fault === 'object' && 'code' in fault && isDenied(fault.code)) throw accessDenied(call.operation, 'not authorized');
    if (!isDeed) return effectOf(fault, account)(call, serve);
    const user = account.users.get(call.UserName ?? '');
    if (user) doDeed(account, user, fault);
    return serve();
  };
}
