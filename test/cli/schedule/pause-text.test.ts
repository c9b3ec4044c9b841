import { expect, it } from 'vitest';
import { pausedText, resumedText } from '../../../cli/schedule/pause-text.ts';
import { longLines } from '../long-lines.ts';

const pause = { reason: 'change freeze', until: '2026-12-24' };
const weekly = {
  state: 'enabled',
  expression: 'cron(0 6 ? * TUE *)',
  timezone: 'UTC',
  flexibleMinutes: 60,
  nextRun: new Date('2026-11-24T06:00:00Z'),
  pause: null,
} as const;

it.each([
  [true, []],
  [false, ['It was paused so already; nothing was changed.']],
])('given a pause of which it is %s that it is new, it says so, until when, and who resumes', (isNew, first) => {
  const text = pausedText(pause, { stage: 'prod', isNew, watchdog: null }, 200);
  expect(text.split('\n')).toEqual([
    ...first,
    'The weekly sweep of prod is paused until 2026-12-24: change freeze.',
    'Nothing resumes it by itself. On that day: npm run sweeper -- schedule resume --stage prod',
    expect.stringMatching(/^Missing sweeps: Nobody is told/),
    'A sweep that goes on with users of the last one still comes; "schedule status" lists it.',
  ]);
});

it.each([
  [true, []],
  [false, ['It was enabled already; nothing was changed.']],
])('given a resumption of which it is %s that it is new, it says so and when the next sweep is', (isNew, first) => {
  const text = resumedText(weekly, { stage: 'prod', isNew }, 200);
  expect(text.split('\n')).toEqual([
    ...first,
    'Weekly sweep of prod: Enabled. Next on 2026-11-24 06:00 UTC, up to 60 minutes later; cron(0 6 ? * TUE *), UTC.',
  ]);
});

it('given 40 columns, no line that could be shorter is longer', () => {
  const text = pausedText(pause, { stage: 'prod', isNew: true, watchdog: null }, 40);
  expect(longLines(text, 40)).toEqual([]);
});
