import { Command } from 'commander';
import { InputError } from '../../sandbox/input-error.ts';
import { calendarDay } from '../calendar-day.ts';
import { connect, type StageOptions, stageOptions } from '../connection.ts';
import { pause, resume } from '../pause.ts';
import { readPinnedStage } from '../pinned-account.ts';
import { exitsWith } from '../run.ts';
import { statusOf, watchdogOf, weeklyOf } from '../schedule/status-of.ts';
import { statusText, watchdogSentence, weeklySentence } from '../schedule/status-text.ts';
import { readContinuations, readSchedule, readWeekly } from '../schedules.ts';
import { watchdogName } from '../stack-names.ts';
import { columnsOf, wrap } from '../terminal.ts';

type PauseOptions = StageOptions & { reason: string; until: string };

/** `schedule`: when sweeps come, and whether they do. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('say when the weekly sweep comes, pause it, resume it')
    .addCommand(
      stageOptions(new Command('status'))
        .description('say when the next sweep comes, what is paused, and who watches; changes nothing')
        .option('--json', 'one JSON object')
        .action(exitsWith(status)),
    )
    .addCommand(
      stageOptions(new Command('pause'))
        .description('start no weekly sweeps until somebody resumes them; a missing sweep is still told')
        .requiredOption('--reason <text>', 'why, for whoever finds it paused')
        .requiredOption(
          '--until <day>',
          'when it is to be resumed, as 2026-12-24; nothing does it by itself',
          calendarDay,
        )
        .action(exitsWith(pauseNow)),
    )
    .addCommand(
      stageOptions(new Command('resume'))
        .description('start weekly sweeps again, and forget the reason')
        .action(exitsWith(resumeNow)),
    )
    .addHelpText('afterAll', help);
}

async function status({ json, ...options }: StageOptions & { json?: true }): Promise<number> {
  const connection = await connect(options);
  const weekly = await readWeekly(connection);
  const watchdog = await readSchedule(connection, watchdogName);
  const found = statusOf(weekly, watchdog, await readContinuations(connection), new Date());
  const { stage, accountId, region } = connection;
  const where = `Schedules of ${stage} in AWS account ${accountId}, ${region}:`;
  const text = json
    ? JSON.stringify({ stage, accountId, region, ...found })
    : `${where}\n\n${statusText(stage, found, columnsOf())}`;
  process.stdout.write(`${text}\n`);
  return 0;
}

async function pauseNow({ reason, until, ...options }: PauseOptions): Promise<number> {
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

async function resumeNow(options: StageOptions): Promise<number> {
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

const help = `
Examples:
  npm run sweeper -- schedule status --stage prod
  npm run sweeper -- schedule pause --stage prod --reason "change freeze" --until 2026-12-24
  npm run sweeper -- schedule resume --stage prod

The reason and the day are kept in the schedule's description. The watch for missing sweeps goes on during a pause, and
"status" and "doctor" say when one is past its day. A deployment that changes the schedule enables it, too.

status needs scheduler:GetSchedule and scheduler:ListSchedules; pause and resume need scheduler:GetSchedule,
scheduler:UpdateSchedule and iam:PassRole of the schedule's role, and accountId in config/<stage>.yml.

Exit codes: 0 done, or done already; 1 something failed; 64 wrong input, and nothing was done.`;
