import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import type { Deps } from '../lib/deps.ts';
import { failed, isCode } from '../lib/errors.ts';
import { required } from '../lib/required.ts';
import type { Connection } from './connection.ts';

const service = 'access-key-sweeper';

/**
 * What a sweep needs to know of the stack of a stage, read from its weekly schedule. Throws if there is none.
 */
export async function deploymentOf({
  clients,
  stage,
  accountId,
  region,
}: Omit<Connection, 'config'>): Promise<Pick<Deps, 'topicArn' | 'schedules' | 'environment'>> {
  const group = `${service}-${stage}`;
  const { Target } = await clients.scheduler
    .send(new GetScheduleCommand({ Name: 'sweep', GroupName: group }))
    .catch((cause: unknown) => {
      if (!isCode(cause, 'ResourceNotFound')) throw failed(`Reading the schedule ${group}/sweep`, cause);
      throw new Error(
        `The stage ${stage} is not deployed to account ${accountId} in ${region}: there is no schedule ${group}/sweep. ` +
          `Deploy it (npm exec -- serverless deploy --stage ${stage}), or name its region with --region.`,
        { cause },
      );
    });
  const functionArn = required(Target?.Arn, 'GetSchedule', 'Target.Arn');
  return {
    environment: stage,
    topicArn: topicArnOf(functionArn, `${group}-notices`),
    schedules: {
      group,
      watchdog: 'no-sweep',
      functionArn,
      roleArn: required(Target?.RoleArn, 'GetSchedule', 'Target.RoleArn'),
      queueArn: required(Target?.DeadLetterConfig?.Arn, 'GetSchedule', 'Target.DeadLetterConfig.Arn'),
    },
  };
}

/** The topic is in the function's partition, region and account. */
function topicArnOf(functionArn: string, name: string): string {
  const [arn, partition, , region, accountId] = functionArn.split(':');
  return [arn, partition, 'sns', region, accountId, name].join(':');
}
