import { addDays } from 'date-fns/addDays';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import { describe, expect, it } from 'vitest';
import { nextSweeps } from '../../config/next-sweeps.ts';
import { config } from '../tools/builders.ts';

const newYork = 'America/New_York';
const tuesday = new Date('2026-11-24T06:00:00Z');

describe('the next sweeps', () => {
  it.each([
    ['cron(0 6 ? * TUE *)', 'UTC', '2026-11-24T05:59:59Z', ['2026-11-24T06:00', '2026-12-01T06:00']],
    // A sweep that starts now is this one, not the next.
    ['cron(0 6 ? * TUE *)', 'UTC', '2026-11-24T06:00:00Z', ['2026-12-01T06:00', '2026-12-08T06:00']],
    ['cron(0 6 ? * 3 *)', 'UTC', '2026-11-23T00:00:00Z', ['2026-11-24T06:00', '2026-12-01T06:00']],
    ['cron(0 6 ? * TUE *)', newYork, '2026-10-26T00:00:00Z', ['2026-10-27T10:00', '2026-11-03T11:00']],
    ['rate(7 days)', 'UTC', '2026-11-25T09:30:00Z', ['2026-11-25T09:30', '2026-12-02T09:30']],
  ])('given %s in %s, they start on time, across a change of clocks too', (schedule, timezone, from, starts) => {
    const sweeps = nextSweeps(config({ deploy: { schedule, timezone } }), new Date(from), addDays(from, 60));
    expect(sweeps.slice(0, 2).map((at) => at.toISOString().slice(0, 16))).toEqual(starts);
  });

  it('given an end, a sweep right then is in and none later', () => {
    const until = (end: Date) => nextSweeps(config(), addDays(tuesday, -1), end).length;
    expect(until(addDays(tuesday, 7)), 'sweeps until the second').toBe(2);
    expect(until(subMilliseconds(addDays(tuesday, 7), 1)), 'sweeps until right before it').toBe(1);
  });
});
