import { addHours } from 'date-fns/addHours';
import { differenceInHours } from 'date-fns/differenceInHours';

/**
 * Returns the whole 24-hour periods from `since` to `now`. Not differenceInDays, which counts local calendar days: in
 * London it says 90 when 89.98 days have passed.
 */
export function wholeDays(now: Date, since: Date): number {
  return Math.trunc(differenceInHours(now, since) / 24);
}

/** Returns the moment so many 24-hour days later. */
export function daysAfter(date: Date, days: number): Date {
  return addHours(date, days * 24);
}

/** Returns the day as YYYY-MM-DD in UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
