/** The account, and the resources that a stack of stage `sandbox` creates in it. */
export const accountId = '123456789012';
export const stage = 'sandbox';
const name = `access-key-sweeper-${stage}`;
export const topicArn = `arn:aws:sns:us-east-1:${accountId}:${name}-notices`;
export const alertsArn = `arn:aws:sns:us-east-1:${accountId}:${name}-alerts`;
export const watchdogRoleArn = `arn:aws:iam::${accountId}:role/${name}-WatchdogRole-EXAMPLE`;
export const sweepRoleArn = `arn:aws:iam::${accountId}:role/${name}-us-east-1-sweep`;

/** The names and ARNs that a sweep needs to schedule its continuation. */
export const schedules = {
  group: name,
  watchdog: 'no-sweep',
  functionArn: `arn:aws:lambda:us-east-1:${accountId}:function:${name}-sweep`,
  roleArn: `arn:aws:iam::${accountId}:role/${name}-ScheduleRole-EXAMPLE`,
  queueArn: `arn:aws:sqs:us-east-1:${accountId}:${name}-undelivered`,
};

/** What the targets of both schedules share, as in `stack/schedule.yml`. */
const target = {
  RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 3600 },
  DeadLetterConfig: { Arn: schedules.queueArn },
};

const weekly = {
  Name: 'sweep',
  Description: 'Starts the sweep. Disable it to pause.',
  GroupName: schedules.group,
  ScheduleExpression: 'cron(0 6 ? * TUE *)',
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
  State: 'ENABLED',
  Target: {
    Arn: schedules.functionArn,
    RoleArn: schedules.roleArn,
    Input: '{"executionId":"<aws.scheduler.execution-id>"}',
    ...target,
  },
};

const watchdog = {
  Name: schedules.watchdog,
  Description: 'Tells that no sweep was completed in time. Each completed sweep puts it off.',
  GroupName: schedules.group,
  ScheduleExpression: 'rate(1 day)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  State: 'ENABLED',
  Target: {
    Arn: alertsArn,
    RoleArn: watchdogRoleArn,
    Input:
      'No sweep of access keys was completed in sandbox since this watch was deployed. Start one by hand ' +
      '(docs/operate.md), or look at the schedule, the function and its log.',
    ...target,
  },
};

/** The function's environment variables, as the stack sets them. */
export const functionEnvironment = {
  STAGE: stage,
  NOTICES_TOPIC_ARN: topicArn,
  ALERTS_TOPIC_ARN: alertsArn,
  SCHEDULE_GROUP: schedules.group,
  WATCHDOG: schedules.watchdog,
  FUNCTION_ARN: schedules.functionArn,
  SCHEDULE_ROLE_ARN: schedules.roleArn,
  UNDELIVERED_QUEUE_ARN: schedules.queueArn,
};

/** Returns the schedules, by group/name, as they are right after a deployment at `now`. */
export function deployedSchedules(now: Date): [string, object][] {
  const CreationDate = now.getTime() / 1000;
  return [weekly, watchdog].map((schedule) => [
    `${schedule.GroupName}/${schedule.Name}`,
    { ...schedule, CreationDate, LastModificationDate: CreationDate },
  ]);
}
