import type { Account } from '../account/account.ts';
import { schedules as known } from '../account/stack.ts';
import { pageByToken } from './page.ts';
import { ServiceError } from './service-error.ts';

type Input = {
  Name?: string;
  NamePrefix?: string;
  NextToken?: string;
  GroupName?: string;
  ScheduleExpression?: string;
  FlexibleTimeWindow?: { Mode?: string };
  Target?: { Arn?: string; RoleArn?: string; Input?: string };
};

/** A name can be used once in a group (EventBridge Scheduler API Reference, CreateSchedule, Errors). */
export function createSchedule(account: Account, input: Input) {
  const id = checked(input);
  if (account.schedules.has(id)) {
    throw new ServiceError('ConflictException', 409, `Schedule ${input.Name} already exists.`);
  }
  account.schedules.set(id, { ...input, CreationDate: account.clock.now().getTime() / 1000 });
  return arnOf(account, id);
}

/** Returns the schedule as it was last sent, with its ARN and CreationDate. */
export function getSchedule(account: Account, input: Input) {
  const id = idOf(input);
  return { ...existing(account, id), ...arnOf(account, id, 'Arn') };
}

/** Pages hold 100. Only GetSchedule tells the expression (EventBridge Scheduler API Reference, ListSchedules). */
export function listSchedules(account: Account, { GroupName, NamePrefix = '', NextToken }: Input) {
  checkGroup(GroupName);
  const found = [...account.schedules.keys()].filter((id) => id.startsWith(`${GroupName}/${NamePrefix}`));
  const { items, ...more } = pageByToken(found, NextToken, Math.min(100, account.settings.pageSize));
  return {
    Schedules: items.map((id) => {
      const { Name, State = 'ENABLED', Target } = existing(account, id) as Input & { State?: string };
      return { Name, GroupName, State, Target: { Arn: Target?.Arn }, ...arnOf(account, id, 'Arn') };
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
  const { CreationDate } = existing(account, id) as { CreationDate?: number };
  account.schedules.set(id, { ...input, CreationDate });
  return arnOf(account, id);
}

function existing({ schedules }: Account, id: string): object {
  const schedule = schedules.get(id);
  if (schedule) return schedule;
  throw new ServiceError('ResourceNotFoundException', 404, `Schedule ${id} does not exist.`);
}

/**
 * Returns the id of the schedule in a call. Throws a ServiceError if the call breaks a limit (EventBridge Scheduler API
 * Reference, CreateSchedule).
 */
function checked(input: Input): string {
  const { Name = '', GroupName, ScheduleExpression = '', FlexibleTimeWindow, Target } = input;
  if (!/^[\w.-]{1,64}$/.test(Name)) refuse('Name must have 1 to 64 letters, digits or any of _.-');
  checkGroup(GroupName);
  if (!/^(at|rate|cron)\(.+\)$/.test(ScheduleExpression)) refuse(`Invalid ${ScheduleExpression}`);
  if (!['OFF', 'FLEXIBLE'].includes(FlexibleTimeWindow?.Mode ?? ''))
    refuse('FlexibleTimeWindow needs a Mode');
  if (!Target?.Arn || !Target.RoleArn) refuse('Target needs an Arn and a RoleArn');
  if (Buffer.byteLength(Target.Input ?? '') > 262_144) refuse('Target.Input is longer than 256 KB');
  return idOf(input);
}

function checkGroup(GroupName: string | undefined): void {
  if (GroupName === known.group) return;
  throw new ServiceError('ResourceNotFoundException', 404, `Schedule group ${GroupName} does not exist.`);
}

function refuse(what: string): never {
  throw new ServiceError('ValidationException', 400, what);
}

function idOf({ Name, GroupName }: Input): string {
  return `${GroupName}/${Name}`;
}

function arnOf({ accountId }: Account, id: string, field = 'ScheduleArn') {
  return { [field]: `arn:aws:scheduler:us-east-1:${accountId}:schedule/${id}` };
}
