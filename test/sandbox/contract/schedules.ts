import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { schedules as stack } from '../../../sandbox/account/stack.ts';
import { valid } from '../schedule.ts';
import { type Asked, accepted, ask, inTurn, type Row, rowsOf, wrong } from './row.ts';

type More = Partial<CreateScheduleCommandInput>;

const create = (more: More = {}) => ask(({ scheduler }) => scheduler.send(new CreateScheduleCommand({ ...valid, ...more })));
const update = (more: More = {}) => ask(({ scheduler }) => scheduler.send(new UpdateScheduleCommand({ ...valid, ...more })));
const remove = (Name: string, GroupName = stack.group) =>
  ask(({ scheduler }) => scheduler.send(new DeleteScheduleCommand({ Name, GroupName })));
const get =
  (Name: string) =>
  ({ scheduler }: Asked) =>
    scheduler.send(new GetScheduleCommand({ Name, GroupName: stack.group }));
const list =
  (GroupName: string, NextToken?: string) =>
  ({ scheduler }: Asked) =>
    scheduler.send(new ListSchedulesCommand({ GroupName, NamePrefix: 'continue-', NextToken }));

async function read(one: Asked): Promise<string> {
  const { Arn, ScheduleExpression, Description, FlexibleTimeWindow, Target } = await get('once')(one);
  return [Arn?.split('/').at(-1), ScheduleExpression, Description, FlexibleTimeWindow?.Mode, Target?.Input].join(' ');
}

async function listed(one: Asked): Promise<string> {
  const { Schedules = [] } = await list(stack.group)(one);
  return Schedules.map(({ Name, GroupName, State, Target }) => [Name, GroupName, State, Target?.Arn?.split(':').at(-1)].join(' ')).join();
}

const target = (Input: string, RoleArn = stack.roleArn) => ({ Target: { Arn: stack.functionArn, RoleArn, Input } });
const flexible = (MaximumWindowInMinutes?: number) => create({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes } });
const zone = (ScheduleExpressionTimezone: string) => create({ ScheduleExpressionTimezone });

/** What is read of a schedule of which only the required fields were sent. */
async function defaults({ scheduler }: Asked): Promise<string> {
  const { GroupName, Name } = valid;
  await scheduler.send(new CreateScheduleCommand({ ...valid, ClientToken: 'once-only' }));
  const { State, ScheduleExpressionTimezone, ActionAfterCompletion, Target, ...more } = await scheduler.send(
    new GetScheduleCommand({ GroupName, Name }),
  );
  const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = Target?.RetryPolicy ?? {};
  const retries = [MaximumEventAgeInSeconds, MaximumRetryAttempts].join('+');
  return [State, ScheduleExpressionTimezone, ActionAfterCompletion, retries, 'ClientToken' in more ? 'token' : 'no token'].join(' ');
}
const long = (size: number) => 'x'.repeat(size);
const exists = 'ConflictException 409';
const missing = 'ResourceNotFoundException 404';
const invalid = 'ValidationException 400';
const takes = (page: string, answers = accepted) => wrong(answers, `EventBridge Scheduler API Reference, ${page}`);
const name = takes('CreateSchedule, Name: 1 to 64 letters, digits and _.-');
const expression = takes('CreateSchedule, ScheduleExpression');
const minutes = takes('FlexibleTimeWindow, MaximumWindowInMinutes: 1 to 1,440, with the mode FLEXIBLE');
const mode = takes('FlexibleTimeWindow, Mode');
const input = takes('Target, Input: at most 256 KB');
const status = takes('CreateSchedule, Errors', 'ConflictException 400');
const broken = takes('CreateSchedule, Errors', 'SyntaxError 500');

const withDefaults = 'ENABLED UTC NONE 86400+185 no token';
const noAction = takes('GetSchedule, ActionAfterCompletion', 'ENABLED UTC  86400+185 no token');

const once = 'once at(2026-03-03T07:10:00)  OFF {}';
const disabled = 'continue-1 access-key-sweeper-sandbox DISABLED access-key-sweeper-sandbox-sweep';
const replaced = inTurn(create({ Description: 'before' }), update({ ScheduleExpression: 'rate(1 day)' }), read);
const listedOne = inTurn(create(), create({ Name: 'continue-1', State: 'DISABLED' }), listed);

export const schedules: readonly Row[] = [
  ...rowsOf('CreateSchedule', [
    ['a new one', create(), accepted],
    ['one of that name', inTurn(create(), create()), exists, status],
    ['a name of 64 characters', create({ Name: long(64) }), accepted],
    ['a name of 65 characters', create({ Name: long(65) }), invalid, name],
    ['a name with a space', create({ Name: 'a b' }), invalid, name],
    ['a group that does not exist', create({ GroupName: 'other' }), missing, broken],
    ['no expression', create({ ScheduleExpression: 'daily' }), invalid, expression],
    ['a cron that never runs', create({ ScheduleExpression: 'cron(0 25 ? * TUE *)' }), invalid],
    ['a time zone', zone('Europe/Berlin'), accepted],
    ['a time zone that does not exist', zone('Mars/Base'), invalid, takes('CreateSchedule, ScheduleExpressionTimezone')],
    ['a description of 512 characters', create({ Description: long(512) }), accepted],
    ['a description of 513 characters', create({ Description: long(513) }), invalid, takes('CreateSchedule, Description')],
    ['a window of no minutes', flexible(), invalid, minutes],
    ['a window of 1 minute', flexible(1), accepted],
    ['a window of 0 minutes', flexible(0), invalid, minutes],
    ['a window of 1,440 minutes', flexible(1440), accepted],
    ['a window of 1,441 minutes', flexible(1441), invalid, minutes],
    ['no mode', create({ FlexibleTimeWindow: { Mode: undefined } }), invalid, mode],
    ['a target without a role', create(target('{}', '')), invalid, takes('Target, RoleArn')],
    ['a role that is no ARN', create(target('{}', 'role')), invalid, takes('Target, RoleArn')],
    ['an input of 262,144 bytes', create(target(long(262_144))), accepted],
    ['an input of 262,145 bytes', create(target(long(262_145))), invalid, input],
  ]),
  ...rowsOf('DeleteSchedule', [
    ['one that exists', inTurn(create(), remove('once'), create()), accepted],
    ['one that does not exist', remove('none'), missing],
    ['a group that does not exist', remove('once', 'other'), missing],
  ]),
  ...rowsOf('GetSchedule', [
    ['one that exists', inTurn(create(), read), once],
    ['one of which only the required was sent', defaults, withDefaults, noAction],
    ['one that does not exist', ask(get('none')), missing],
  ]),
  ...rowsOf('ListSchedules', [
    ['a prefix', listedOne, disabled],
    ['a group that does not exist', ask(list('other')), missing, takes('ListSchedules, Errors')],
    [
      'a NextToken that no page gave',
      ask(list(stack.group, 'next')),
      invalid,
      takes('ListSchedules, Errors: ValidationException', 'InvalidToken 400'),
    ],
  ]),
  ...rowsOf('UpdateSchedule', [
    ['a field that is not sent', replaced, 'once rate(1 day)  OFF {}'],
    ['one that does not exist', update({ Name: 'none' }), missing],
  ]),
];
