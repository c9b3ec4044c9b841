import { Cron } from 'croner';
import { addHours } from 'date-fns/addHours';
import { cronPatternOf } from './schedule-gap.ts';
import type { Config } from './schema.ts';

/**
 * Returns when the next sweeps of a schedule start: after `from`, up to and including `end`. A `rate` is counted from
 * `from`, which is then its first sweep, because the configuration does not say when the rate began.
 */
export function nextSweeps({ deploy, everyDays }: Config, from: Date, end: Date): Date[] {
  const pattern = cronPatternOf(deploy.schedule);
  const next = pattern
    ? nextOf(new Cron(pattern, { alternativeWeekdays: true, timezone: deploy.timezone }))
    : (after: Date) => addHours(after, everyDays * 24);
  const sweeps: Date[] = [];
  for (let at = pattern ? next(from) : from; at && at <= end; at = next(at)) sweeps.push(at);
  return sweeps;
}

function nextOf(cron: Cron): (after: Date) => Date | null {
  return (after) => cron.nextRun(after);
}
