import { Command, Option } from 'commander';
import { stageOptions } from '../stage/stage-options.ts';
import { wholeNumber } from '../terminal/option-parsers.ts';
import { exitsWith } from '../terminal/program.ts';
import { nearDays } from './near-days.ts';
import type { PlanOptions } from './run.ts';

/** Returns the command `plan`, which shows what the next sweep would do, or a forecast of many. */
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
    .action(exitsWith(async (options: PlanOptions) => (await import('./run.ts')).runPlan(options)));
}

const help = `
Examples:
  npm run sweeper -- plan --stage prod
  npm run sweeper -- plan --stage prod --profile audit --user alice bob
  npm run sweeper -- plan --stage prod --forecast 26 --config other.yml
  npm run -s sweeper -- plan --stage prod --all --json | jq '.keys[] | select(.action == "create") | .UserName'

A role that may only read will do: sts:GetCallerIdentity, iam:ListUsers, iam:ListAccessKeys,
iam:GetAccessKeyLastUsed, iam:ListUserTags, secretsmanager:ListSecrets,
secretsmanager:DescribeSecret, secretsmanager:ListSecretVersionIds; and sns:ListSubscriptionsByTopic,
sns:GetSubscriptionAttributes, without which it does not tell whose notices reach nobody.

Exit codes: 0 the next sweep has nothing to do; 2 it has; 1 something failed; 64 wrong input.
A forecast exits with 0 unless something failed.`;
