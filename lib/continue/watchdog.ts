import { GetScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { addDays } from 'date-fns/addDays';
import type { Sweep } from '../aws/deps.ts';
import { failed } from '../aws/errors.ts';
import { required } from '../aws/required.ts';
import { wholeSchedule } from '../aws/whole-schedule.ts';
import type { Failure } from '../model/types.ts';

/**
 * Puts off the daily schedule that tells of missing sweeps, without any of our code, until a day after the next
 * one is due. All else about it stays as the stack made it.
 */
export async function restartWatchdog({ deps, config, now }: Sweep): Promise<Failure[]> {
  const { group, watchdog } = deps.schedules;
  const Name = { Name: watchdog, GroupName: group };
  try {
    const schedule = wholeSchedule(await deps.scheduler.send(new GetScheduleCommand(Name)));
    await deps.scheduler.send(
      new UpdateScheduleCommand({
        ...schedule,
        ...Name,
        Target: {
          ...required(schedule.Target, 'GetSchedule', 'Target'),
          Input:
            `No sweep of access keys was completed in ${deps.environment} since ${now.toISOString()}. Keys grow old ` +
            'and nobody is told. Look at the schedule, the function and its log.',
        },
        StartDate: addDays(now, config.everyDays + 1),
      }),
    );
    return [];
  } catch (thrown) {
    return [
      { error: failed(`Putting off the schedule ${watchdog}, which tells of missing sweeps,`, thrown) },
    ];
  }
}
