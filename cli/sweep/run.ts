import { InputError } from '../../config/input-error.ts';
import type { Config } from '../../config/schema.ts';
import { freezeAt } from '../../lib/model/freeze.ts';
import { replacedBefore } from '../../lib/report/missed-rotations.ts';
import { connect } from '../stage/connection.ts';
import { deploymentOf } from '../stage/deployment.ts';
import { failureSentences } from '../stage/failure-text.ts';
import { readPinnedStage } from '../stage/pinned-account.ts';
import { checkUsers } from '../stage/read-users.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { isAgreed, isTerminal } from '../terminal/consent.ts';
import { print, printError } from '../terminal/print.ts';
import { columnsOf } from '../terminal/width.ts';
import { sweepHere } from './sweep-here.ts';
import { missedRotationsText, questionText, stoppedText, sweepText } from './sweep-text.ts';

export type SweepOptions = StageOptions & { user?: string[]; force?: true; key?: string[]; yes?: true };

/**
 * Asks for consent if keys would change, sweeps, and prints what was done. Returns the exit code: 1 if consent was
 * refused, something failed, a person stopped the sweep, or a forced key was not replaced; else 0. Throws an InputError
 * before anything is done if the options are invalid.
 */
export async function runSweep(options: SweepOptions): Promise<number> {
  const { user: users, key: keys } = options;
  const force = options.force || keys !== undefined;
  const { mode } = readPinnedStage(options.stage);
  const isAsked = mustAsk(mode, options, isTerminal());
  const connection = await connect(options);
  const deployment = await deploymentOf(connection);
  // A sweep ignores names that no user has, so a misspelt one is refused here.
  if (users) await checkUsers(connection, users, keys);
  const freeze = freezeAt(new Date(), connection.config);
  if (isAsked && !(await isAgreed(questionText({ ...connection, freeze }, { users, force, keys })))) {
    printError('Nothing was done.');
    return 1;
  }
  const { report, failures, isStopped } = await sweepHere(connection, deployment, { users, force, keys });
  print(sweepText(report, mode, columnsOf()));
  for (const sentence of failureSentences(failures)) printError(sentence);
  if (isStopped) printError(stoppedText(report.unreached, force));
  for (const line of replacedBefore(report.userResults)) print(`Replaced before: ${line}`);
  for (const line of missedRotationsText(report, options)) printError(line);
  return failures.length > 0 || isStopped || report.missedRotations.length > 0 ? 1 : 0;
}

/**
 * True if keys would change and --yes is missing. Throws an InputError if the options are invalid, or nobody can be
 * asked.
 */
export function mustAsk(
  mode: Config['mode'],
  { user, force, key, yes }: Pick<SweepOptions, 'user' | 'force' | 'key' | 'yes'>,
  hasTerminal: boolean,
): boolean {
  if (force && !user) throw new InputError('--force needs --user: say whose keys to replace at any age.');
  if (key && !user) throw new InputError('--key needs --user: say whose key it is.');
  if (mode !== 'enforce' || yes) return false;
  if (hasTerminal) return true;
  throw new InputError('This changes keys, and there is no terminal to ask on: add --yes.');
}
