import { performance } from 'node:perf_hooks';
import Table from 'cli-table3';
import { Command } from 'commander';
import { wholeNumber } from '../../../cli/terminal/option-parsers.ts';
import { exitsWith, run } from '../../../cli/terminal/program.ts';
import { merge } from '../../../config/merge.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import { defaults } from '../../../config/read-stage.ts';
import { diceOf } from '../dice.ts';
import { accountWith } from './account-of.ts';
import { runYear, type Week } from './run-year.ts';

type Options = { users: number; seed: number };

/** A sweep is killed as likely in a big account as in a small one, so a call of it is less so. */
const oddsFor = (users: number) => ({ missed: 0.05, fault: 0.02, crash: 0.025 / users });

const program = new Command('npm run test:year --')
  .description(
    'Sweeps an account in memory every week for a year in which much goes wrong, and judges what it saw.',
  )
  .option('--users <n>', 'how many users', wholeNumber(1, 5_000), 500)
  .option('--seed <n>', 'the dice', wholeNumber(0, 2 ** 31), 1)
  .allowExcessArguments(false)
  .action(exitsWith(main));

await run(program);

async function main({ users, seed }: Options): Promise<number> {
  const began = performance.now();
  const dice = diceOf(seed);
  const limits = { surprising: Math.max(10, Math.ceil(users / 50)) };
  const enforce = { mode: 'enforce', deploy: { alarmEmail: 'none' }, limits };
  const config = parseConfig(merge(defaults(), enforce), 'the year');
  const year = await runYear(accountWith(users, dice), config, { dice, odds: oddsFor(users) });
  const seconds = Math.round((performance.now() - began) / 1000);
  print(`A year of ${users} users, seed ${seed}: 2 % of the calls fail, 5 % of the weeks are missed`);
  print(tableOf(year.weeks));
  print(`${year.onTime} keys were on time to their end. ${seconds} s.`);
  for (const what of year.violations.slice(0, 50)) print(what);
  print(
    year.violations.length === 0
      ? 'Nobody was locked out, no secret was lost, no key that was on time was Active past day 90.'
      : `${year.violations.length} things that must not be.`,
  );
  return year.violations.length === 0 ? 0 : 1;
}

/** A row for four weeks each, and one for all. */
function tableOf(weeks: readonly Week[]): string {
  const table = new Table({
    head: [
      'Weeks',
      'Sweeps',
      'Missed',
      'Crashed',
      'Faults',
      'Created',
      'Deactivated',
      'Deleted',
      'Failed users',
      'Lost for now',
      'Oldest Active',
    ],
    colAligns: Array.from({ length: 11 }, () => 'right' as const),
    style: { head: [], border: [], compact: true },
  });
  for (let from = 0; from < weeks.length; from += 4) {
    table.push([`${from + 1}–${from + 4}`, ...cells(weeks.slice(from, from + 4))]);
  }
  table.push(['all', ...cells(weeks)]);
  return table.toString();
}

function cells(weeks: readonly Week[]): number[] {
  const sum = (of: (week: Week) => number | boolean) =>
    weeks.reduce((total, week) => total + Number(of(week)), 0);
  return [
    sum(({ missed }) => !missed),
    sum(({ missed }) => missed),
    sum(({ crashed }) => crashed),
    sum(({ faults }) => faults),
    sum(({ created }) => created),
    sum(({ deactivated }) => deactivated),
    sum(({ deleted }) => deleted),
    sum(({ failedUsers }) => failedUsers),
    sum(({ lostNow }) => lostNow),
    Math.max(...weeks.map(({ oldestActive }) => oldestActive)),
  ];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
