import type { Deps } from '../../lib/aws/deps.ts';
import { required } from '../../lib/aws/whole-pages.ts';
import type { Connection } from './connection.ts';
import { readWeekly } from './schedules.ts';
import { stackOf, watchdogName } from './stack-names.ts';

/**
 * Returns what a sweep needs to know about the stack of a stage, as its weekly schedule shows it. Throws if the stage
 * has no weekly schedule.
 */
export async function deploymentOf(
  connection: Omit<Connection, 'config'>,
): Promise<Pick<Deps, 'topicArn' | 'alertsArn' | 'schedules' | 'environment'>> {
  const { stage } = connection;
  const group = stackOf(stage);
  const { Target } = await readWeekly(connection);
  const functionArn = required(Target?.Arn, 'GetSchedule', 'Target.Arn');
  return {
    environment: stage,
    topicArn: topicArnOf(functionArn, `${group}-notices`),
    alertsArn: topicArnOf(functionArn, `${group}-alerts`),
    schedules: {
      group,
      watchdog: watchdogName,
      functionArn,
      roleArn: required(Target?.RoleArn, 'GetSchedule', 'Target.RoleArn'),
      queueArn: required(Target?.DeadLetterConfig?.Arn, 'GetSchedule', 'Target.DeadLetterConfig.Arn'),
    },
  };
}

/** Returns the ARN of a topic in the partition, region and account of the function. */
function topicArnOf(functionArn: string, name: string): string {
  const [arn, partition, , region, accountId] = functionArn.split(':');
  return [arn, partition, 'sns', region, accountId, name].join(':');
}
