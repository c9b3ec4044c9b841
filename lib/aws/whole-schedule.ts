import type { GetScheduleCommandOutput, UpdateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { required } from './whole-pages.ts';

/**
 * Returns a schedule in the form in which UpdateSchedule changes nothing. UpdateSchedule sets every field that it is not
 * given to its default (EventBridge Scheduler API reference).
 */
export function wholeSchedule(found: GetScheduleCommandOutput): UpdateScheduleCommandInput {
  const { Arn, CreationDate, LastModificationDate, $metadata, ...schedule } = found;
  return {
    ...schedule,
    Name: required(schedule.Name, 'GetSchedule', 'Name'),
    ScheduleExpression: required(schedule.ScheduleExpression, 'GetSchedule', 'ScheduleExpression'),
    FlexibleTimeWindow: required(schedule.FlexibleTimeWindow, 'GetSchedule', 'FlexibleTimeWindow'),
    Target: required(schedule.Target, 'GetSchedule', 'Target'),
  };
}
