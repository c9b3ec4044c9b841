import {
  type ContextEntry,
  type EvaluationResult,
  type IAMClient,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import type { Needed } from './needed-permissions.ts';

/** What IAM says of each action and resource, for a role, its boundary and the organization's policies. */
export async function simulate(
  client: IAMClient,
  PolicySourceArn: string,
  needed: readonly Needed[],
): Promise<EvaluationResult[]> {
  const answers = await Promise.all(needed.map((one) => simulateOne(client, PolicySourceArn, one)));
  return answers.flat();
}

async function simulateOne(
  client: IAMClient,
  PolicySourceArn: string,
  { actions, resources, context }: Needed,
): Promise<EvaluationResult[]> {
  const entries: ContextEntry[] = context
    ? [
        {
          ContextKeyName: context.key,
          // aws:TagKeys is the one of many values (IAM User Guide, "Multivalued context keys").
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
