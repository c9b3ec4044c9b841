import type { Account } from '../account/account.ts';
import type { Call } from '../account/call.ts';
import { ServiceError } from '../services/service-error.ts';
import type { Fault } from './fault-schema.ts';
import { changeByHand } from './manual-changes.ts';

/** What one kind of fault does to a call. `serve` executes the call. Returns its answer or throws. */
type Effect = (call: Call, serve: () => unknown) => unknown;

/** The process that makes the calls ends, as when Lambda is killed: it gets no answer and makes no further call. */
export class Crash extends Error {
  override readonly name = 'Crash';

  constructor(when: 'before' | 'after', { operation, UserName }: Call) {
    const about = UserName ? ` for ${UserName}` : '';
    super(`The sweep was ended ${when} AWS did ${operation}${about}, as when Lambda is killed`);
  }
}

/**
 * Makes the faults happen to the calls of the account. Call `begin` with the number of each sweep, from 1. Every fault
 * counts the calls that it is about: it skips `skip` of them and hits the next `times`. If several faults could hit the
 * same call, the first one does.
 */
export function injectFaults(account: Account, faults: readonly Fault[]): { begin: (sweep: number) => void } {
  const states = faults.map((fault) => ({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 }));
  let sweep = 0;
  account.intercept = (call, serve) => {
    const about = states.filter(({ fault, times }) => times > 0 && isAbout(fault, call, sweep));
    const hit = about.find((state) => state.skip === 0);
    for (const state of about) if (state !== hit && state.skip > 0) state.skip -= 1;
    if (!hit) return serve();
    hit.times -= 1;
    return effectOf(hit.fault.fault, account, hit.fault.UserName)(call, serve);
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

/** Returns the effect of a fault. A manual change is made to `UserName` or, without one, to the user of the call. */
export function effectOf(fault: Fault['fault'], account: Account, UserName?: string): Effect {
  if (typeof fault === 'string') return effects[fault];
  if ('code' in fault) {
    return () => {
      throw new ServiceError(fault.code, fault.status, 'An error that the sandbox was asked for.');
    };
  }
  return (call, serve) => {
    const user = account.users.get(UserName ?? call.UserName ?? '');
    if (user) changeByHand(account, user, fault);
    return serve();
  };
}

/** How services throttle that do not answer Throttling, as IAM, STS and SNS do. */
const throttlings: Record<string, [code: string, status: number]> = {
  secretsmanager: ['ThrottlingException', 400],
  scheduler: ['ThrottlingException', 429],
};

/** The faults that have a name: see `faultNames` in fault-schema.ts. */
export const effects = {
  'drop-before': () => {
    throw connectionReset();
  },
  'drop-after': (_, serve) => {
    serve();
    throw connectionReset();
  },
  throttle: ({ operation }) => {
    const [code, status] = throttlings[operation.split(':')[0] ?? ''] ?? ['Throttling', 400];
    throw new ServiceError(code, status, 'Rate exceeded');
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

/** Returns the error that the SDK gets if a connection breaks. */
function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
