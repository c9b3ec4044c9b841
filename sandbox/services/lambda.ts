import type { Account } from '../account/account.ts';
import { functionEnvironment, schedules, sweepRoleArn } from '../account/stack.ts';
import { ServiceError } from './service-error.ts';

const { functionArn } = schedules;
const functionName = functionArn.split(':').at(-1);

/** Returns the configuration of the sweep's function, the only one that exists. */
export function getFunctionConfiguration(_: Account, { FunctionName = '' }: { FunctionName?: string }) {
  checkFunction(FunctionName);
  const Environment = { Variables: functionEnvironment };
  return {
    FunctionName: functionName,
    FunctionArn: functionArn,
    Role: sweepRoleArn,
    State: 'Active',
    Environment,
  };
}

/** Throws a ServiceError unless this is the sweep's function: by name, ARN or part of an ARN (Lambda API Reference, Invoke). */
export function checkFunction(FunctionName: string): void {
  const asked = FunctionName.replace(/:\$LATEST$/, '');
  if (asked === functionName || functionArn === asked || functionArn.endsWith(`:${asked}`)) return;
  const what = `Function not found: ${functionArn.replace(/[^:]+$/, asked)}`;
  throw new ServiceError('ResourceNotFoundException', 404, what);
}
