import type { Account, Call } from '../account/account.ts';
import { ServiceError } from '../services/service-error.ts';
import { Crash } from './crash.ts';
import type { Fault } from './fault-schema.ts';
import { doByHand } from './manual-changes.ts';

/** What one kind of fault does to a call; `serve` has the account execute it. */
type Effect = (call: Call, serve: () => unknown) => unknown;

/**
 * Lets the faults happen to the account's calls, from the sweep that `begin` names on. Each counts for itself:
 * of the calls that it is about it lets `skip` pass and takes the next `times`. The first that is left decides.
 */
export function faultsOn(account: Account, faults: readonly Fault[]): { begin: (sweep: number) => void } {
  const states = faults.map((fault) => ({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 }));
  let sweep = 0;
  account.intercept = (call, serve) => {
    const about = states.filter(({ fault, times }) => times > 0 && isAbout(fault, call, sweep));
    const hit = about.find((state) => state.skip === 0);
    for (const state of about) if (state !== hit && state.skip > 0) state.skip -= 1;
    if (!hit) return serve();
    hit.times -= 1;
    return faultFor(hit.fault.fault, account, hit.fault.UserName)(call, serve);
  };
  return {
    begin: (next) => {
      sweep = next;
    },
  };
}

function isAbout(fault: Fault, call: Call, sweep: number): boolean {
  return (
    fault.operation === call.operation &&
    (fault.sweep ?? sweep) === sweep &&
    (fault.UserName ?? call.UserName) === call.UserName
  );
}

/** What a fault does to the call that it hits; `UserName` is whom a person has in mind, if not whom it is about. */
export function faultFor(fault: Fault['fault'], account: Account, UserName?: string): Effect {
  if (typeof fault === 'string') return effects[fault];
  if ('code' in fault) {
    return () => {
      throw new ServiceError(fault.code, fault.status, 'An error that the sandbox was asked for.');
    };
  }
  return (call, serve) => {
    const user = account.users.get(UserName ?? call.UserName ?? '');
    if (user) doByHand(account, user, fault);
    return serve();
  };
}

/** The kinds of fault that have a name, as DESIGN §7 lists them. */
export const effects = {
  'drop-before': () => {
    throw cutLine();
  },
  'drop-after': (_, serve) => {
    serve();
    throw cutLine();
  },
  throttle: ({ operation }) => {
    throw new ServiceError(
      operation.startsWith('iam:') ? 'Throttling' : 'ThrottlingException',
      400,
      'Rate exceeded',
    );
  },
  'error-500-after': (_, serve) => {
    serve();
    throw new ServiceError('InternalFailure', 500, 'An unknown error has occurred.');
  },
  'crash-before': (call) => {
    throw new Crash('before', call);
  },
  'crash-after': (call, serve) => {
    serve();
    throw new Crash('after', call);
  },
} satisfies Record<string, Effect>;

/** What the SDK sees of a connection that breaks. */
function cutLine(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
