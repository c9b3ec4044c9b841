import { styleText } from 'node:util';
import type { Config } from '../../config/schema.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountToFile, secretsToFile } from '../../sandbox/account/account-to-file.ts';
import { runSweeps, type Timetable } from '../../sandbox/run/run-sweeps.ts';
import { print } from '../terminal/print.ts';
import { recordText } from './record-text.ts';

/**
 * Runs the sweeps and prints each as it ends: as text, or as a line of JSON, with the final account as the last line.
 * Returns the exit code: 1 if a sweep failed, but 0 for JSON, where a failed sweep is data.
 */
export async function printSweeps(
  account: Account,
  config: Config,
  timetable: Timetable,
  json = false,
): Promise<number> {
  const about = { sweeps: timetable.sweeps, mode: config.mode };
  let hasFailed = false;
  for await (const record of runSweeps(account, config, timetable)) {
    // A file or a pipe has room for the column of reasons.
    const columns = process.stdout.columns ?? 160;
    print(json ? JSON.stringify(record) : recordText(record, about, { columns, style: styleText }));
    hasFailed ||= record.error !== null;
  }
  if (json) print(JSON.stringify({ account: accountToFile(account), secrets: secretsToFile(account) }));
  return hasFailed && !json ? 1 : 0;
}
