import type { Account } from '../account/account.ts';
import { functionEnvironment, schedules, sweepRoleArn } from '../account/stack.ts';
import { ServiceError } from './service-error.ts';

/** Returns the configuration of the sweep's function, the only one that exists. */
export function getFunctionConfiguration(_: Account, { FunctionName = '' }: { FunctionName?: string }) {
  const FunctionArn = schedules.functionArn;
  const [name] = FunctionArn.split(':').slice(-1);
  if (FunctionName !== name) {
    const what = `Function not found: ${FunctionArn.replace(/[^:]+$/, FunctionName)}`;
    throw new ServiceError('ResourceNotFoundException', 404, what);
  }
  const Environment = { Variables: functionEnvironment };
  return { FunctionName, FunctionArn, Role: sweepRoleArn, State: 'Active', Environment };
}
