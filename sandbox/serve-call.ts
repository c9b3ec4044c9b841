import type { Account, Call } from './account.ts';
import { authenticate } from './authenticate.ts';
import { operations } from './operations.ts';
import { ServiceError } from './service-error.ts';
import type { Protocol, WireCall } from './wire/request.ts';

/** Serves one call: moves the clock, executes, and writes down what came of it. */
export function serveCall(account: Account, wireCall: WireCall): object {
  const { operation, input } = wireCall;
  account.clock.advance(account.settings.callMs);
  const call: Call = { at: account.clock.now(), operation, ...about(input), ok: true };
  account.history.push(call);
  let isExecuted = false;
  const execute = () => {
    const serve = operations[operation];
    if (!serve) throw unknownOperation(wireCall);
    throttle(account, operation);
    const answer = serve(account, input as never, authenticate(account, wireCall));
    isExecuted = true;
    const made = (answer as { AccessKey?: { AccessKeyId: string } }).AccessKey;
    if (made) call.AccessKeyId = made.AccessKeyId;
    return answer;
  };
  try {
    return (account.intercept ? account.intercept(operation, input, execute) : execute()) as object;
  } catch (thrown) {
    call.ok = false;
    if (isExecuted) call.executed = true;
    call.code = thrown instanceof ServiceError ? thrown.code : 'InternalFailure';
    throw thrown;
  }
}

/** How each protocol says that there is no such operation. */
const unknownOperations: Record<Protocol, [code: string, status: number]> = {
  query: ['InvalidAction', 400],
  json: ['UnknownOperationException', 400],
  rest: ['UnknownOperationException', 404],
};

function unknownOperation({ protocol, operation }: WireCall): ServiceError {
  return new ServiceError(...unknownOperations[protocol], `The sandbox does not know ${operation}.`);
}

/** IAM throttles with this code, status and words; the rates themselves are unpublished. */
function throttle({ settings }: Account, operation: string): void {
  if (settings.throttle === 0 || !operation.startsWith('iam:')) return;
  settings.throttle -= 1;
  throw new ServiceError('Throttling', 400, 'Rate exceeded');
}

/** What a judge needs to know of a call; never a secret. */
function about(input: Record<string, unknown>): Partial<Call> {
  const { UserName, AccessKeyId, Status, SecretId, VersionStage, RemoveFromVersionId } = input;
  const VersionId = input.MoveToVersionId ?? input.ClientRequestToken;
  const found = { UserName, AccessKeyId, Status, SecretId, VersionStage, VersionId, RemoveFromVersionId };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === 'string'));
}
