import type { Account } from '../account/account.ts';
import { schedules as known } from '../account/stack.ts';
import { pageByToken } from './page.ts';
import { checkLimits, refuse, type ScheduleInput } from './schedule-limits.ts';
import { ServiceError } from './service-error.ts';

type Input = ScheduleInput & {
  NamePrefix?: string;
  NextToken?: string;
  GroupName?: string;
  ClientToken?: string;
};

/** A schedule as it was last sent, and when; times are in seconds since 1970. */
type Schedule = Input & { State?: string; CreationDate?: number; LastModificationDate?: number };

/** A name can be used once in a group (EventBridge Scheduler API Reference, CreateSchedule, Errors). */
export function createSchedule(account: Account, input: Input) {
  const id = checked(input);
  if (account.schedules.has(id)) {
    throw new ServiceError('ConflictException', 409, `Schedule ${input.Name} already exists.`);
  }
  keep(account, id, input);
  return arnOf(account, id);
}

/**
 * Returns the schedule as it was last sent, with its ARN and dates. What was not sent has its default (EventBridge Scheduler
 * API Reference, CreateSchedule and RetryPolicy).
 */
export function getSchedule(account: Account, input: Input) {
  const id = idOf(input);
  const { Target, ...schedule } = existing(account, id);
  const defaults = { State: 'ENABLED', ScheduleExpressionTimezone: 'UTC', ActionAfterCompletion: 'NONE' };
  const retries = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };
  const RetryPolicy = { ...retries, ...Target?.RetryPolicy };
  return { ...defaults, ...schedule, Target: { ...Target, RetryPolicy }, ...arnOf(account, id, 'Arn') };
}

/** Pages hold 100. Only GetSchedule tells the expression (EventBridge Scheduler API Reference, ListSchedules). */
export function listSchedules(account: Account, { GroupName, NamePrefix = '', NextToken }: Input) {
  checkGroup(GroupName);
  if (NextToken !== undefined && !/^\d+$/.test(NextToken)) refuse('Invalid NextToken');
  const found = [...account.schedules.keys()].filter((id) => id.startsWith(`${GroupName}/${NamePrefix}`));
  const { items, ...more } = pageByToken(found, NextToken, Math.min(100, account.settings.pageSize));
  return {
    Schedules: items.map((id) => {
      const { Name, State = 'ENABLED', Target, CreationDate, LastModificationDate } = existing(account, id);
      const dates = { CreationDate, LastModificationDate };
      return { Name, GroupName, State, ...dates, Target: { Arn: Target?.Arn }, ...arnOf(account, id, 'Arn') };
    }),
    ...more,
  };
}

/**
 * Replaces the whole schedule: a field that is not sent is removed (EventBridge Scheduler API Reference,
 * UpdateSchedule).
 */
export function updateSchedule(account: Account, input: Input) {
  const id = checked(input);
  keep(account, id, input, existing(account, id).CreationDate);
  return arnOf(account, id);
}

/** Deletes a schedule; what it was to start never comes (EventBridge Scheduler API Reference, DeleteSchedule). */
export function deleteSchedule(account: Account, input: Input) {
  const id = idOf(input);
  existing(account, id);
  account.schedules.delete(id);
  return {};
}

/** The token is for repetitions of the call only, and no answer has it. */
function keep({ schedules, clock }: Account, id: string, input: Input, CreationDate?: number): void {
  const { ClientToken, ...schedule } = input;
  const now = clock.now().getTime() / 1000;
  schedules.set(id, { ...schedule, CreationDate: CreationDate ?? now, LastModificationDate: now });
}

function existing({ schedules }: Account, id: string): Schedule {
  const schedule = schedules.get(id);
  if (schedule) return schedule;
  throw new ServiceError('ResourceNotFoundException', 404, `Schedule ${id} does not exist.`);
}

/** Returns the id of the schedule in a call. Throws a ServiceError if the call breaks a limit or names another group. */
function checked(input: Input): string {
  checkLimits(input);
  checkGroup(input.GroupName);
  return idOf(input);
}

function checkGroup(GroupName: string | undefined): void {
  if (GroupName === known.group) return;
  throw new ServiceError('ResourceNotFoundException', 404, `Schedule group ${GroupName} does not exist.`);
}

function idOf({ Name, GroupName }: Input): string {
  return `${GroupName}/${Name}`;
}

function arnOf({ accountId }: Account, id: string, field = 'ScheduleArn') {
  return { [field]: `arn:aws:scheduler:us-east-1:${accountId}:schedule/${id}` };
}
