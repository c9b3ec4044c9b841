import { Cron } from 'croner';
import { differenceInMinutes } from 'date-fns/differenceInMinutes';
import { clocksOf } from './wall-clock.ts';

const minutesOf = { minute: 1, hour: 60, day: 1440 } as const;

/** So many runs of a weekly schedule are almost ten years: all lengths of month and leap years occur. */
const runsLookedAt = 500;
const start = new Date('2027-01-01T00:00:00Z');

/**
 * The time between two runs. `leftOut`: the run between them that does not happen, because its local time (here
 * written as UTC) is skipped when clocks go forward.
 */
export type Gap = { days: number; leftOut?: Date | undefined };

/**
 * Returns the longest time between two runs of an EventBridge Scheduler expression. Undefined if the expression is
 * wrong, runs too rarely to tell, or is limited to some years: then it ends, and has no longest gap.
 *
 * The hour that a change of clocks adds or takes is not counted: a weekly run at 6:00 has a gap of 7 days all year. A
 * run at a local time that does not exist is counted as missing, because Scheduler skips it (EventBridge Scheduler
 * User Guide, "Schedule types").
 */
export function longestGap(schedule: string, timezone: string): Gap | undefined {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(schedule);
  if (rate) return { days: (Number(rate[1]) * minutesOf[rate[2] as keyof typeof minutesOf]) / minutesOf.day };
  const pattern = cronPatternOf(schedule);
  if (pattern === undefined) return undefined;
  try {
    // An offset and a Date: a time zone and text take croner twice as long, and every cold start of the function waits.
    return longestGapOf(new Cron(pattern, { alternativeWeekdays: true, utcOffset: 0 }), timezone);
  } catch {
    // croner throws if the expression is wrong.
    return undefined;
  }
}

/**
 * Returns the croner pattern of an EventBridge Scheduler cron; undefined if it is no cron, or limited to some years.
 */
export function cronPatternOf(schedule: string): string | undefined {
  const cron = /^cron\((\S+ \S+ (\S+) \S+ (\S+)) \*\)$/.exec(schedule);
  // Exactly one of the two day fields must be `?`, and AWS numbers weekdays 1 to 7; croner accepts more.
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

/** Returns the run planned right before `run` if clocks leave it out; undefined if it happens. */
function leftOutBefore(run: Date, planned: readonly Date[], runs: readonly Date[]): Date | undefined {
  const before = planned[planned.indexOf(run) - 1];
  return before && !runs.includes(before) ? before : undefined;
}
