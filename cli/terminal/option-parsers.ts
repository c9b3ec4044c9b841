import { InvalidArgumentError } from 'commander';

/** Returns a parser of whole numbers from `from` to `to`. The parser throws commander's InvalidArgumentError. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    if (/^\d+$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`);
  };
}

/** Returns `text` if it is a date as YYYY-MM-DD. Throws commander's InvalidArgumentError otherwise. */
export function calendarDay(text: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  // Date reads 31 February as a day in March.
  if (day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('It must be a day such as 2026-12-24.');
}
