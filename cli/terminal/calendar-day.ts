import { InvalidArgumentError } from 'commander';

/** Reads an option that is a day of the calendar; gives commander's fault otherwise. */
export function calendarDay(text: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // There is no 31 February, which Date takes for a day in March.
  if (day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('It must be a day such as 2026-12-24.');
}
