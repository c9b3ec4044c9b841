import { Command, Option } from 'commander';
import { addDays } from 'date-fns/addDays';
import { max } from 'date-fns/max';
import { nextSweeps } from '../../config/next-sweeps.ts';
import type { Config } from '../../config/schema.ts';
import { datesAhead } from '../../lib/forecast/ahead.ts';
import { forecast } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { InputError } from '../../sandbox/input-error.ts';
import { connect, type StageOptions, stageOptions } from '../connection.ts';
import { look } from '../look.ts';
import { nearDays, planOf } from '../plan/plan-of.ts';
import { planText } from '../plan/plan-text.ts';
import { exitsWith } from '../run.ts';
import { showForecast } from '../show-forecast.ts';
import { columnsOf } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

type Options = StageOptions & {
  user?: string[];
  all?: true;
  owners: Owners;
  json?: true;
  forecast?: number;
  config?: string;
};

/** `plan`: what the next sweep would do, and when what is ahead comes. */
export function planCommand(): Command {
  return stageOptions(new Command('plan'))
    .description('say what the next sweep would do and why, and when what is ahead comes; changes nothing')
    .option('--user <name...>', 'these users only, as if there were no others (default: everybody)')
    .option('--all', `every key (default: those with something ahead within ${nearDays} days)`)
    .addOption(
      new Option('--owners <do>', 'what owners are supposed to do when their key is replaced')
        .choices(['move', 'stay'])
        .default('move'),
    )
    .addOption(
      new Option(
        '--forecast <weeks>',
        'instead, how many keys the sweeps of so many weeks would create and so on',
      )
        .argParser(wholeNumber(1, 260))
        .conflicts('all'),
    )
    .option('--config <file>', 'with --forecast: settings to compare with, laid over config/default.yml')
    .option('--json', 'one JSON object')
    .addHelpText('after', help)
    .action(exitsWith(plan));
}

async function plan(options: Options): Promise<number> {
  if (options.forecast !== undefined) return showForecast(options, options.forecast);
  if (options.config !== undefined) throw new InputError('--config needs --forecast: it is for comparing.');
  const { all = false, owners, user: users } = options;
  const connection = await connect(options);
  const { stage, accountId, config } = connection;
  const now = new Date();
  const end = addDays(now, daysOfDates(config));
  const sweeps = nextSweeps(config, now, end);
  const [next = end] = sweeps;
  const until = all ? end : max([next, addDays(now, nearDays)]);
  const { cases, failures } = await look(connection, { now, until, users });
  const foreseen = [...forecast(cases, { config, sweeps, owners })];
  const [first = { now: next, plans: [] }] = foreseen;
  const found = planOf(first, datesAhead(foreseen), {
    stage,
    accountId,
    mode: config.mode,
    now,
    owners,
    all,
    failures,
  });
  const text = options.json ? JSON.stringify(found) : planText(found, columnsOf());
  process.stdout.write(`${text}\n`);
  if (failures.length > 0) return 1;
  return found.isDue ? 2 : 0;
}

/** Enough for a new key to be deleted by, and for an old one that a limit puts off. */
function daysOfDates({ everyDays, thresholds, profiles }: Config): number {
  const last = Math.max(...[thresholds, ...Object.values(profiles)].map((one) => one.delete.after));
  return last + 1 + 3 * everyDays;
}

const help = `
Examples:
  npm run sweeper -- plan --stage prod
  npm run sweeper -- plan --stage prod --profile audit --user alice bob
  npm run sweeper -- plan --stage prod --forecast 26 --config other.yml
  npm run -s sweeper -- plan --stage prod --all --json | jq '.keys[] | select(.action == "create") | .UserName'

A role that may only read will do: sts:GetCallerIdentity, iam:ListUsers, iam:GetAccountSummary,
iam:ListAccessKeys, iam:GetAccessKeyLastUsed, iam:ListUserTags, secretsmanager:DescribeSecret,
secretsmanager:ListSecretVersionIds.

Exit codes: 0 the next sweep has nothing to do; 2 it has; 1 something failed; 64 wrong input.
A forecast exits with 0 unless something failed.`;
