import type { Config } from '../../config/schema.ts';
import { type Freeze, freezeText } from '../../lib/model/freeze.ts';
import type { Result } from '../../lib/model/plan.ts';
import type { SweepRequest } from '../../lib/model/sweep-request.ts';
import { plural } from '../../lib/notify/format.ts';
import type { SweepReport } from '../../lib/report/report.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { wrap } from '../terminal/width.ts';

type Mode = Config['mode'];

/** Returns the question to which the answer yes starts the sweep of these users, or of all. */
export function questionText(
  { stage, accountId, freeze }: { stage: string; accountId: string; freeze?: Freeze | undefined },
  { users, force, keys }: SweepRequest,
): string {
  const whom = users ? users.join(', ') : 'all users';
  if (freeze)
    return (
      `Sweep ${whom} of AWS account ${accountId} (${stage}) now? There is a ${freezeText(freeze)}: no key is replaced, deactivated ` +
      'or deleted, and owners are reminded of what they were told. Type yes to go on: '
    );
  const which = keys ? keys.join(', ') : 'the newest keys';
  const what = force ? `replaces ${which} at any age, and ` : '';
  return (
    `Sweep ${whom} of AWS account ${accountId} (${stage}) now? It ${what}replaces, deactivates and deletes what is due; ` +
    '"plan" shows what. Type yes to go on: '
  );
}

/**
 * Returns what a sweep did as text: a paragraph for each key that was acted on, postponed, failed or flagged, then the
 * sums.
 */
export function sweepText(
  {
    userResults,
    counts,
    freeze,
    isUnheard,
  }: Pick<SweepReport, 'userResults' | 'counts' | 'freeze' | 'isUnheard'>,
  mode: Mode,
  columns: number,
): string {
  const lines = userResults
    .flatMap(({ results }) => results)
    .filter(({ decision, outcome }) => outcome !== 'none' || decision.action === 'flag')
    .map(lineOf);
  const { users, keys, deferred, held, failures, actions } = counts;
  const isRehearsal = mode === 'report' || isUnheard || freeze !== undefined;
  const outcome = isRehearsal ? 'rehearsed' : 'done';
  const [created, deactivated, deleted] = (['create', 'deactivate', 'delete'] as const).map(
    (action) => actions[action][outcome],
  );
  const would = isRehearsal ? 'would be ' : '';
  const sums =
    `${created} ${would}created, ${deactivated} ${would}deactivated, ${deleted} ${would}deleted, ` +
    `${actions.flag.none} flagged, ${deferred} deferred, ${held} held, ${failures} failed`;
  const done = isRehearsal ? ` ${whyNothing({ isUnheard, freeze })}` : '';
  const paragraphs = [...lines, `${plural(users, 'user')}, ${plural(keys, 'key')}: ${sums}.${done}`];
  return paragraphs.map((text) => wrap(text, columns - 2).join('\n  ')).join('\n');
}

function whyNothing({ isUnheard, freeze }: Pick<SweepReport, 'isUnheard' | 'freeze'>): string {
  if (isUnheard) return "Nobody is known to receive owners' notices: nothing was changed.";
  if (freeze) return `There is a ${freezeText(freeze)}: no key and no secret was changed.`;
  return 'Mode is report: nothing was changed.';
}

/** Returns which users a stopped sweep did not reach, and how to continue with them. */
export function stoppedText(unreached: readonly string[], isForced = false): string {
  if (unreached.length === 0) return 'Stopped, when all users were done with.';
  const named = unreached.slice(0, 5).join(', ');
  const rest = unreached.length > 5 ? ` and ${unreached.length - 5} more` : '';
  const next = isForced
    ? ''
    : ' The same command goes on with them, and so does the next sweep of the schedule.';
  return `Stopped: nothing was done for ${named}${rest}.${next}`;
}

/** Returns a line for each user whose key a forced sweep did not replace, and what will. Empty if all were replaced. */
export function missedRotationsText(
  {
    missedRotations,
    forcedAgain,
    freeze,
  }: Pick<SweepReport, 'missedRotations' | 'forcedAgain'> & Partial<Pick<SweepReport, 'freeze'>>,
  { stage, profile, region, key }: StageOptions & { key?: readonly string[] },
): string[] {
  const place = [profile && `--profile="${profile}"`, region && `--region ${region}`].filter(Boolean);
  const waiting = missedRotations.filter((one) => one.waitsForOrphan).map(({ UserName }) => UserName);
  const tomorrow = forcedAgain.filter((user) => waiting.includes(user));
  const soon = forcedAgain.filter((user) => !waiting.includes(user));
  const stuck = missedRotations.map(({ UserName }) => UserName).filter((user) => !forcedAgain.includes(user));
  return [
    ...missedRotations.map(({ UserName, reason }) => `Not replaced: ${UserName}, ${reason}`),
    ...(soon.length > 0
      ? [`A continuation in about 70 minutes replaces the keys of: ${soon.join(' ')}`]
      : []),
    ...(tomorrow.length > 0
      ? [`A continuation in about 25 hours replaces the keys of: ${tomorrow.join(' ')}`]
      : []),
    ...(stuck.length > 0
      ? [
          `No sweep does that by itself. ${freeze ? `Remove the freeze from config/${stage}.yml and deploy. ` : ''}To repeat it${freeze ? ' then' : ''}: npm run sweeper -- sweep ${[`--stage ${stage}`, ...place].join(' ')} ${stuck.map((user) => `--user="${user}"`).join(' ')} ${key ? `--key ${key.join(' ')}` : '--force'}`,
        ]
      : []),
  ];
}

function lineOf({ decision: { key, action, reason }, outcome, createdId, note }: Result): string {
  const made = createdId ? `, created ${createdId}` : '';
  const what = outcome === 'none' ? action : `${action} ${outcome}`;
  return `${key.UserName} ${key.AccessKeyId}: ${what}${made}: ${reason}${note ? ` (${note})` : ''}`;
}
