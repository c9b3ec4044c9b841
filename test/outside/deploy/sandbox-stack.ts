import { DescribeStacksCommand, type Stack, type Tag } from '@aws-sdk/client-cloudformation';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetScheduleCommand, type GetScheduleCommandOutput } from '@aws-sdk/client-scheduler';
import { cloudFormation, logs, scheduler, tell } from './aws.ts';
import { until } from './until.ts';

/** The stack of the stage `sandbox`, and the schedule group of that name. */
export const stackName = 'access-key-sweeper-sandbox';
const logGroupName = `/aws/lambda/${stackName}-sweep`;

export async function output(name: string): Promise<string> {
  const value = (await stack())?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  if (!value) throw new Error(`The stack has no output ${name}`);
  return value;
}

export async function tagsOfStack(): Promise<Tag[]> {
  return (await stack())?.Tags ?? [];
}

async function stack(): Promise<Stack | undefined> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
  return Stacks[0];
}

/**
 * Moves the deployed schedule, `rate(1 day)`, by one day and waits for the sweep that ministack's scheduler then starts with
 * the stack's own target. Returns what the function logged in that sweep.
 */
export async function nextSweep(): Promise<string> {
  const before = await logged();
  await tell('age-schedule', { schedule: await output('ScheduleName'), days: 1 });
  const after = await until('the end of a sweep', async () => {
    const now = await logged();
    return now.slice(before.length).some((line) => line.startsWith('REPORT')) ? now : undefined;
  });
  return after.slice(before.length).join('\n');
}

async function logged(): Promise<string[]> {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 10_000 }));
  return events.map(({ message = '' }) => message);
}

/** Returns the watchdog: the schedule that reports that no sweep ran. */
export function watchdog(): Promise<GetScheduleCommandOutput> {
  return scheduler.send(new GetScheduleCommand({ GroupName: stackName, Name: 'no-sweep' }));
}
