import { describe, expect, it } from 'vitest';
import { longestGap } from '../../config/schedule-gap.ts';

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
    expect(longestGap(schedule, 'UTC')).toEqual({ days });
  });

  it.each<[string, string, number, string?]>([
    // Clocks there go from 1:59 to 3:00, and in other zones at other times of the day and by less than an hour.
    ['cron(59 1 ? * SUN *)', 'America/New_York', 7],
    ['cron(0 2 ? * SUN *)', 'America/New_York', 14, '2027-03-14T02:00'],
    ['cron(59 2 ? * SUN *)', 'America/New_York', 14, '2027-03-14T02:59'],
    ['cron(0 3 ? * SUN *)', 'America/New_York', 7],
    ['cron(30 2 ? * MON *)', 'America/New_York', 7],
    ['cron(30 2 ? * SUN *)', 'America/Phoenix', 7],
    ['cron(0 1 ? * SUN *)', 'Europe/London', 14, '2027-03-28T01:00'],
    ['cron(0 2 ? * SUN *)', 'Europe/London', 7],
    ['cron(0 0 ? * SUN *)', 'America/Santiago', 14, '2027-09-05T00:00'],
    ['cron(29 2 ? * SUN *)', 'Australia/Lord_Howe', 14, '2027-10-03T02:29'],
    ['cron(30 2 ? * SUN *)', 'Australia/Lord_Howe', 7],
    // A run is left out, and yet another gap is the longest.
    ['cron(30 2 ? * TUE,SAT,SUN *)', 'America/New_York', 4],
    ['cron(30 2 1,15 * ? *)', 'America/New_York', 17],
    // The one on either side comes sooner than a week later.
    ['cron(30 2 ? * MON,SUN *)', 'America/New_York', 7, '2027-03-14T02:30'],
    ['cron(30 2 ? * FRI,SUN *)', 'America/New_York', 7, '2027-03-14T02:30'],
    ['cron(30 2 10,20 * ? *)', 'America/New_York', 28, '2030-03-10T02:30'],
    ['cron(30 2 * * ? *)', 'America/New_York', 2, '2027-03-14T02:30'],
    ['rate(7 days)', 'America/New_York', 7],
  ])('given %s in %s, runs that clocks leave out are skipped: %d days', (schedule, timezone, days, leftOut) => {
    const gap = longestGap(schedule, timezone);
    expect(gap?.days).toBe(days);
    expect(gap?.leftOut?.toISOString().slice(0, 16)).toBe(leftOut);
  });

  it('given every run is left out, there is none', () => {
    expect(longestGap('cron(30 2 ? 3 1#2 *)', 'America/New_York')).toBeUndefined();
  });

  it('given 29 February only, it never comes often enough to know', () => {
    expect(longestGap('cron(0 6 29 2 ? *)', 'UTC')).toBeUndefined();
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
    expect(longestGap(schedule, 'UTC')).toBeUndefined();
  });
});
