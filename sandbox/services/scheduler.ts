import { type Account, schedules as known } from '../account.ts';
import { ServiceError } from '../service-error.ts';

type Input = {
  Name?: string;
  GroupName?: string;
  ScheduleExpression?: string;
  FlexibleTimeWindow?: { Mode?: string };
  Target?: { Arn?: string; RoleArn?: string; Input?: string };
};

export function createSchedule(account: Account, input: Input) {
  const id = checked(input);
  if (account.schedules.has(id)) {
    throw new ServiceError('ConflictException', 409, `Schedule ${input.Name} already exists.`);
  }
  account.schedules.set(id, input);
  return arnOf(account, id);
}

export function getSchedule(account: Account, input: Input) {
  const id = idOf(input);
  return { ...existing(account, id), ...arnOf(account, id, 'Arn') };
}

/** Everything is replaced: what is not sent again is gone (API reference, UpdateSchedule). */
export function updateSchedule(account: Account, input: Input) {
  const id = checked(input);
  existing(account, id);
  account.schedules.set(id, input);
  return arnOf(account, id);
}

function existing({ schedules }: Account, id: string): object {
  const schedule = schedules.get(id);
  if (schedule) return schedule;
  throw new ServiceError('ResourceNotFoundException', 404, `Schedule ${id} does not exist.`);
}

/** The names' form and the limits are those of the API reference, CreateSchedule. */
function checked(input: Input): string {
  const { Name = '', GroupName, ScheduleExpression = '', FlexibleTimeWindow, Target } = input;
  if (!/^[\w.-]{1,64}$/.test(Name)) refuse('Name must have 1 to 64 letters, digits or any of _.-');
  if (GroupName !== known.group) {
    throw new ServiceError('ResourceNotFoundException', 404, `Schedule group ${GroupName} does not exist.`);
  }
  if (!/^(at|rate|cron)\(.+\)$/.test(ScheduleExpression)) refuse(`Invalid ${ScheduleExpression}`);
  if (!['OFF', 'FLEXIBLE'].includes(FlexibleTimeWindow?.Mode ?? ''))
    refuse('FlexibleTimeWindow needs a Mode');
  if (!Target?.Arn || !Target.RoleArn) refuse('Target needs an Arn and a RoleArn');
  if (Buffer.byteLength(Target.Input ?? '') > 262_144) refuse('Target.Input is longer than 256 KB');
  return idOf(input);
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
