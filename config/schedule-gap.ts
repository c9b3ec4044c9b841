import { Cron } from 'croner';
import { differenceInMinutes } from 'date-fns/differenceInMinutes';
import { clocksOf } from './wall-clock.ts';

const minutesOf = { minute: 1, hour: 60, day: 1440 } as const;

/** Enough runs of a weekly schedule to see a leap year's February and every month after another. */
const runsLookedAt = 500;
const start = new Date('2027-01-01T00:00:00Z');

/** How far apart two runs are, and the run between them, in local time, that clocks going forward leave out. */
export type Gap = { days: number; leftOut?: Date | undefined };

/**
 * The longest time between two runs of an EventBridge Scheduler expression; undefined if it is none or if it
 * cannot be computed. An hour more or less is left out: a weekly run at 6:00 is 7 days apart all year. A run at a
 * time that clocks never show is not: Scheduler skips it.
 *
 * Syntax and skipped runs: EventBridge Scheduler User Guide, "Schedule types". A cron limited to some years ends one
 * day, so it has no longest gap.
 */
export function longestGap(schedule: string, timezone: string): Gap | undefined {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate) return { days: (Number(rate[1]) * minutesOf[rate[2] as keyof typeof minutesOf]) / minutesOf.day };
  const pattern = cronPatternOf(schedule);
  if (pattern === undefined) return undefined;
  try {
    // An offset and a Date, because a time zone and text take croner twice as long, and every cold start waits.
    return longestGapOf(new Cron(pattern, { alternativeWeekdays: true, utcOffset: 0 }), timezone);
  } catch {
    // croner throws on what it cannot read, which is the answer to the question asked.
    return undefined;
  }
}

/** An EventBridge Scheduler cron of no particular year as croner reads it; undefined if it is none. */
export function cronPatternOf(schedule: string): string | undefined {
  const cron = /^cron\((\S+ \S+ (\S+) \S+ (\S+)) \*\)$/.exec(schedule);
  // Exactly one of the two day fields is `?`, and AWS counts weekdays from 1 to 7 where croner is laxer.
  if (!cron?.[1] || (cron[2] === '?') === (cron[3] === '?') || /(?<!#)[089]/.test(cron[3] ?? ''))
    return undefined;
  return cron[1].replaceAll('?', '*');
}

function longestGapOf(cron: Cron, timezone: string): Gap | undefined {
  const planned = cron.nextRuns(runsLookedAt, start);
  if (planned.length < runsLookedAt) return undefined;
  const runs = timezone === 'UTC' ? planned : planned.filter(clocksOf(timezone));
  const [longest] = runs
    .slice(1)
    .map((run, i) => ({ run, days: differenceInMinutes(run, runs[i] ?? run) / minutesOf.day }))
    .toSorted((a, b) => b.days - a.days);
  return longest && { days: longest.days, leftOut: leftOutBefore(longest.run, planned, runs) };
}

function leftOutBefore(run: Date, planned: readonly Date[], runs: readonly Date[]): Date | undefined {
  const before = planned[planned.indexOf(run) - 1];
  return before && !runs.includes(before) ? before : undefined;
}
