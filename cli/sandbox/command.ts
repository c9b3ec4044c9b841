import { Command, Option } from 'commander';
import { wholeNumber } from '../terminal/option-parsers.ts';
import { exitsWith } from '../terminal/program.ts';
import type { SandboxOptions } from './run.ts';

/** Returns the command `npm run sandbox`, which sweeps or serves an AWS account in memory. */
export function sandboxCommand(): Command {
  return new Command('npm run sandbox --')
    .description('Sweeps an AWS account in memory: nothing leaves this machine, no credentials are needed.')
    .option('--account <file>', 'the account, as JSON (default: sandbox/sample.json, which shows every rule)')
    .option('--config <file>', 'settings that differ from config/default.yml, as YAML (mode is enforce)')
    .option('--sweeps <n>', 'how many sweeps', wholeNumber(1, 10_000), 1)
    .option(
      '--every <days>',
      "days between two sweeps (default: the configuration's everyDays)",
      wholeNumber(1, 1_000),
    )
    .option('--seed <n>', 'the dice that say how late sweeps start', wholeNumber(0, 2 ** 31), 1)
    .option('--faults <file>', 'what goes wrong in which call, as JSON: see sandbox/faults/fault-schema.ts')
    .option('--json', 'one JSON object a sweep and one for the account at the end, a line each')
    .addOption(
      new Option(
        '--serve',
        'no sweep: leave the account running for the AWS CLI, npm run sweeper, or the packaged Lambda',
      ).conflicts(['json', 'sweeps', 'every', 'seed', 'faults']),
    )
    .option('--port <n>', 'where --serve listens on 127.0.0.1 (default: a free port)', wholeNumber(0, 65_535))
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .action(exitsWith(async (options: SandboxOptions) => (await import('./run.ts')).runSandbox(options)));
}

const examples = `
Examples:
  npm run sandbox                                one sweep of the sample account
  npm run sandbox -- --sweeps 13                 a quarter of a year of weekly sweeps
  npm run -s sandbox -- --account a.json --json  for other programs
  npm run sandbox -- --serve --port 4566         then: aws --endpoint-url http://127.0.0.1:4566 iam list-users

The smallest account file:
  { "users": [{ "UserName": "alice", "AccessKeys": [{ "Status": "Active", "ageDays": 63 }] }] }
The last line that --json prints is an account file too.

Exit codes: 0 all went well, or --json (look at "error"); 1 a sweep failed, or the port is taken;
64 wrong input, and nothing was run.`;
