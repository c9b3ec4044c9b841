import { differenceInHours } from 'date-fns/differenceInHours';

/**
 * Whole 24-hour periods from `since` to `now`. Not differenceInDays, which counts local calendar days:
 * 90 in London where 89.98 days have passed.
 */
export function wholeDays(now: Date, since: Date): number {
  return Math.trunc(differenceInHours(now, since) / 24);
}
