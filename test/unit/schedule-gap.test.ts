import { describe, expect, it } from 'vitest';
import { longestGapInDays } from '../../config/schedule-gap.ts';

describe('the longest gap of a schedule', () => {
  it.each<[string, number]>([
    ['rate(1 day)', 1],
    ['rate(7 days)', 7],
    ['rate(10 days)', 10],
    ['rate(12 hours)', 0.5],
    ['rate(90 minutes)', 0.0625],
    ['cron(0 6 ? * TUE *)', 7],
    ['cron(0 6 ? * tue *)', 7],
    // Sunday is 1, unlike in other crons.
    ['cron(0 6 ? * 1 *)', 7],
    ['cron(0 6 ? * 7 *)', 7],
    ['cron(0 6 ? * TUE,FRI *)', 4],
    ['cron(0 6 ? * 3,6 *)', 4],
    ['cron(0 6 ? * MON-FRI *)', 3],
    ['cron(0 6 ? * 2-4 *)', 5],
    ['cron(0 6 * * ? *)', 1],
    ['cron(0 6 ? * * *)', 1],
    ['cron(0 6,18 * * ? *)', 0.5],
    ['cron(0 6 1,15 * ? *)', 17],
    ['cron(0 6 1 * ? *)', 31],
    ['cron(0 6 L * ? *)', 31],
    ['cron(0 6 15W * ? *)', 32],
    ['cron(0 6 ? * 3#1 *)', 35],
    ['cron(0 6 ? * FRI#1 *)', 35],
    ['cron(0 6 ? * 6L *)', 35],
    ['cron(0 6 ? JAN-MAR TUE *)', 287],
    // From January to March, if there is no 29 February.
    ['cron(0 6 29 * ? *)', 59],
  ])('given %s, it is %d days', (schedule, days) => {
    expect(longestGapInDays(schedule)).toBe(days);
  });

  it('given 29 February only, it never comes often enough to know', () => {
    expect(longestGapInDays('cron(0 6 29 2 ? *)')).toBeUndefined();
  });

  it.each([
    '',
    'every Tuesday',
    'rate(0 days)',
    'rate(-1 days)',
    'rate(1.5 days)',
    'rate(1 week)',
    'rate(7 days) ',
    'at(2026-11-24T06:00:00)',
    // One of day-of-month and day-of-week must be ?, and only one.
    'cron(0 6 * * TUE *)',
    'cron(0 6 * * * *)',
    'cron(0 6 ? * ? *)',
    // Five fields, or a year.
    'cron(0 6 ? * TUE)',
    'cron(0 6 ? * TUE 2027)',
    'cron(0 6 ? * TUE 2027-2030)',
    'cron(0 6 ? * TUE ?)',
    // No such time, or none that ever comes.
    'cron(0 25 ? * TUE *)',
    'cron(0 6 ? * TUESDAYS *)',
    'cron(0 6 31 2 ? *)',
    '0 6 * * 2',
    'xcron(0 6 ? * TUE *)',
  ])('given %j, there is none', (schedule) => {
    expect(longestGapInDays(schedule)).toBeUndefined();
  });
});
