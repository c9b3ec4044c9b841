import { styleText } from 'node:util';
import type { Config } from '../../config/schema.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { runSweeps, type Timetable } from '../../sandbox/run/run-sweeps.ts';
import { decisionTable } from './decision-table.ts';
import { noticeText } from './record-text.ts';

/** Prints each sweep for a person: a table of its decisions, then its notices. 1 if one failed. */
export async function printTables(account: Account, config: Config, timetable: Timetable): Promise<number> {
  let exitCode = 0;
  for await (const record of runSweeps(account, config, timetable)) {
    print(heading(`Sweep ${record.sweep} of ${timetable.sweeps}, ${record.now}, mode ${config.mode}`));
    print(decisionTable(record.decisions));
    for (const notice of record.notices) print(noticeText(notice));
    if (record.error) {
      print(styleText('red', `${record.error.name}: ${record.error.message}`));
      exitCode = 1;
    }
  }
  return exitCode;
}

function heading(text: string): string {
  return styleText('bold', text);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
