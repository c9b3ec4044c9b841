import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { schedules as stack } from '../../../sandbox/account/stack.ts';
import { refusal } from '../aws.ts';
import { valid } from '../schedule.ts';
import type { Asked, Row } from './row.ts';

const create =
  (more: Partial<CreateScheduleCommandInput> = {}) =>
  (one: Asked) =>
    one.scheduler.send(new CreateScheduleCommand({ ...valid, ...more }));
const update =
  (more: Partial<CreateScheduleCommandInput> = {}) =>
  (one: Asked) =>
    one.scheduler.send(new UpdateScheduleCommand({ ...valid, ...more }));
const get = (Name: string) => (one: Asked) =>
  one.scheduler.send(new GetScheduleCommand({ Name, GroupName: stack.group }));

const list = (GroupName: string) => (one: Asked) =>
  one.scheduler.send(new ListSchedulesCommand({ GroupName, NamePrefix: 'continue-' }));

const accepted = 'accepted';
const missing = 'ResourceNotFoundException 404';

export const schedules: readonly Row[] = [
  { call: 'CreateSchedule', given: 'a new one', ask: (one) => refusal(create()(one)), aws: accepted },
  {
    call: 'CreateSchedule',
    given: 'one of that name',
    ask: async (one) => {
      await create()(one);
      return refusal(create()(one));
    },
    aws: 'ConflictException 409',
    moto: {
      answers: 'ConflictException 400',
      page: 'EventBridge Scheduler API Reference, CreateSchedule, Errors',
    },
  },
  {
    call: 'CreateSchedule',
    given: 'a group that is not there',
    ask: (one) => refusal(create({ GroupName: 'other' })(one)),
    aws: missing,
    moto: {
      answers: 'SyntaxError 500',
      page: 'EventBridge Scheduler API Reference, CreateSchedule, Errors',
    },
  },
  {
    call: 'GetSchedule',
    given: 'one that is there',
    ask: async (one) => {
      await create()(one);
      const { Arn, Target } = await get('once')(one);
      return `${Arn} ${Target?.Input}`;
    },
    aws: 'arn:aws:scheduler:us-east-1:123456789012:schedule/access-key-sweeper-sandbox/once {}',
  },
  {
    call: 'GetSchedule',
    given: 'one that is not there',
    ask: (one) => refusal(get('none')(one)),
    aws: missing,
  },
  {
    call: 'ListSchedules',
    given: 'a prefix, its names, groups, states and targets',
    ask: async (one) => {
      await create()(one);
      await create({ Name: 'continue-1', State: 'DISABLED' })(one);
      const { Schedules = [] } = await list(stack.group)(one);
      return Schedules.map(({ Name, GroupName, State, Target }) =>
        [Name, GroupName, State, Target?.Arn?.split(':').at(-1)].join(' '),
      ).join();
    },
    aws: 'continue-1 access-key-sweeper-sandbox DISABLED access-key-sweeper-sandbox-sweep',
  },
  {
    call: 'ListSchedules',
    given: 'a group that is not there',
    ask: (one) => refusal(list('other')(one)),
    aws: missing,
    moto: {
      answers: accepted,
      page: 'EventBridge Scheduler API Reference, ListSchedules, Errors',
    },
  },
  {
    call: 'UpdateSchedule',
    given: 'one that is there',
    ask: async (one) => {
      await create({ Description: 'before' })(one);
      await update({ ScheduleExpression: 'rate(1 day)' })(one);
      const { Description, ScheduleExpression } = await get('once')(one);
      return `${ScheduleExpression} ${Description}`;
    },
    aws: 'rate(1 day) undefined',
  },
  {
    call: 'UpdateSchedule',
    given: 'one that is not there',
    ask: (one) => refusal(update({ Name: 'none' })(one)),
    aws: missing,
  },
];
