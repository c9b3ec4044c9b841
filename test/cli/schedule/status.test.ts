import { describe, expect, it } from 'vitest';
import { statusOf, watchdogOf, weeklyOf } from '../../../cli/schedule/status.ts';

const now = new Date('2026-11-21T12:00:00Z');
const expression = { ScheduleExpression: 'cron(0 6 ? * TUE *)' };
const Description = 'Paused until 2026-11-22: "change freeze". Before: x';
const nextRun = new Date('2026-11-24T06:00:00Z');
const pause = { reason: 'change freeze', until: '2026-11-22', isOver: false };

describe('the state of the weekly schedule', () => {
  it.each([
    ['it is enabled', { State: 'ENABLED' }, { state: 'enabled', nextRun, pause: null }],
    ['it was paused', { State: 'DISABLED', Description }, { state: 'paused', nextRun: null, pause }],
    ['it was disabled otherwise', { State: 'DISABLED' }, { state: 'disabled', nextRun: null, pause: null }],
    ['its pause was ended otherwise', { State: 'ENABLED', Description }, { state: 'enabled', pause: null }],
    ['it has a state that is new', { State: 'LATER' }, { state: 'disabled', nextRun: null }],
  ])('given %s, that is its state', (_, schedule, state) => {
    expect(weeklyOf({ ...expression, ...schedule }, now)).toMatchObject(state);
  });
});

describe('the last sweep', () => {
  it.each([
    ['a sweep', 'No sweep was completed since 2026-11-17T06:03:11.250Z.', '2026-11-17T06:03:11.250Z'],
    ['none', 'No sweep was completed since this watch was deployed.', undefined],
  ])('given a watchdog that names %s, it is that', (_, Input, lastSweep) => {
    expect(watchdogOf({ Target: { Input } }, now).lastSweep?.toISOString()).toBe(lastSweep);
  });
});

describe('the status', () => {
  it('given continuations, they come in the order in which they start', () => {
    const continuation = (minute: number) => ({
      ScheduleExpression: `at(2026-11-21T12:${minute}:00)`,
      Description: `Goes on at ${minute}`,
    });
    const { continuations } = statusOf(expression, undefined, [continuation(45), continuation(30)], now);
    expect(continuations).toEqual([
      { startsAt: new Date('2026-11-21T12:30:00Z'), description: 'Goes on at 30' },
      { startsAt: new Date('2026-11-21T12:45:00Z'), description: 'Goes on at 45' },
    ]);
  });
});
