import { unclearTags } from '../../decide/exempt.ts';
import type { UserResult } from '../../model/plan.ts';
import { plural } from '../format.ts';
import { lastUsed } from '../last-used.ts';
import type { NoticeContext } from '../notice.ts';
import { invoke, placeOf } from '../sweep-command.ts';
import { type KeyResult, lineOf, type Section } from './section.ts';

/** The start of the title of each such section. */
export const needsPerson = 'Needs a person';

/**
 * Returns the sections about what no sweep can do, one for each kind of problem. A user appears at most once in a section,
 * with all its keys if a person has to choose between them.
 */
export function needsPersonSections(userResults: readonly UserResult[], context: NoticeContext): Section[] {
  const flagged = userResults.flatMap(({ plan, results }) =>
    results
      .filter(({ decision }) => decision.action === 'flag')
      .map((result): KeyResult => ({ plan, result })),
  );
  const kinds: readonly [kind: string, what: string, advice: string][] = [
    [
      'unclear',
      'tags that cannot be read',
      'Correct them: aws iam tag-user --user-name="<user>" --tags Key=<key>,Value=<value>, and aws iam untag-user ' +
        '--user-name="<user>" --tag-keys <key> for a mistyped one.',
    ],
    [
      'no-slot',
      'no free slot for a replacement',
      'Deactivate the key that nobody uses: aws iam update-access-key --user-name="<user>" --access-key-id <id> --status ' +
        'Inactive; if nothing broke in some days, delete it: aws iam delete-access-key --user-name="<user>" --access-key-id <id>',
    ],
    [
      'two-in-use',
      'two keys in use, neither in its secret',
      'Move everything to the younger one, then: aws iam update-access-key --user-name="<user>" --access-key-id <older id> --status Inactive',
    ],
    ['unwritable', 'the secret is not ours to write', 'Each line says what makes it so.'],
    [
      'late',
      'late, and late keys are only reported',
      `Replace it now: ${invoke(placeOf(context), { users: ['<user>'], force: true })}`,
    ],
    [
      'inactive-current',
      'Inactive, yet current in its secret',
      'aws iam update-access-key --user-name="<user>" --access-key-id <id> --status Active, or delete the key.',
    ],
    [
      'unknown-status',
      'neither Active nor Inactive',
      'If nobody needs it: aws iam delete-access-key --user-name="<user>" --access-key-id <id>',
    ],
  ];
  const lines = Map.groupBy(
    [
      ...userResults.flatMap(({ plan }) => unclearTags(plan).map((line) => ({ kind: 'unclear', line }))),
      ...flagged.map((one) => ({ kind: kindOf(one), line: flagLine(one) })),
    ],
    ({ kind }) => kind,
  );
  return kinds.map(([kind, what, advice]) => ({
    title: `${needsPerson}: ${what}`,
    advice,
    lines: [...new Set(lines.get(kind)?.map(({ line }) => line))],
  }));
}

function kindOf({ result: { decision } }: KeyResult): string {
  return decision.rule === 'create' || decision.rule === 'unfinished' ? 'unwritable' : decision.rule;
}

/** Where a person has to choose between a user's keys, the line lists all of them and is the same for each key. */
function flagLine(one: KeyResult): string {
  if (!['no-slot', 'two-in-use'].includes(kindOf(one))) return lineOf(one);
  const { UserName, decisions, evidence } = one.plan;
  const keys = decisions.map(({ key, age }) => {
    const inactive = key.Status === 'Active' ? '' : `${key.Status}, `;
    return `${key.AccessKeyId}, ${inactive}${plural(age, 'day')} old, ${lastUsed(key, evidence)}`;
  });
  return `${UserName}: ${keys.join('; ')}`;
}
