import { schedules, topicArn } from './stack.ts';

/** What the stack tells the function, where it is deployed to the account in memory. */
export const functionEnvironment = {
  STAGE: 'sandbox',
  NOTICES_TOPIC_ARN: topicArn,
  SCHEDULE_GROUP: schedules.group,
  WATCHDOG: schedules.watchdog,
  FUNCTION_ARN: schedules.functionArn,
  SCHEDULE_ROLE_ARN: schedules.roleArn,
  UNDELIVERED_QUEUE_ARN: schedules.queueArn,
};
