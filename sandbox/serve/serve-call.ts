import type { Account } from '../account/account.ts';
import type { Call } from '../account/call.ts';
import { ServiceError } from '../services/service-error.ts';
import type { Protocol, WireCall } from '../wire/request.ts';
import { authenticate } from './authenticate.ts';
import { authorize } from './authorize.ts';
import { operations } from './operations.ts';
import { throttle } from './throttle.ts';
import { userNameOf } from './user-of-call.ts';

/**
 * Serves one call: moves the clock, executes the call and adds it to the history. Returns the answer. Throws a
 * ServiceError if the call is refused, or what a fault throws.
 */
export function serveCall(account: Account, wireCall: WireCall): object {
  const { operation, input } = wireCall;
  account.clock.advance(account.settings.callMs);
  const UserName = userNameOf(account, wireCall);
  const call: Call = {
    at: account.clock.now(),
    operation,
    ...about(input),
    ...(UserName && { UserName }),
    ok: true,
  };
  account.history.push(call);
  let isExecuted = false;
  const execute = () => {
    const serve = operations[operation];
    if (!serve) throw unknownOperation(wireCall);
    throttle(account, operation);
    const caller = authenticate(account, wireCall);
    authorize(account, wireCall, caller);
    const answer = serve(account, input as never, caller);
    isExecuted = true;
    const made = (answer as { AccessKey?: { AccessKeyId: string } }).AccessKey;
    if (made) call.AccessKeyId = made.AccessKeyId;
    return answer;
  };
  try {
    return (account.intercept ? account.intercept(call, execute) : execute()) as object;
  } catch (thrown) {
    call.ok = false;
    if (isExecuted) call.executed = true;
    call.code = thrown instanceof ServiceError ? thrown.code : 'InternalFailure';
    throw thrown;
  }
}

/** The error of each protocol for an operation that does not exist. */
const unknownOperations: Record<Protocol, [code: string, status: number]> = {
  query: ['InvalidAction', 400],
  json: ['UnknownOperationException', 400],
  rest: ['UnknownOperationException', 404],
};

function unknownOperation({ protocol, operation }: WireCall): ServiceError {
  return new ServiceError(...unknownOperations[protocol], `The sandbox does not know ${operation}.`);
}

/** Returns what the history keeps of a call's input; never a secret. */
function about(input: Record<string, unknown>): Partial<Call> {
  const { AccessKeyId, Status, SecretId, VersionStage, RemoveFromVersionId } = input;
  const VersionId = input.MoveToVersionId ?? input.ClientRequestToken;
  const found = { AccessKeyId, Status, SecretId, VersionStage, VersionId, RemoveFromVersionId };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === 'string'));
}
