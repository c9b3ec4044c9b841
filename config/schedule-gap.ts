import { Cron } from 'croner';
import { differenceInMinutes } from 'date-fns/differenceInMinutes';

const minutesOf = { minute: 1, hour: 60, day: 1440 } as const;

/** Enough runs of a weekly schedule to see a leap year's February and every month after another. */
const runsLookedAt = 500;
const start = new Date('2027-01-01T00:00:00Z');

/**
 * The longest time between two runs of an EventBridge Scheduler expression, in days; undefined if it is none
 * or if it cannot be computed. Clock changes are left out: a weekly run at 6:00 is 7 days apart all year.
 *
 * Syntax: EventBridge Scheduler User Guide, "Schedule types". A cron limited to some years ends one day, so
 * it has no longest gap.
 */
export function longestGapInDays(schedule: string): number | undefined {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate) return (Number(rate[1]) * minutesOf[rate[2] as keyof typeof minutesOf]) / minutesOf.day;
  const pattern = cronPatternOf(schedule);
  if (pattern === undefined) return undefined;
  try {
    // An offset and a Date, because a time zone and text take croner twice as long, and every cold start waits.
    return longestGapOf(new Cron(pattern, { alternativeWeekdays: true, utcOffset: 0 }));
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

function longestGapOf(cron: Cron): number | undefined {
  const runs = cron.nextRuns(runsLookedAt, start);
  if (runs.length < runsLookedAt) return undefined;
  const gaps = runs.slice(1).map((run, i) => differenceInMinutes(run, runs[i] ?? run));
  return Math.max(...gaps) / minutesOf.day;
}
