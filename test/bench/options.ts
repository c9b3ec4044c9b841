import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../../cli/terminal/option-parsers.ts';
import { concurrency } from '../../lib/aws/deps.ts';

/** What a benchmark measures. */
export type BenchOptions = {
  users: number;
  /** What each call takes, in milliseconds. */
  latency: number;
  /** Calls per second of one IAM operation; Infinity: no limit. */
  rate: number;
  concurrency: number;
  state: 'due7' | 'steady';
  /** How many users have a creation due, in place of a state. */
  due?: number;
  mode: 'report' | 'enforce';
  runs: number;
  json?: true;
  peers?: true;
};

/** Returns the command `npm run bench`, which gives `main` the options. It throws commander's errors and never exits. */
export function benchCommand(main: (options: BenchOptions) => Promise<void>): Command {
  return new Command('npm run bench --')
    .description('Measures whole sweeps, as processes of their own, against an emulated AWS that is another process.')
    .option('--users <n>', 'users of the account', wholeNumber(1, 100_000), 1_000)
    .option('--latency <ms>', 'what each call takes, in milliseconds', wholeNumber(0, 10_000), 50)
    .option('--rate <n>', 'calls per second that the emulated IAM allows for each operation, or none: no limit', rateOf, 20)
    .option('--concurrency <n>', 'users that a sweep works on at once', wholeNumber(1, 1_000), concurrency)
    .addOption(new Option('--state <name>', 'steady: as weekly sweeps leave it; due7: 7 % have a creation due').choices(['due7', 'steady']))
    .addOption(new Option('--due <n>', 'so many users have a creation due').argParser(wholeNumber(0, 100_000)).conflicts('state'))
    .addOption(new Option('--mode <mode>', 'mode of the configuration').choices(['report', 'enforce']).default('report'))
    .option('--runs <n>', 'how often each program runs (default: 5 up to 1000 users, otherwise 1)', wholeNumber(1, 1_000))
    .option('--json', 'one JSON object for each run, a line each')
    .option('--peers', 'run a sequential boto3 loop and Cloud Custodian on the same account, too; needs Python 3.11')
    .addHelpText('after', examples)
    .allowExcessArguments(false)
    .configureHelp({ helpWidth: 110 })
    .exitOverride()
    .action((options: Partial<BenchOptions> & Pick<BenchOptions, 'users'>, command: Command) => {
      const { users, due = 0, mode, peers } = options;
      if (due > users) command.error(`error: --due ${due} is more than --users ${users}`);
      if (peers && mode === 'enforce') command.error('error: --peers needs --mode report, because peers change nothing');
      const runs = users > 1_000 ? 1 : 5;
      return main({ state: 'steady', runs, ...options } as BenchOptions);
    });
}

function rateOf(text: string): number {
  if (text === 'none') return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1, or none.');
}

const examples = `
Examples:
  npm run bench                                                 a normal week, 1,000 users, in mode report
  npm run bench -- --users 5000 --mode enforce                  everything that is due is done
  npm run bench -- --due 40 --mode enforce                      1,000 users, 40 creations
  npm run bench -- --rate none --concurrency 40                 beside the bare SDK, which makes the same calls
  npm run -s bench -- --peers --runs 1 --json                   beside other programs, for yet another program

The exit code is 2 if an option is wrong; nothing was run then.`;
