import { nextRun, type Timed } from './next-run.ts';
import { isOver, type Pause, pauseIn } from './pause-note.ts';

/** The fields of GetSchedule that the status is made of. */
export type Schedule = Timed & {
  State?: string | undefined;
  Description?: string | undefined;
  FlexibleTimeWindow?: { MaximumWindowInMinutes?: number | undefined } | undefined;
  Target?: { Input?: string | undefined } | undefined;
};

/** The state of the weekly schedule. */
export type Weekly = {
  /** Paused: disabled by `schedule pause`. Disabled: by anything else. */
  state: 'enabled' | 'paused' | 'disabled';
  expression: string;
  timezone: string;
  flexibleMinutes: number;
  /** Null if the schedule is not enabled, or if its expression cannot be read. */
  nextRun: Date | null;
  pause: (Pick<Pause, 'reason' | 'until'> & { isOver: boolean }) | null;
};

/** The state of the daily schedule that reports missing sweeps. */
export type Watchdog = {
  state: 'enabled' | 'disabled';
  tellsNext: Date | null;
  /** The start of the last completed sweep of all users, from the schedule's message. Null if there was none. */
  lastSweep: Date | null;
};

/** The schedules of a stage; `watchdog` is null if it does not exist. */
export type Status = {
  weekly: Weekly;
  watchdog: Watchdog | null;
  continuations: { startsAt: Date | null; description: string }[];
};

/** Returns the status of a stage's schedules. Continuations are in the order in which they start. */
export function statusOf(
  weekly: Schedule,
  watchdog: Schedule | undefined,
  continuations: readonly Schedule[],
  now: Date,
): Status {
  return {
    weekly: weeklyOf(weekly, now),
    watchdog: watchdog ? watchdogOf(watchdog, now) : null,
    continuations: continuations
      .map((one) => ({ startsAt: nextRun(one, now) ?? null, description: one.Description ?? '' }))
      .toSorted((a, b) => Number(a.startsAt) - Number(b.startsAt)),
  };
}

/** Returns the state of the weekly schedule. A state that AWS adds later counts as disabled. */
export function weeklyOf(schedule: Schedule, now: Date): Weekly {
  const { State, Description, ScheduleExpression = '', ScheduleExpressionTimezone = 'UTC' } = schedule;
  const isEnabled = State === 'ENABLED';
  const pause = isEnabled ? undefined : pauseIn(Description);
  return {
    state: isEnabled ? 'enabled' : pause ? 'paused' : 'disabled',
    expression: ScheduleExpression,
    timezone: ScheduleExpressionTimezone,
    flexibleMinutes: schedule.FlexibleTimeWindow?.MaximumWindowInMinutes ?? 0,
    nextRun: (isEnabled && nextRun(schedule, now)) || null,
    pause: pause ? { reason: pause.reason, until: pause.until, isOver: isOver(pause, now) } : null,
  };
}

/** Returns the state of the schedule that reports missing sweeps. */
export function watchdogOf(schedule: Schedule, now: Date): Watchdog {
  const isEnabled = schedule.State === 'ENABLED';
  const [, since] = / since (\d{4}-\d\d-\d\dT[\d:.]+Z)/.exec(schedule.Target?.Input ?? '') ?? [];
  return {
    state: isEnabled ? 'enabled' : 'disabled',
    tellsNext: (isEnabled && nextRun(schedule, now)) || null,
    lastSweep: since ? new Date(since) : null,
  };
}
