import type { IAMClient } from '@aws-sdk/client-iam';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Account } from '../../sandbox/account/account.ts';
import { accessDenied } from '../tools/access-denied.ts';

/** Answers the next `times` calls of an operation with an error, executed or not; `error` may be made from its name. */
export function failNext(
  account: Account,
  operation: string,
  {
    times = 1,
    skip = 0,
    executed = false,
    error = timeout(),
  }: { times?: number; skip?: number; executed?: boolean; error?: Error | ((operation: string) => Error) } = {},
): void {
  let left = times;
  let skipped = skip;
  account.intercept = (call, serve) => {
    if (call.operation !== operation || left === 0) return serve();
    if (skipped-- > 0) return serve();
    left -= 1;
    if (executed) serve();
    throw typeof error === 'function' ? error(operation) : error;
  };
}

/** Changes something that the sweep does not know of, right before the nth call of an operation. */
export function rightBefore(account: Account, operation: string, meddle: () => void, nth = 1): void {
  let seen = 0;
  account.intercept = (call, serve) => {
    if (call.operation === operation && ++seen === nth) meddle();
    return serve();
  };
}

/** Replaces the body of every answer to an operation; the status stays 200. */
export function answerWith(client: IAMClient | SecretsManagerClient, operation: string, body: string): void {
  (client as IAMClient).middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName === `${operation}Command`) Object.assign(Object(result.response), { body: Buffer.from(body) });
        return result;
      },
    // Before the SDK parses the answer.
    { step: 'deserialize', priority: 'low' },
  );
}

/** An error as the SDK sees it when an answer is lost or late. */
function timeout(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
}

/** AWS's answer to a caller who lacks the permission for an operation. */
export const denied = (operation: string) => accessDenied(operation, 'not authorized');
