import type { Config } from '../../config/schema.ts';
import type { Result } from '../../lib/model/types.ts';
import { plural } from '../../lib/notify/plural.ts';
import type { SweepReport } from '../../lib/report/report.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { wrap } from '../terminal/width.ts';

type Mode = Config['mode'];

/** What a sweep did, for whoever started it: a paragraph for each key that something came of, then the sums. */
export function sweepText(
  { carried, counts }: Pick<SweepReport, 'carried' | 'counts'>,
  mode: Mode,
  columns: number,
): string {
  const lines = carried
    .flatMap(({ results }) => results)
    .filter(({ decision, outcome }) => outcome !== 'none' || decision.action === 'flag')
    .map(lineOf);
  const { users, keys, deferred, held, failures, actions } = counts;
  const outcome = mode === 'enforce' ? 'done' : 'rehearsed';
  const [created, deactivated, deleted] = (['create', 'deactivate', 'delete'] as const).map(
    (action) => actions[action][outcome],
  );
  const would = mode === 'enforce' ? '' : 'would be ';
  const sums =
    `${created} ${would}created, ${deactivated} ${would}deactivated, ${deleted} ${would}deleted, ` +
    `${actions.flag.none} flagged, ${deferred} deferred, ${held} held, ${failures} failed`;
  const done = mode === 'enforce' ? '' : ' Mode is report: nothing was changed.';
  const paragraphs = [...lines, `${plural(users, 'user')}, ${plural(keys, 'key')}: ${sums}.${done}`];
  return paragraphs.map((text) => wrap(text, columns - 2).join('\n  ')).join('\n');
}

/** What became of the users when a sweep was stopped, and how to go on. */
export function stoppedText(unreached: readonly string[], isForced = false): string {
  if (unreached.length === 0) return 'Stopped, when all users were done with.';
  const named = unreached.slice(0, 5).join(', ');
  const rest = unreached.length > 5 ? ` and ${unreached.length - 5} more` : '';
  const next = isForced
    ? ''
    : ' The same command goes on with them, and so does the next sweep of the schedule.';
  return `Stopped: nothing was done for ${named}${rest}.${next}`;
}

/** Whose keys were forced and not replaced, a line each, and what replaces them. */
export function unrotatedText(
  { unrotated, forcedAgain }: Pick<SweepReport, 'unrotated' | 'forcedAgain'>,
  { stage, profile, region }: StageOptions,
): string[] {
  const place = [profile && `--profile ${profile}`, region && `--region ${region}`].filter(Boolean);
  const stuck = unrotated.map(({ UserName }) => UserName).filter((user) => !forcedAgain.includes(user));
  return [
    ...unrotated.map(({ UserName, reason }) => `Not replaced: ${UserName}, ${reason}`),
    ...(forcedAgain.length > 0
      ? [`A continuation in about 70 minutes replaces the keys of: ${forcedAgain.join(' ')}`]
      : []),
    ...(stuck.length > 0
      ? [
          `No sweep does that by itself. To repeat it: npm run sweeper -- sweep ${[`--stage ${stage}`, ...place].join(' ')} --user ${stuck.join(' ')} --force`,
        ]
      : []),
  ];
}

function lineOf({ decision: { key, action, reason }, outcome, createdId, note }: Result): string {
  const made = createdId ? `, created ${createdId}` : '';
  const what = outcome === 'none' ? action : `${action} ${outcome}`;
  return `${key.UserName} ${key.AccessKeyId}: ${what}${made}: ${reason}${note ? ` (${note})` : ''}`;
}
