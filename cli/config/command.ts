import { Command } from 'commander';
import { exitsWith } from '../terminal/program.ts';
import type { ConfigOptions } from './run.ts';

/** Returns the command `config`, which checks and explains the settings of a stage without calling AWS. */
export function configCommand(): Command {
  return new Command('config')
    .description('check the settings of a stage, or say where each comes from')
    .addCommand(checkCommand())
    .addCommand(explainCommand());
}

function checkCommand(): Command {
  return new Command('check')
    .description('say what is wrong with the settings of a stage, if anything')
    .requiredOption('--stage <name>', 'whose settings: config/<name>.yml')
    .action(exitsWith(async (options: ConfigOptions) => (await import('./run.ts')).runCheck(options)));
}

function explainCommand(): Command {
  return new Command('explain')
    .description('print every setting of a stage, the line that sets it, and what its lists drop')
    .requiredOption('--stage <name>', 'whose settings: config/<name>.yml over config/default.yml')
    .option('--json', 'one JSON object, for other programs')
    .addHelpText('after', examples)
    .action(exitsWith(async (options: ConfigOptions) => (await import('./run.ts')).runExplain(options)));
}

const examples = `
Groups of settings are merged; a list of the stage replaces the default's, and "dropped" says what that cost.

Examples:
  npm run sweeper -- config explain --stage prod
  npm run -s sweeper -- config explain --stage prod --json | jq -r '.settings[] | select(.dropped).path'

Exit codes: 0 the settings are valid; 64 they are not, and stderr lists the faults.`;
