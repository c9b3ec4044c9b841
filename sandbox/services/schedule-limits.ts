import { isExpression, isZone } from './schedule-expression.ts';
import { ServiceError } from './service-error.ts';

/** The fields of a schedule that have limits. */
export type ScheduleInput = {
  Name?: string;
  Description?: string;
  ScheduleExpression?: string;
  ScheduleExpressionTimezone?: string;
  FlexibleTimeWindow?: { Mode?: string; MaximumWindowInMinutes?: number };
  Target?: { Arn?: string; RoleArn?: string; Input?: string; RetryPolicy?: object };
};

const roleArn = /^arn:aws(-[a-z]+)?:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** Throws a ServiceError if a schedule breaks a limit (EventBridge Scheduler API Reference, CreateSchedule and Target). */
export function checkLimits(input: ScheduleInput): void {
  const { Name = '', Description = '', FlexibleTimeWindow, Target } = input;
  const { ScheduleExpression = '', ScheduleExpressionTimezone = 'UTC' } = input;
  const { Mode, MaximumWindowInMinutes: minutes = 0 } = FlexibleTimeWindow ?? {};
  if (!/^[\w.-]{1,64}$/.test(Name)) refuse('Name must have 1 to 64 letters, digits or any of _.-');
  if (Description.length > 512) refuse('Description is longer than 512 characters');
  if (!isExpression(ScheduleExpression)) refuse(`Invalid Schedule Expression ${ScheduleExpression}.`);
  if (!isZone(ScheduleExpressionTimezone)) refuse(`Invalid time zone ${ScheduleExpressionTimezone}`);
  if (Mode !== 'OFF' && Mode !== 'FLEXIBLE') refuse('FlexibleTimeWindow needs a Mode');
  if (Mode === 'FLEXIBLE' && !(minutes >= 1 && minutes <= 1440))
    refuse('MaximumWindowInMinutes is 1 to 1440');
  if (!Target?.Arn || !roleArn.test(Target.RoleArn ?? '')) refuse('Target needs an Arn and a RoleArn');
  if (Buffer.byteLength(Target.Input ?? '') > 262_144) refuse('Target.Input is longer than 256 KB');
}

/** Throws a ServiceError that Scheduler answers to a call with a wrong value. */
export function refuse(what: string): never {
  throw new ServiceError('ValidationException', 400, what);
}
