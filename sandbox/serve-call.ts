import type { Account, Call } from './account.ts';
import { operations } from './operations.ts';
import { ServiceError } from './service-error.ts';

/** Serves one call: moves the clock, executes, and writes down what came of it. */
export function serveCall(
  account: Account,
  operation: string,
  input: Record<string, unknown>,
  signer?: string,
): object {
  account.clock.advance(account.settings.callMs);
  const call: Call = { at: account.clock.now(), operation, ...about(input), ok: true };
  account.history.push(call);
  const execute = () => {
    const serve = operations[operation];
    if (!serve) throw new ServiceError('InvalidAction', 400, `The sandbox does not know ${operation}.`);
    throttle(account, operation);
    const answer = serve(account, input, signer);
    const made = (answer as { AccessKey?: { AccessKeyId: string } }).AccessKey;
    if (made) call.AccessKeyId = made.AccessKeyId;
    return answer;
  };
  try {
    return (account.intercept ? account.intercept(operation, input, execute) : execute()) as object;
  } catch (thrown) {
    call.ok = false;
    call.code = thrown instanceof ServiceError ? thrown.code : 'InternalFailure';
    throw thrown;
  }
}

/** IAM throttles with this code, status and words; the rates themselves are unpublished. */
function throttle({ settings }: Account, operation: string): void {
  if (settings.throttle === 0 || !operation.startsWith('iam:')) return;
  settings.throttle -= 1;
  throw new ServiceError('Throttling', 400, 'Rate exceeded');
}

/** What a judge needs to know of a call; never a secret. */
function about(input: Record<string, unknown>): Partial<Call> {
  const { UserName, AccessKeyId, Status, SecretId, VersionStage, MoveToVersionId, ClientRequestToken } =
    input;
  const VersionId = MoveToVersionId ?? ClientRequestToken;
  const found = { UserName, AccessKeyId, Status, SecretId, VersionStage, VersionId };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => typeof value === 'string'));
}
