import { concernLines, isExplained, newestStored } from '../../decide/concerns.ts';
import { unclearTags } from '../../decide/exempt.ts';
import { isAboutUser, isCreation, type UserResult } from '../../model/plan.ts';
import { tagKeys } from '../../model/user-tags.ts';
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
      .filter(({ decision }) => decision.action === 'flag' && !isExplained(decision, plan))
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
      'Deactivate the key that nobody uses or was told to move to: aws iam update-access-key --user-name="<user>" --access-key-id <id> --status ' +
        'Inactive; if nothing broke in some days, delete it: aws iam delete-access-key --user-name="<user>" --access-key-id <id>',
    ],
    [
      'two-in-use',
      'several keys in use, none of them in its secret',
      'Move everything to the youngest one, then, for each other one: aws iam update-access-key --user-name="<user>" --access-key-id <older id> --status Inactive',
    ],
    ['unwritable', 'no replacement can be made or stored', 'Each line says why, and what changes it.'],
    [
      'untaggable',
      'no room for a tag of the sweeper',
      'Each key is left as it is until somebody removes a tag of its user.',
    ],
    [
      'pointer-lost',
      'not certain which secret is the user’s',
      `Nothing is done for these users. If the sweeper made the secret and nobody else may read it: npm run sweeper -- adopt --stage ${context.environment} ` +
        '--user="<user>". If Terraform removes the tags, its AWS provider needs: ignore_tags { key_prefixes = ["access-key-sweeper:"] }',
    ],
    [
      'other-deployment',
      'another deployment looks after these users',
      `To hand one over to this deployment: aws iam untag-user --user-name="<user>" --tag-keys ${tagKeys.pointer}`,
    ],
    [
      'secret-foreign',
      'a secret that is not the user’s has its name',
      'Each line says whose it is, and what to do.',
    ],
    [
      'secret-deleted',
      'the secret is scheduled for deletion',
      'To restore one: aws secretsmanager restore-secret --secret-id="<name>"',
    ],
    [
      'value-replaced',
      'the secret holds another value than the key that its owner was told to use',
      'To put it back: aws secretsmanager update-secret-version-stage --secret-id="<name>" --version-stage AWSCURRENT ' +
        '--move-to-version-id access-key-sweeper-<key id> --remove-from-version-id <the current version>; the notices to the owners have it in full.',
    ],
    [
      'unvouched',
      'versions in secrets that no tag vouches for',
      `They do not count. Either somebody removed a tag, and the command adopt puts it back (npm run sweeper -- adopt --stage ${context.environment} ` +
        '--user="<user>"), or somebody forged them: find out who may write these secrets.',
    ],
    [
      'tags-removed',
      'tags of the sweeper are missing',
      'Terraform removes tags that it does not know, unless its AWS provider has: ignore_tags { key_prefixes = ["access-key-sweeper:"] }',
    ],
    [
      'reactivated',
      'made Active again after the sweeper had deactivated them',
      'To keep the keys of a user as they are: aws iam tag-user --user-name="<user>" --tags Key=access-key-sweeper:hold-until,Value=<day>. ' +
        'Terraform’s aws_iam_access_key has the status Active by default.',
    ],
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
      ...userResults.flatMap(({ plan }) => concernLines(plan)),
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
  if (!decision.refusal) return decision.rule;
  return isCreation(decision) ? 'unwritable' : 'untaggable';
}

/** Where a person has to choose between a user's keys, the line lists all of them and is the same for each key. */
function flagLine(one: KeyResult): string {
  if (isAboutUser(one.result.decision)) return `${one.plan.UserName}: ${one.result.decision.reason}`;
  if (!['no-slot', 'two-in-use'].includes(kindOf(one))) return lineOf(one);
  const { UserName, decisions, evidence } = one.plan;
  const keys = decisions.map(({ key, age }) => {
    const inactive = key.Status === 'Active' ? '' : `${key.Status}, `;
    const toldToUse = key === newestStored(one.plan) ? ', the one to move to' : '';
    return `${key.AccessKeyId}, ${inactive}${plural(age, 'day')} old, ${lastUsed(key, evidence)}${toldToUse}`;
  });
  return `${UserName}: ${keys.join('; ')}`;
}
