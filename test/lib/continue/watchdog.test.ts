import { GetScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { addDays } from 'date-fns/addDays';
import { expect, it } from 'vitest';
import { readWatchdog, restartWatchdog } from '../../../lib/continue/watchdog.ts';
import { now } from '../../tools/builders.ts';
import { awsError, mockedSweep } from '../../tools/mocked-sweep.ts';

const schedule = {
  Arn: 'arn:aws:scheduler:us-east-1:123456789012:schedule/access-key-sweeper-prod/no-sweep',
  CreationDate: now,
  Name: 'no-sweep',
  GroupName: 'access-key-sweeper-prod',
  Description: 'as deployed',
  ScheduleExpression: 'rate(1 day)',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  State: 'ENABLED' as const,
  Target: { Arn: 'arn:aws:sns:us-east-1:123456789012:alerts', RoleArn: 'arn:aws:iam::1:role/r', Input: 'old' },
};

it('given the schedule as deployed, only its start and its text change', async () => {
  const { sweep, scheduler } = mockedSweep();
  scheduler.on(GetScheduleCommand).resolves(schedule);
  await expect(restartWatchdog(readWatchdog(sweep), sweep)).resolves.toEqual([]);
  const { Arn, CreationDate, ...rest } = schedule;
  expect(scheduler.commandCalls(UpdateScheduleCommand)[0]?.args[0].input).toEqual({
    ...rest,
    StartDate: addDays(now, 8),
    Target: {
      ...rest.Target,
      Input: expect.stringContaining('No sweep of access keys was completed in prod since 2026-11-24T06:00:00.000Z'),
    },
  });
});

it.each([
  ['cannot be read', (mocked: ReturnType<typeof mockedSweep>) => mocked.scheduler.rejects(awsError('AccessDeniedException'))],
  [
    'has no target',
    (mocked: ReturnType<typeof mockedSweep>) => mocked.scheduler.on(GetScheduleCommand).resolves({ ...schedule, Target: undefined }),
  ],
])('given the schedule %s, that is a failure and nothing is changed', async (_, arrange) => {
  const mocked = mockedSweep();
  arrange(mocked);
  const [failure] = await restartWatchdog(readWatchdog(mocked.sweep), mocked.sweep);
  expect(failure?.error.message).toContain('Putting off the schedule no-sweep, which tells of missing sweeps, failed');
  expect(mocked.scheduler.commandCalls(UpdateScheduleCommand)).toEqual([]);
});
