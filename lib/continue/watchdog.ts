import { GetScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { addDays } from 'date-fns/addDays';
import type { Sweep } from '../aws/deps.ts';
import { wrapError } from '../aws/errors.ts';
import { required } from '../aws/whole-pages.ts';
import { wholeSchedule } from '../aws/whole-schedule.ts';
import type { Failure } from '../model/plan.ts';

/**
 * Resets the "no sweep ran" alarm: a daily schedule that publishes a message without any of our code, starting one day
 * after the next sweep is due. Changes nothing else about the schedule. Returns what failed.
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
    const error = wrapError(`Putting off the schedule ${watchdog}, which tells of missing sweeps,`, thrown);
    return [{ error }];
  }
}
