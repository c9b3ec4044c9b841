import { Command } from 'commander';
import { type StageOptions, stageOptions } from '../stage/stage-options.ts';
import { calendarDay } from '../terminal/option-parsers.ts';
import { exitsWith } from '../terminal/program.ts';
import type { PauseOptions, StatusOptions } from './run.ts';

/** Returns the command `schedule`, which shows, pauses and resumes the weekly sweep. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('say when the weekly sweep comes, pause it, resume it')
    .addCommand(
      stageOptions(new Command('status'))
        .description('say when the next sweep comes, what is paused, and who watches; changes nothing')
        .option('--json', 'one JSON object')
        .action(exitsWith(async (options: StatusOptions) => (await load()).runStatus(options))),
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
        .action(exitsWith(async (options: PauseOptions) => (await load()).runPause(options))),
    )
    .addCommand(
      stageOptions(new Command('resume'))
        .description('start weekly sweeps again, and forget the reason')
        .action(exitsWith(async (options: StageOptions) => (await load()).runResume(options))),
    )
    .addHelpText('afterAll', help);
}

const load = () => import('./run.ts');

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
