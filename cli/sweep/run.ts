import { InputError } from '../../config/input-error.ts';
import { concurrency } from '../../lib/aws/concurrency.ts';
import { takeInventory } from '../../lib/read/inventory.ts';
import { type Connection, connect } from '../stage/connection.ts';
import { deploymentOf } from '../stage/deployment.ts';
import { sentencesOf } from '../stage/failure-text.ts';
import { readPinnedStage } from '../stage/pinned-account.ts';
import { checkUsers } from '../stage/read-users.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { isAgreed, isTerminal } from '../terminal/consent.ts';
import { columnsOf } from '../terminal/width.ts';
import { sweepHere } from './sweep-here.ts';
import { stoppedText, sweepText, unrotatedText } from './sweep-text.ts';

export type SweepOptions = StageOptions & { user?: string[]; force?: true; yes?: true };

/** Asks if it must, sweeps, and says what was done: 0 all went well, 1 something failed, was stopped, or was not replaced by force. */
export async function sweepNow({ user: users, force, yes, ...options }: SweepOptions): Promise<number> {
  const { mode } = readPinnedStage(options.stage);
  if (force && !users) throw new InputError('--force needs --user: say whose keys to replace at any age.');
  const mustAsk = mode === 'enforce' && !yes;
  if (mustAsk && !isTerminal()) {
    throw new InputError('This changes keys, and there is no terminal to ask on: add --yes.');
  }
  const connection = await connect(options);
  const deployment = await deploymentOf(connection);
  if (users) await checkNames(users, connection);
  if (mustAsk && !(await isAgreed(questionOf(connection, users, force)))) {
    process.stderr.write('Nothing was done.\n');
    return 1;
  }
  const { report, failures, isStopped } = await sweepHere(connection, deployment, { users, force });
  process.stdout.write(`${sweepText(report, mode, columnsOf())}\n`);
  for (const sentence of sentencesOf(failures)) process.stderr.write(`${sentence}\n`);
  if (isStopped) process.stderr.write(`${stoppedText(report.unreached, force)}\n`);
  for (const line of unrotatedText(report, options)) process.stderr.write(`${line}\n`);
  return failures.length > 0 || isStopped || report.unrotated.length > 0 ? 1 : 0;
}

/** Before anything is done, because a sweep leaves out who is not there. */
async function checkNames(users: readonly string[], { clients, accountId }: Connection): Promise<void> {
  const deps = { ...clients, clock: () => new Date(), concurrency };
  const { isWhole, missing, failures } = await takeInventory({ deps, timing: undefined }, users);
  if (!isWhole) throw new Error(sentencesOf(failures).join('\n'));
  checkUsers(missing, accountId);
}

function questionOf({ stage, accountId }: Connection, users?: readonly string[], force?: boolean): string {
  const whom = users ? users.join(', ') : 'all users';
  const what = force ? 'replaces the newest keys at any age, and ' : '';
  return (
    `Sweep ${whom} of AWS account ${accountId} (${stage}) now? It ${what}replaces, deactivates and deletes what is due; ` +
    '"plan" shows what. Type yes to go on: '
  );
}
