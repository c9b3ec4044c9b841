import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  GetScheduleCommand,
  ListSchedulesCommand,
  paginateListSchedules,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { schedules } from '../../../sandbox/account/stack.ts';
import { aws, refusal } from '../aws.ts';
import { valid } from '../schedule.ts';

const scheduler = () => aws().scheduler;

describe('schedules', () => {
  it('given one is made, it reads back as it was sent', async () => {
    const client = scheduler();
    const { ScheduleArn } = await client.send(new CreateScheduleCommand(valid));
    expect(ScheduleArn).toBe(
      'arn:aws:scheduler:us-east-1:123456789012:schedule/access-key-sweeper-sandbox/once',
    );
    const found = await client.send(new GetScheduleCommand({ Name: 'once', GroupName: schedules.group }));
    expect(found).toMatchObject({ ...valid, Arn: ScheduleArn });
  });

  it('given one of that name is there, a second is refused', async () => {
    const client = scheduler();
    await client.send(new CreateScheduleCommand(valid));
    expect(await refusal(client.send(new CreateScheduleCommand(valid)))).toBe('ConflictException 409');
  });

  it('given it is updated, what is not sent again is gone', async () => {
    const client = scheduler();
    await client.send(new CreateScheduleCommand({ ...valid, Description: 'gone' }));
    await client.send(new UpdateScheduleCommand({ ...valid, ScheduleExpression: 'rate(1 day)' }));
    const found = await client.send(new GetScheduleCommand({ Name: 'once', GroupName: schedules.group }));
    expect(found.ScheduleExpression).toBe('rate(1 day)');
    expect(found.Description).toBeUndefined();
  });

  it('given some, they are listed by prefix and page by page, without what starts them', async () => {
    const { account, scheduler: client } = aws();
    account.settings.pageSize = 1;
    for (const Name of ['continue-1', 'once', 'continue-2'])
      await client.send(new CreateScheduleCommand({ ...valid, Name }));
    const input = { GroupName: schedules.group, NamePrefix: 'continue-' };
    const found: unknown[] = [];
    for await (const { Schedules } of paginateListSchedules({ client }, input))
      found.push(...(Schedules ?? []));
    expect(found).toEqual(
      ['continue-1', 'continue-2'].map((Name) => ({
        Name,
        GroupName: schedules.group,
        State: 'ENABLED',
        Arn: expect.stringContaining(Name),
        Target: { Arn: schedules.functionArn },
      })),
    );
    const elsewhere = client.send(new ListSchedulesCommand({ GroupName: 'other' }));
    expect(await refusal(elsewhere)).toBe('ResourceNotFoundException 404');
  });

  it('given it is not there, to read and to update it are refused', async () => {
    const client = scheduler();
    const missing = { Name: 'none', GroupName: schedules.group };
    expect(await refusal(client.send(new GetScheduleCommand(missing)))).toBe('ResourceNotFoundException 404');
    expect(await refusal(client.send(new UpdateScheduleCommand({ ...valid, ...missing })))).toBe(
      'ResourceNotFoundException 404',
    );
  });

  it.each<[string, Partial<CreateScheduleCommandInput>, string]>([
    ['a name with a space', { Name: 'a b' }, 'ValidationException 400'],
    ['a name of 65 characters', { Name: 'a'.repeat(65) }, 'ValidationException 400'],
    ['a group that is not there', { GroupName: 'other' }, 'ResourceNotFoundException 404'],
    ['no expression that it knows', { ScheduleExpression: 'daily' }, 'ValidationException 400'],
    ['no mode', { FlexibleTimeWindow: { Mode: undefined } }, 'ValidationException 400'],
    ['a target without a role', { Target: { Arn: 'arn:x', RoleArn: '' } }, 'ValidationException 400'],
    [
      'an input longer than 256 KB',
      { Target: { Arn: 'arn:x', RoleArn: 'arn:y', Input: 'x'.repeat(262_145) } },
      'ValidationException 400',
    ],
  ])('given %s, it is refused', async (_, more, answer) => {
    expect(await refusal(scheduler().send(new CreateScheduleCommand({ ...valid, ...more })))).toBe(answer);
  });
});
