import { describe, expect, it } from 'vitest';
import { nextRun } from '../../../cli/schedule/next-run.ts';

const tuesday = new Date('2026-11-24T06:00:00Z');
const before = new Date(tuesday.getTime() - 1);
const week = 'cron(0 6 ? * TUE *)';
const october = new Date('2026-10-24T06:00:00Z');

const zone = (ScheduleExpressionTimezone: string) => ({ ScheduleExpressionTimezone });
const starts = (date: string) => ({ StartDate: new Date(date) });
const created = { CreationDate: new Date('2026-11-01T09:30:00Z') };
const once = 'at(2026-11-24T07:10:00)';

const at = (ScheduleExpression: string, now: Date, more: object = {}) => nextRun({ ScheduleExpression, ...more }, now)?.toISOString();

describe('the next run', () => {
  it.each([
    ['a cron, a millisecond before', week, before, {}, '2026-11-24T06:00:00.000Z'],
    ['a cron, right then', week, tuesday, {}, '2026-12-01T06:00:00.000Z'],
    ['a cron in a time zone', week, before, zone('America/New_York'), '2026-11-24T11:00:00.000Z'],
    ['a cron over a change of clocks', week, october, zone('Europe/Berlin'), '2026-10-27T05:00:00.000Z'],
    ['a cron that starts later', week, before, starts('2026-11-25T00:00Z'), '2026-12-01T06:00:00.000Z'],
    ['a rate that starts later', 'rate(1 day)', before, { StartDate: tuesday }, '2026-11-24T06:00:00.000Z'],
    ['a rate that starts now', 'rate(1 day)', tuesday, { StartDate: tuesday }, '2026-11-25T06:00:00.000Z'],
    ['a rate since its creation', 'rate(7 days)', tuesday, created, '2026-11-29T09:30:00.000Z'],
    ['a moment to come', once, tuesday, {}, '2026-11-24T07:10:00.000Z'],
    ['a moment in a time zone', once, tuesday, zone('Europe/Berlin'), '2026-11-24T06:10:00.000Z'],
    ['a moment gone by', 'at(2026-11-24T05:00:00)', tuesday, {}, undefined],
    ['a rate without a beginning', 'rate(1 day)', tuesday, {}, undefined],
    ['a cron of one year', 'cron(0 6 1 1 ? 2030)', tuesday, {}, undefined],
    ['an unknown time zone', week, tuesday, zone('Mars/Base'), undefined],
    ['nothing', '', tuesday, {}, undefined],
  ])('given %s, it is told if it can be', (_, expression, now, more, expected) => {
    expect(at(expression, now, more)).toBe(expected);
  });
});
