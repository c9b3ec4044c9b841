import { nextRun, type Timed } from './next-run.ts';
import { isOver, type Pause, pauseIn } from './pause-note.ts';

/** What a status needs of a schedule, as GetSchedule gives it. */
export type Schedule = Timed & {
  State?: string | undefined;
  Description?: string | undefined;
  FlexibleTimeWindow?: { MaximumWindowInMinutes?: number | undefined } | undefined;
  Target?: { Input?: string | undefined } | undefined;
};

/** The weekly schedule: when it starts sweeps, or why it does not. */
export type Weekly = {
  /** Disabled is one that nobody paused by the command. */
  state: 'enabled' | 'paused' | 'disabled';
  expression: string;
  timezone: string;
  flexibleMinutes: number;
  nextRun: Date | null;
  pause: (Pick<Pause, 'reason' | 'until'> & { isOver: boolean }) | null;
};

/** The daily schedule that tells of missing sweeps. */
export type Watchdog = {
  state: 'enabled' | 'disabled';
  tellsNext: Date | null;
  /** As its message has it: the last sweep of everybody that was completed. */
  lastSweep: Date | null;
};

export type Status = {
  weekly: Weekly;
  watchdog: Watchdog | null;
  continuations: { startsAt: Date | null; description: string }[];
};

/** What the schedules of a stage mean at this moment. */
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

/** Ask `Status === 'ENABLED'`: a state that AWS adds later starts no sweeps that we know of. */
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

export function watchdogOf(schedule: Schedule, now: Date): Watchdog {
  const isEnabled = schedule.State === 'ENABLED';
  const [, since] = / since (\d{4}-\d\d-\d\dT[\d:.]+Z)/.exec(schedule.Target?.Input ?? '') ?? [];
  return {
    state: isEnabled ? 'enabled' : 'disabled',
    tellsNext: (isEnabled && nextRun(schedule, now)) || null,
    lastSweep: since ? new Date(since) : null,
  };
}
