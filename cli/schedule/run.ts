import { InputError } from '../../config/input-error.ts';
import { connect } from '../stage/connection.ts';
import { readPinnedStage } from '../stage/pinned-account.ts';
import { readContinuations, readSchedule, readWeekly } from '../stage/schedules.ts';
import { watchdogName } from '../stage/stack-names.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { columnsOf, wrap } from '../terminal/width.ts';
import { pause, resume } from './pause.ts';
import { statusOf, watchdogOf, weeklyOf } from './status.ts';
import { statusText, watchdogSentence, weeklySentence } from './status-text.ts';

export type StatusOptions = StageOptions & { json?: true };
export type PauseOptions = StageOptions & { reason: string; until: string };

/** Says when sweeps come, whether they are paused, and who watches. */
export async function showStatus({ json, ...options }: StatusOptions): Promise<number> {
  const connection = await connect(options);
  const weekly = await readWeekly(connection);
  const watchdog = await readSchedule(connection, watchdogName);
  const found = statusOf(weekly, watchdog, await readContinuations(connection), new Date());
  const { stage, accountId, region } = connection;
  const where = `Schedules of ${stage} in AWS account ${accountId}, ${region}:`;
  const text = json
    ? JSON.stringify({ stage, accountId, region, ...found })
    : [...wrap(where, columnsOf()), '', statusText(stage, found, columnsOf())].join('\n');
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Pauses the weekly sweep, and says so. */
export async function pauseNow({ reason, until, ...options }: PauseOptions): Promise<number> {
  const now = new Date();
  const words = reason.replaceAll(/\s+/g, ' ').trim();
  if (words === '') throw new InputError('--reason is empty: say why, for whoever finds it paused.');
  if (new Date(`${until}T00:00:00Z`) <= now)
    throw new InputError(`--until ${until} is not in the future: name the day on which sweeps are to go on.`);
  readPinnedStage(options.stage);
  const connection = await connect(options);
  const { stage } = options;
  const isNew = await pause(connection, await readWeekly(connection), { reason: words, until });
  const watchdog = await readSchedule(connection, watchdogName);
  print([
    ...(isNew ? [] : ['It was paused so already; nothing was changed.']),
    `The weekly sweep of ${stage} is paused until ${until}: ${words}.`,
    `Nothing resumes it by itself. On that day: npm run sweeper -- schedule resume --stage ${stage}`,
    `Missing sweeps: ${watchdogSentence(watchdog ? watchdogOf(watchdog, now) : null, stage)}`,
    'A sweep that goes on with users of the last one still comes; "schedule status" lists it.',
  ]);
  return 0;
}

/** Resumes the weekly sweep, and says so. */
export async function resumeNow(options: StageOptions): Promise<number> {
  readPinnedStage(options.stage);
  const connection = await connect(options);
  const weekly = await readWeekly(connection);
  const isNew = await resume(connection, weekly);
  const resumed = weeklyOf({ ...weekly, State: 'ENABLED' }, new Date());
  print([
    ...(isNew ? [] : ['It was enabled already; nothing was changed.']),
    `Weekly sweep of ${options.stage}: ${weeklySentence(resumed, options.stage)}`,
  ]);
  return 0;
}

/** A sentence a line, broken to fit the terminal. */
function print(sentences: readonly string[]): void {
  const lines = sentences.flatMap((one) => wrap(one, columnsOf()));
  process.stdout.write(`${lines.join('\n')}\n`);
}
