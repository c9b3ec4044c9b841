import { describe, expect, it } from 'vitest';
import { type Schedule, statusOf, watchdogOf, weeklyOf } from '../../../cli/schedule/status.ts';
import { statusText, watchdogSentence, weeklySentence } from '../../../cli/schedule/status-text.ts';

const now = new Date('2026-11-21T12:00:00Z');
const weekly: Schedule = {
  State: 'ENABLED',
  Description: 'Starts the sweep. Disable it to pause.',
  ScheduleExpression: 'cron(0 6 ? * TUE *)',
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { MaximumWindowInMinutes: 60 },
};
const watchdog: Schedule = {
  State: 'ENABLED',
  ScheduleExpression: 'rate(1 day)',
  StartDate: new Date('2026-11-25T06:10:00Z'),
  Target: {
    Input: 'No sweep of access keys was completed in prod since 2026-11-17T06:03:11.250Z. Keys grow old.',
  },
};
const paused = (until: string) => ({
  ...weekly,
  State: 'DISABLED',
  Description: `Paused until ${until}: "change freeze". Before: x`,
});
const resume = 'npm run sweeper -- schedule resume --stage prod';

describe('the weekly schedule', () => {
  it.each<[string, Schedule, string]>([
    [
      'it is enabled',
      weekly,
      'Enabled. Next on 2026-11-24 06:00 UTC, up to 60 minutes later; cron(0 6 ? * TUE *), UTC.',
    ],
    [
      'it has no flexible window',
      { ...weekly, FlexibleTimeWindow: {} },
      'Enabled. Next on 2026-11-24 06:00 UTC; cron(0 6 ? * TUE *), UTC.',
    ],
    [
      'it cannot be read',
      { ...weekly, ScheduleExpression: 'cron(0 6 1 1 ? 2030)' },
      'Enabled. When it runs next cannot be told from here; cron(0 6 1 1 ? 2030), UTC.',
    ],
    [
      'it is paused',
      paused('2026-11-22'),
      `Paused until 2026-11-22: change freeze. Nothing resumes it by itself; resume it then: ${resume}`,
    ],
    [
      'its pause is over',
      paused('2026-11-21'),
      `Paused; it was to end on 2026-11-21: change freeze. Resume it: ${resume}`,
    ],
    [
      'somebody disabled it otherwise',
      { ...weekly, State: 'DISABLED' },
      `Disabled, and nobody noted why. Enable it: ${resume}`,
    ],
    [
      'somebody enabled it otherwise after a pause',
      { ...paused('2026-12-24'), State: 'ENABLED' },
      'Enabled. Next on 2026-11-24 06:00 UTC, up to 60 minutes later; cron(0 6 ? * TUE *), UTC.',
    ],
  ])('given %s, it says so and what to do', (_, schedule, sentence) => {
    expect(weeklySentence(weeklyOf(schedule, now), 'prod')).toBe(sentence);
  });
});

describe('the watch for missing sweeps', () => {
  it.each<[string, Schedule | undefined, string]>([
    [
      'it watches',
      watchdog,
      'Watched; unless a sweep is completed, the alerts topic is told daily from 2026-11-25 06:10 UTC on.',
    ],
    [
      'it is disabled',
      { ...watchdog, State: 'DISABLED' },
      'Nobody is told: the schedule no-sweep is disabled; enable it',
    ],
    ['it is gone', undefined, 'Nobody is told: the schedule no-sweep is gone; deploy again'],
  ])('given %s, it says so', (_, schedule, sentence) => {
    expect(watchdogSentence(schedule ? watchdogOf(schedule, now) : null, 'prod')).toContain(sentence);
  });

  it.each([
    ['a sweep was completed', watchdog, new Date('2026-11-17T06:03:11.250Z')],
    [
      'none was',
      { ...watchdog, Target: { Input: 'No sweep was completed since this watch was deployed.' } },
      null,
    ],
  ])('given %s, it knows the last sweep', (_, schedule, lastSweep) => {
    expect(watchdogOf(schedule, now).lastSweep).toEqual(lastSweep);
  });
});

describe('the status', () => {
  const continuation = (minute: string) => ({
    ScheduleExpression: `at(2026-11-21T12:${minute}:00)`,
    Description: `Goes on at ${minute}`,
  });
  const status = statusOf(weekly, watchdog, [continuation('45'), continuation('30')], now);

  it('given continuations, they come in the order in which they start', () => {
    expect(statusText('prod', status, 100).split('\n').slice(-3)).toEqual([
      'Continuations   2 waiting:',
      '                2026-11-21 12:30 UTC: Goes on at 30.',
      '                2026-11-21 12:45 UTC: Goes on at 45.',
    ]);
  });

  it.each([40, 59, 60, 80])('given %i columns, no line is longer', (columns) => {
    const lengths = statusText('prod', status, columns)
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(columns);
  });
});
