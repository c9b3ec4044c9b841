import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { addDays } from 'date-fns/addDays';
import type { Sweep } from '../aws/deps.ts';
import { asError, wrapError } from '../aws/errors.ts';
import { required } from '../aws/whole-pages.ts';
import { wholeSchedule } from '../aws/whole-schedule.ts';
import type { Failure } from '../model/plan.ts';

/** The schedule as it is, or why it could not be read. */
type Watchdog = Promise<GetScheduleCommandOutput | Error>;

/** Reads the schedule that `restartWatchdog` changes; a change of it in between is lost. Never rejects. */
export function readWatchdog({ deps }: Sweep): Watchdog {
  return deps.scheduler.send(new GetScheduleCommand(nameOf(deps))).catch(asError);
}

/**
 * Resets the "no sweep ran" alarm: a daily schedule that publishes a message without any of our code, starting one day
 * after the next sweep is due. Changes nothing else about the schedule. Returns what failed.
 */
export async function restartWatchdog(watchdog: Watchdog, { deps, config, now }: Sweep): Promise<Failure[]> {
  try {
    const found = await watchdog;
    if (found instanceof Error) throw found;
    const schedule = wholeSchedule(found);
    await deps.scheduler.send(
      new UpdateScheduleCommand({
        ...schedule,
        ...nameOf(deps),
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
    const error = wrapError(
      `Putting off the schedule ${deps.schedules.watchdog}, which tells of missing sweeps,`,
      thrown,
    );
    return [{ error }];
  }
}

function nameOf({ schedules: { group, watchdog } }: Sweep['deps']) {
  return { Name: watchdog, GroupName: group };
}
