import { describe, expect, it } from 'vitest';
import { calendarDay, wholeNumber } from '../../../cli/terminal/option-parsers.ts';

describe('a whole number from 1 to 260', () => {
  const parse = wholeNumber(1, 260);

  it.each(['1', '26', '260'])('given %s, it is taken', (text) => {
    expect(parse(text)).toBe(Number(text));
  });

  it.each(['0', '261', '-1', '1.5', 'x', '', ' 1'])('given %j, it is refused', (text) => {
    expect(() => parse(text)).toThrow('It must be a whole number from 1 to 260.');
  });
});

describe('a day of the calendar', () => {
  it.each(['2026-12-24', '2028-02-29'])('given %s, it is taken', (text) => {
    expect(calendarDay(text)).toBe(text);
  });

  it.each(['2027-02-31', '2027-02-29', '24.12.2026', '2026-12-24T06:00:00Z', 'tomorrow', ''])('given %j, it is refused', (text) => {
    expect(() => calendarDay(text)).toThrow('It must be a day such as 2026-12-24.');
  });
});
