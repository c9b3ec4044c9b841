import type { Config } from '../../config/schema.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountToFile, secretsToFile } from '../../sandbox/account/account-to-file.ts';
import { runSweeps, type Timetable } from '../../sandbox/run/run-sweeps.ts';

/** Prints a line of JSON a sweep, then the account; a sweep that fails is data too. */
export async function printJson(account: Account, config: Config, timetable: Timetable): Promise<number> {
  for await (const record of runSweeps(account, config, timetable)) print(record);
  print({ account: accountToFile(account), secrets: secretsToFile(account) });
  return 0;
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
