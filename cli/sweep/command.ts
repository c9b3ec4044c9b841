import { Command } from 'commander';
import { stageOptions } from '../stage/stage-options.ts';
import { exitsWith } from '../terminal/program.ts';
import type { SweepOptions } from './run.ts';

/** Returns the command `sweep`, which runs the scheduled sweep now, from this machine. */
export function sweepCommand(): Command {
  return stageOptions(new Command('sweep'))
    .description('sweep now and from here: replace, deactivate and delete what is due, tell the owners')
    .option('--user <name...>', 'these users only (default: everybody)')
    .option('--force', 'with --user: replace their newest keys now, at any age')
    .option('--key <id...>', 'with --user: replace these keys of theirs now, at any age')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .addHelpText('after', help)
    .action(exitsWith(async (options: SweepOptions) => (await import('./run.ts')).runSweep(options)));
}

const help = `
Examples:
  npm run sweeper -- plan --stage prod                                 look first
  npm run sweeper -- sweep --stage prod
  npm run sweeper -- sweep --stage prod --user alice --force           replace her newest key now
  npm run sweeper -- sweep --stage prod --user alice --key AKIA...        replace this key of hers now
  npm run sweeper -- sweep --stage prod --yes                          in a CI job

The stage must be deployed: notices go to its topic. The settings are those of this clone, so deploy what you change.
Under mode report nothing is changed, nothing asked, and the digest says what would have been done. In a freeze (setting
freezes) no key and no secret is changed, --force and --key included; owners are reminded of what they were told.
Ctrl-C stops after the users in hand; the others stay as they are, and the digest is published.

Exit codes: 0 all went well; 1 something failed, was stopped, or was not replaced by --force or --key; 64 wrong input, and
nothing was done.`;
