import type { Account } from '../account/account.ts';
import { functionEnvironment } from '../account/function-environment.ts';
import { schedules, sweepRoleArn } from '../account/stack.ts';
import { ServiceError } from './service-error.ts';

/** The one function there is, as the stack makes it. */
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
