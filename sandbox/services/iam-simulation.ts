import type { Account } from '../account/account.ts';
import { sweepRoleArn } from '../account/stack.ts';
import { ServiceError } from './service-error.ts';

type Input = { PolicySourceArn?: string; ActionNames?: string[]; ResourceArns?: string[] };

/** Allows every action to the sweep's role, because the sandbox has no policies. Other roles do not exist. */
export function simulatePrincipalPolicy(_: Account, input: Input) {
  const { PolicySourceArn, ActionNames = [], ResourceArns = ['*'] } = input;
  if (PolicySourceArn !== sweepRoleArn) {
    throw new ServiceError('NoSuchEntity', 404, `The role ${PolicySourceArn} cannot be found.`);
  }
  return {
    EvaluationResults: ActionNames.flatMap((EvalActionName) =>
      ResourceArns.map((EvalResourceName) => ({ EvalActionName, EvalResourceName, EvalDecision: 'allowed' })),
    ),
    IsTruncated: false,
  };
}
