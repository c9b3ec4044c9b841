import { CreateScheduleCommand, GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { expect, it } from 'vitest';
import { schedules } from '../../../sandbox/account/stack.ts';
import { aws } from '../aws.ts';
import { valid } from '../schedule.ts';

it('given a schedule is created, it reads back as it was sent', async () => {
  const { scheduler } = aws();
  const { ScheduleArn } = await scheduler.send(new CreateScheduleCommand(valid));
  const found = await scheduler.send(new GetScheduleCommand({ Name: 'once', GroupName: schedules.group }));
  expect(found).toMatchObject({ ...valid, Arn: ScheduleArn });
  expect(ScheduleArn).toBe(`arn:aws:scheduler:us-east-1:123456789012:schedule/${schedules.group}/once`);
});
