import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { schedules } from '../../sandbox/account/stack.ts';

/** A schedule that Scheduler accepts. */
export const valid: CreateScheduleCommandInput = {
  Name: 'once',
  GroupName: schedules.group,
  ScheduleExpression: 'at(2026-03-03T07:10:00)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  StartDate: new Date('2026-03-04T00:00:00Z'),
  Target: { Arn: schedules.functionArn, RoleArn: schedules.roleArn, Input: '{}' },
};
