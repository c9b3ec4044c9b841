import type { GetScheduleCommandOutput, UpdateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { required } from './required.ts';

/**
 * A schedule as UpdateSchedule must be given it to change nothing: it sets whatever it is not given back to its
 * default (EventBridge Scheduler API reference).
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
