import { connect } from '../stage/connection.ts';
import { readPinnedStage } from '../stage/pinned-account.ts';
import { readContinuations, readSchedule, readWeekly } from '../stage/schedules.ts';
import { watchdogName } from '../stage/stack-names.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { print } from '../terminal/print.ts';
import { columnsOf, wrap } from '../terminal/width.ts';
import { pause, resume } from './pause.ts';
import { pauseOf } from './pause-note.ts';
import { pausedText, resumedText } from './pause-text.ts';
import { statusOf, watchdogOf, weeklyOf } from './status.ts';
import { statusText } from './status-text.ts';

export type StatusOptions = StageOptions & { json?: true };
export type PauseOptions = StageOptions & { reason: string; until: string };

/** Prints when the next sweep starts, whether sweeps are paused, and who watches for missing ones. Returns 0. */
export async function runStatus({ json, ...options }: StatusOptions): Promise<number> {
  const connection = await connect(options);
  const weekly = await readWeekly(connection);
  const watchdog = await readSchedule(connection, watchdogName);
  const found = statusOf(weekly, watchdog, await readContinuations(connection), new Date());
  const { stage, accountId, region } = connection;
  const where = `Schedules of ${stage} in AWS account ${accountId}, ${region}:`;
  const columns = columnsOf();
  if (json) print(JSON.stringify({ stage, accountId, region, ...found }));
  else print([...wrap(where, columns), '', statusText(stage, found, columns)].join('\n'));
  return 0;
}

/** Pauses the weekly sweep and returns 0. Throws an InputError if the reason or the day is invalid. */
export async function runPause({ reason, until, ...options }: PauseOptions): Promise<number> {
  const now = new Date();
  const wanted = pauseOf({ reason, until }, now);
  readPinnedStage(options.stage);
  const connection = await connect(options);
  const isNew = await pause(connection, await readWeekly(connection), wanted);
  const found = await readSchedule(connection, watchdogName);
  const watchdog = found ? watchdogOf(found, now) : null;
  print(pausedText(wanted, { stage: options.stage, isNew, watchdog }, columnsOf()));
  return 0;
}

/** Resumes the weekly sweep and returns 0. */
export async function runResume(options: StageOptions): Promise<number> {
  readPinnedStage(options.stage);
  const connection = await connect(options);
  const weekly = await readWeekly(connection);
  const isNew = await resume(connection, weekly);
  const resumed = weeklyOf({ ...weekly, State: 'ENABLED' }, new Date());
  print(resumedText(resumed, { stage: options.stage, isNew }, columnsOf()));
  return 0;
}
