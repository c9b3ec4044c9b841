import { Cron } from 'croner';
import { addMinutes } from 'date-fns/addMinutes';
import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import { max } from 'date-fns/max';
import { cronPatternOf } from '../../config/schedule-gap.ts';

/** The fields of GetSchedule that decide when a schedule runs. */
export type Timed = {
  ScheduleExpression?: string | undefined;
  ScheduleExpressionTimezone?: string | undefined;
  StartDate?: Date | undefined;
  CreationDate?: Date | undefined;
};

const minutesOf = { minute: 1, hour: 60, day: 1440 } as const;

/**
 * Returns when a schedule runs next, after `now`. Undefined if it does not, or if its expression cannot be read. A rate
 * counts from the start date, or else from the creation (EventBridge Scheduler User Guide, "Rate-based schedules").
 */
export function nextRun(schedule: Timed, now: Date): Date | undefined {
  const { ScheduleExpression = '', ScheduleExpressionTimezone = 'UTC', StartDate, CreationDate } = schedule;
  const pattern = cronPatternOf(ScheduleExpression);
  if (pattern) return nextOf(pattern, ScheduleExpressionTimezone, max([now, StartDate ?? now]));
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression);
  const first = StartDate ?? CreationDate;
  if (rate && first) {
    const interval = Number(rate[1]) * minutesOf[rate[2] as keyof typeof minutesOf];
    const runs = differenceInMilliseconds(now, first) / (interval * 60_000);
    return runs < 0 ? first : addMinutes(first, (Math.floor(runs) + 1) * interval);
  }
  const [, once] = /^at\((.+)\)$/.exec(ScheduleExpression) ?? [];
  return once ? nextOf(once, ScheduleExpressionTimezone, now) : undefined;
}

function nextOf(pattern: string, timezone: string, after: Date): Date | undefined {
  try {
    return new Cron(pattern, { alternativeWeekdays: true, timezone }).nextRun(after) ?? undefined;
  } catch {
    // croner throws on an invalid expression or time zone: a person may have edited the schedule.
    return undefined;
  }
}
