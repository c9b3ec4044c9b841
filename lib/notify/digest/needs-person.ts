import type { Sweep } from '../../aws/deps.ts';
import { unclearTags } from '../../decide/unclear-tags.ts';
import { wholeDays } from '../../model/age.ts';
import { byAge } from '../../model/case-view.ts';
import type { Carried } from '../../model/types.ts';
import { invoke } from '../how-to.ts';
import { lastUsed } from '../last-used.ts';
import { placeOf } from '../place.ts';
import { plural } from '../plural.ts';
import { lineOf, type Section, type Seen } from './section.ts';

/** How the title of each such section begins. */
export const needsPerson = 'Needs a person';

/** What no sweep can settle, by what it takes; a user stands under each but once, with all keys if it takes a choice. */
export function needsPersonSections(carried: readonly Carried[], sweep: Sweep): Section[] {
  const flagged = carried.flatMap(({ plan, results }) =>
    results.filter(({ decision }) => decision.action === 'flag').map((result): Seen => ({ plan, result })),
  );
  const kinds: readonly [kind: string, what: string, advice: string][] = [
    [
      'unclear',
      'tags that cannot be read',
      'Correct them: aws iam tag-user --user-name <user> --tags Key=<key>,Value=<value>, and aws iam untag-user ' +
        '--user-name <user> --tag-keys <key> for a mistyped one.',
    ],
    [
      'no-slot',
      'no free slot for a replacement',
      'Deactivate the key that nobody uses: aws iam update-access-key --user-name <user> --access-key-id <id> --status ' +
        'Inactive; if nothing broke in some days, delete it: aws iam delete-access-key --user-name <user> --access-key-id <id>',
    ],
    [
      'two-in-use',
      'two keys in use, neither in its secret',
      'Move everything to the younger one, then: aws iam update-access-key --user-name <user> --access-key-id <older id> --status Inactive',
    ],
    ['unwritable', 'the secret is not ours to write', 'Each line says what makes it so.'],
    [
      'late',
      'late, and late keys are only reported',
      `Replace it now: ${invoke(placeOf(sweep), { users: ['<user>'], force: true })}`,
    ],
    [
      'inactive-current',
      'Inactive, yet current in its secret',
      'aws iam update-access-key --user-name <user> --access-key-id <id> --status Active, or delete the key.',
    ],
    [
      'unknown-status',
      'neither Active nor Inactive',
      'If nobody needs it: aws iam delete-access-key --user-name <user> --access-key-id <id>',
    ],
  ];
  const lines = Map.groupBy(
    [
      ...carried.flatMap(({ plan }) =>
        unclearTags(plan, sweep.config, sweep.now).map((line) => ({ kind: 'unclear', line })),
      ),
      ...flagged.map((seen) => ({ kind: kindOf(seen), line: flagLine(seen, sweep) })),
    ],
    ({ kind }) => kind,
  );
  return kinds.map(([kind, what, advice]) => ({
    title: `${needsPerson}: ${what}`,
    advice,
    lines: [...new Set(lines.get(kind)?.map(({ line }) => line))],
  }));
}

function kindOf({ result: { decision } }: Seen): string {
  return decision.rule === 'create' || decision.rule === 'unfinished' ? 'unwritable' : decision.rule;
}

/** The same for each key of a user who has to choose between them. */
function flagLine(seen: Seen, { now }: Sweep): string {
  if (!['no-slot', 'two-in-use'].includes(kindOf(seen))) return lineOf(seen);
  const { holder, evidence } = seen.plan;
  const keys = holder.keys.toSorted(byAge).map((key) => {
    const inactive = key.Status === 'Active' ? '' : `${key.Status}, `;
    return `${key.AccessKeyId}, ${inactive}${plural(wholeDays(now, key.CreateDate), 'day')} old, ${lastUsed(key, evidence)}`;
  });
  return `${holder.UserName}: ${keys.join('; ')}`;
}
