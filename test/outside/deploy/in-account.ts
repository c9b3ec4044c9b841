import { DescribeStackEventsCommand, DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListPoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListScheduleGroupsCommand, ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { cloudFormation, iam, lambda, logs, scheduler, secretsManager, sns, sqs } from './aws.ts';
import { stackName } from './sandbox-stack.ts';

/** Returns what is in the account, by name or ARN, of the kinds that a deployment creates. */
export async function inAccount(): Promise<Record<string, (string | undefined)[]>> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const { ScheduleGroups = [] } = await scheduler.send(new ListScheduleGroupsCommand({}));
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const { SecretList = [] } = await secretsManager.send(new ListSecretsCommand({}));
  return {
    functions: Functions.map(({ FunctionName }) => FunctionName),
    topics: Topics.map(({ TopicArn }) => TopicArn),
    scheduleGroups: ScheduleGroups.map(({ Name }) => Name),
    schedules: Schedules.map(({ Name }) => Name),
    roles: Roles.map(({ RoleName }) => RoleName),
    policies: Policies.map(({ PolicyName }) => PolicyName),
    logGroups: logGroups.map(({ logGroupName }) => logGroupName),
    queues: QueueUrls.map((url) => url.split('/').at(-1)),
    secrets: SecretList.map(({ Name }) => Name).toSorted(),
  };
}

/** Returns how the deletion of the stack and of each of its resources ended. */
export async function deletions(stackId: string): Promise<Record<string, string | undefined>> {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: stackId }));
  const ends = StackEvents.filter(({ ResourceStatus }) => /^DELETE_(?!IN_)/.test(ResourceStatus ?? ''));
  return Object.fromEntries(ends.map(({ LogicalResourceId, ResourceStatus }) => [LogicalResourceId, ResourceStatus]));
}

/** Returns the stack's id, by which a deleted stack is found too. */
export async function stackId(): Promise<string> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
  return Stacks[0]?.StackId ?? '';
}

/** Returns the logical names of the stack's resources. */
export async function resources(): Promise<string[]> {
  const { StackResourceSummaries = [] } = await cloudFormation.send(new ListStackResourcesCommand({ StackName: stackName }));
  return StackResourceSummaries.map(({ LogicalResourceId = '' }) => LogicalResourceId);
}
