import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { InputError } from '../config/input-error.ts';
import { accountOf, parseAccount } from '../sandbox/account/account-file.ts';
import { parseFaults } from '../sandbox/faults/fault-file.ts';
import { sandboxConfig } from '../sandbox/run/sandbox-config.ts';
import { wholeNumber } from './terminal/option-parsers.ts';
import { exitsWith, run } from './terminal/program.ts';

const sample = join(import.meta.dirname, '../sandbox');

type Options = {
  account?: string;
  config?: string;
  faults?: string;
  sweeps: number;
  every?: number;
  seed: number;
  json?: true;
  serve?: true;
  port?: number;
};

const program = new Command('npm run sandbox --')
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
  .addHelpText('after', examples())
  .allowExcessArguments(false)
  .action(exitsWith(sandbox));

await run(program);

async function sandbox(options: Options): Promise<number> {
  const config = sandboxConfig(options.config ?? (options.account ? undefined : join(sample, 'sample.yml')));
  const account = accountOf(readJson(options.account ?? join(sample, 'sample.json'), parseAccountNow));
  const faults = options.faults === undefined ? [] : readJson(options.faults, parseFaults);
  // Loaded only now: wrong input need not wait for the SDK.
  if (options.serve) {
    const { serveUntilStopped } = await import('./sandbox/serve-until-stopped.ts');
    return serveUntilStopped(account, options.port);
  }
  if (options.port !== undefined) throw new InputError('--port needs --serve');
  const timetable = { ...options, everyDays: options.every ?? config.everyDays, faults };
  const print = options.json
    ? (await import('./sandbox/print-json.ts')).printJson
    : (await import('./sandbox/print-sweeps.ts')).printTables;
  return print(account, config, timetable);
}

function parseAccountNow(content: unknown, source: string) {
  const now = new Date();
  now.setMilliseconds(0);
  return parseAccount(content, source, now);
}

/** What is in a file of JSON, or an InputError that says why it cannot be had. */
function readJson<Content>(file: string, parse: (content: unknown, source: string) => Content): Content {
  try {
    return parse(JSON.parse(readFileSync(file, 'utf8')), file);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function examples(): string {
  return `
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
}
