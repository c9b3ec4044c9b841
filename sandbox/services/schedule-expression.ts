import { Cron } from 'croner';

/**
 * True if Scheduler can run it: `at(…)`, `rate(…)`, or `cron(…)` with six fields, of which the day of the month or the day of
 * the week is `?` (EventBridge Scheduler User Guide, "Schedule types").
 */
export function isExpression(text: string): boolean {
  const [, kind, inside = ''] = /^(at|rate|cron)\((.+)\)$/.exec(text) ?? [];
  if (kind === 'at')
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside) && !Number.isNaN(Date.parse(inside));
  if (kind === 'rate') return /^[1-9]\d* (minute|hour|day)s?$/.test(inside);
  return kind === 'cron' && isCron(inside);
}

/** Weekdays are 1 to 7; croner accepts more. */
function isCron(pattern: string): boolean {
  const [, , day, , weekday = '', ...years] = pattern.split(' ');
  const isOneDay = (day === '?') !== (weekday === '?') && !/(?<!#)[089]/.test(weekday);
  return (
    isOneDay && years.length === 1 && isMade(() => new Cron(`0 ${pattern}`, { alternativeWeekdays: true }))
  );
}

/** True if it is a time zone by its name, such as `Europe/Berlin` (EventBridge Scheduler User Guide, "Time zones"). */
export function isZone(timeZone: string): boolean {
  return /^[A-Z]/i.test(timeZone) && isMade(() => new Intl.DateTimeFormat('en', { timeZone }));
}

/** What cannot be read throws when it is made. */
function isMade(make: () => unknown): boolean {
  try {
    return Boolean(make());
  } catch {
    return false;
  }
}
