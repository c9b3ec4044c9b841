import { describe, expect, it } from 'vitest';
import type { Status, Watchdog, Weekly } from '../../../cli/schedule/status.ts';
import { statusText, watchdogSentence, weeklySentence } from '../../../cli/schedule/status-text.ts';
import { longLines } from '../long-lines.ts';

const weekly: Weekly = {
  state: 'enabled',
  expression: 'cron(0 6 ? * TUE *)',
  timezone: 'UTC',
  flexibleMinutes: 60,
  nextRun: new Date('2026-11-24T06:00:00Z'),
  pause: null,
};
const watchdog: Watchdog = {
  state: 'enabled',
  tellsNext: new Date('2026-11-25T06:10:00Z'),
  lastSweep: new Date('2026-11-17T06:03:11.250Z'),
};
const paused = (until: string, isOver: boolean): Partial<Weekly> => ({
  state: 'paused',
  pause: { reason: 'change freeze', until, isOver },
});
const resume = 'npm run sweeper -- schedule resume --stage prod';
const nextRun = 'Next on 2026-11-24 06:00 UTC';
const unread = 'When it runs next cannot be told from here';
const goneBy = 'Paused; it was to end on 2026-11-21: change freeze. Resume it:';
const ahead = 'Paused until 2026-11-22: change freeze. Nothing resumes it by itself; resume it then:';

describe('the weekly schedule', () => {
  it.each<[string, Partial<Weekly>, string]>([
    ['is enabled', {}, `Enabled. ${nextRun}, up to 60 minutes later; cron(0 6 ? * TUE *), UTC.`],
    ['has no window', { flexibleMinutes: 0 }, `Enabled. ${nextRun}; cron(0 6 ? * TUE *), UTC.`],
    ['cannot be read', { nextRun: null }, `Enabled. ${unread}; cron(0 6 ? * TUE *), UTC.`],
    ['is paused', paused('2026-11-22', false), `${ahead} ${resume}`],
    ['has a pause that is over', paused('2026-11-21', true), `${goneBy} ${resume}`],
    ['is disabled', { state: 'disabled' }, `Disabled, and nobody noted why. Enable it: ${resume}`],
  ])('given one that %s, it says so and what to do', (_, changed, sentence) => {
    expect(weeklySentence({ ...weekly, ...changed }, 'prod')).toBe(sentence);
  });
});

describe('the watch for missing sweeps', () => {
  const daily = 'the alerts topic is told daily';

  it.each<[string, Watchdog | null, string]>([
    ['it watches', watchdog, `Watched; unless a sweep is completed, ${daily} from 2026-11-25 06:10 UTC on.`],
    ['it cannot be read', { ...watchdog, tellsNext: null }, `${daily} at a time that cannot be told.`],
    ['it is disabled', { ...watchdog, state: 'disabled' }, 'no-sweep is disabled; enable it in the console,'],
    ['it is gone', null, 'Nobody is told: the schedule no-sweep is gone; deploy again'],
  ])('given %s, it says so', (_, one, sentence) => {
    expect(watchdogSentence(one, 'prod')).toContain(sentence);
  });
});

describe('the status as text', () => {
  const continuations = [
    { startsAt: new Date('2026-11-21T12:30:00Z'), description: 'Goes on at 30' },
    { startsAt: null, description: 'Goes on' },
  ];
  const status: Status = { weekly, watchdog, continuations };

  it('given room, each schedule is a row', () => {
    expect(statusText('prod', status, 200).split('\n')).toEqual([
      `Weekly sweep    ${weeklySentence(weekly, 'prod')}`,
      `Missing sweeps  ${watchdogSentence(watchdog, 'prod')}`,
      'Last sweep      Completed; it began on 2026-11-17 06:03 UTC.',
      'Continuations   2 waiting:',
      '                2026-11-21 12:30 UTC: Goes on at 30.',
      '                now: Goes on.',
    ]);
  });

  it('given no sweep and no continuation, it says so', () => {
    const text = statusText('prod', { weekly, watchdog: null, continuations: [] }, 200);
    expect(text).toContain('No sweep of everybody was completed since the watch was deployed.');
    expect(text).toContain('None waits.');
  });

  it.each([40, 59, 60, 80])('given %i columns, no line is longer', (columns) => {
    expect(longLines(statusText('prod', status, columns), columns)).toEqual([]);
  });
});
