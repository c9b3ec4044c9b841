import {
  type ContextEntry,
  type EvaluationResult,
  type IAMClient,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import type { NeededStatement } from './needed-permissions.ts';

/**
 * Returns IAM's evaluation of each action on each resource for a role: by its policies, its permissions boundary and
 * the policies of the organization.
 */
export async function simulateRole(
  client: IAMClient,
  PolicySourceArn: string,
  needed: readonly NeededStatement[],
): Promise<EvaluationResult[]> {
  const answers = await Promise.all(needed.map((one) => simulateStatement(client, PolicySourceArn, one)));
  return answers.flat();
}

async function simulateStatement(
  client: IAMClient,
  PolicySourceArn: string,
  { actions, resources, context }: NeededStatement,
): Promise<EvaluationResult[]> {
  const entries: ContextEntry[] = context
    ? [
        {
          ContextKeyName: context.key,
          // Of the context keys used here, only aws:TagKeys is multivalued (IAM User Guide, "Multivalued context keys").
          ContextKeyType: context.key === 'aws:TagKeys' ? 'stringList' : 'string',
          ContextKeyValues: [...context.values],
        },
      ]
    : [];
  const input = {
    PolicySourceArn,
    ActionNames: [...actions],
    ResourceArns: [...resources],
    ContextEntries: entries,
  };
  const found: EvaluationResult[] = [];
  for await (const { EvaluationResults = [] } of paginateSimulatePrincipalPolicy({ client }, input))
    found.push(...EvaluationResults);
  return found;
}
