import type { Concern, RuleName } from '../../model/plan.ts';
import { tagKeys } from '../../model/user-tags.ts';
import type { NoticeContext } from '../notice.ts';
import { invoke, placeOf } from '../sweep-command.ts';

/** The rules that ask for a person. */
type FlaggedRule = Extract<
  RuleName,
  | 'other-deployment'
  | 'pointer-lost'
  | 'unknown-status'
  | 'inactive-current'
  | 'retired-in-use'
  | 'two-in-use'
  | 'no-slot'
  | 'late'
>;

/** What a person is needed for: each kind has a section of its own in the digest. */
export type NeedKind = 'unclear' | 'unwritable' | 'untaggable' | FlaggedRule | Concern['kind'];

/** The title of a section, and what to do about its lines. */
type Heading = { what: string; advice: string };

/** Returns the heading of each kind, in the order of the digest. */
export function needHeadings(context: NoticeContext): Record<NeedKind, Heading> {
  const place = placeOf(context);
  const adopt = `npm run sweeper -- adopt --stage ${context.environment} --region ${place.region} --user="<user>"`;
  const ignoreTags = 'its AWS provider needs: ignore_tags { key_prefixes = ["access-key-sweeper:"] }';
  return {
    unclear: {
      what: 'tags that cannot be read',
      advice:
        'Correct them: aws iam tag-user --user-name="<user>" --tags Key=<key>,Value=<value>, and aws iam untag-user ' +
        '--user-name="<user>" --tag-keys <key> for a mistyped one.',
    },
    'no-slot': {
      what: 'no free slot for a replacement',
      advice:
        'Deactivate the key that nobody uses, if it is not the one to move to: aws iam update-access-key --user-name="<user>" --access-key-id <id> --status ' +
        'Inactive; if nothing broke in some days, delete it: aws iam delete-access-key --user-name="<user>" --access-key-id <id>',
    },
    'two-in-use': {
      what: 'several keys in use, none of them in its secret',
      advice:
        'Move everything to the one that the line names, then, for each other one: aws iam update-access-key --user-name="<user>" --access-key-id <other id> --status Inactive',
    },
    unwritable: {
      what: 'no replacement can be made, stored or made current',
      advice: 'Each line says why, and what changes it.',
    },
    untaggable: {
      what: 'no room for a tag of the sweeper',
      advice: 'Each key is left as it is until somebody removes a tag of its user.',
    },
    'pointer-lost': {
      what: 'not certain which secret is the user’s',
      advice:
        'Nothing is done for these users. First find out who made the secret and who may read it: aws secretsmanager describe-secret ' +
        `--secret-id="<name>" --region ${place.region}, and get-resource-policy. If it was the sweeper, and nobody else may read it: ${adopt}. ` +
        `If Terraform removes the tags, ${ignoreTags}`,
    },
    'other-deployment': {
      what: 'another deployment looks after these users',
      advice: `To hand one over to this deployment: aws iam untag-user --user-name="<user>" --tag-keys ${tagKeys.pointer}`,
    },
    'secret-foreign': {
      what: 'a secret that is not the user’s has its name',
      advice: 'Each line says whose it is, and what to do.',
    },
    'secret-deleted': {
      what: 'the secret is scheduled for deletion',
      advice: `To restore one: aws secretsmanager restore-secret --secret-id="<name>" --region ${place.region}`,
    },
    'secret-gone': {
      what: 'the secret is gone',
      advice:
        `Applications that have such a key go on working. To store a new one: ${invoke(place, { users: ['<user>'], force: true })}; ` +
        'of two keys, first delete the one that nobody uses.',
    },
    'value-replaced': {
      what: 'the secret holds another value than the key that its owner was told to use',
      advice:
        `To put it back: aws secretsmanager update-secret-version-stage --secret-id="<name>" --region ${place.region} --version-stage AWSCURRENT ` +
        '--move-to-version-id="access-key-sweeper-<key id>" --remove-from-version-id="<the current version>"; the notices to the owners have it in full.',
    },
    unvouched: {
      what: 'versions in secrets that no tag vouches for',
      advice: `They do not count. Either somebody removed a tag, and the command adopt puts it back (${adopt}), or somebody forged them: find out who may write these secrets.`,
    },
    'tags-removed': {
      what: 'tags of the sweeper are missing',
      advice: `If Terraform removes the tags, ${ignoreTags}`,
    },
    reactivated: {
      what: 'made Active again after they had been Inactive',
      advice:
        'To keep the keys of a user as they are: aws iam tag-user --user-name="<user>" --tags Key=access-key-sweeper:hold-until,Value=<day>. ' +
        'Terraform’s aws_iam_access_key has the status Active by default.',
    },
    late: {
      what: 'late, and late keys are only reported',
      advice: `Replace it now: ${invoke(place, { users: ['<user>'], force: true })}`,
    },
    'inactive-current': {
      what: 'Inactive, yet current in its secret',
      advice:
        'aws iam update-access-key --user-name="<user>" --access-key-id <id> --status Active, or delete the key.',
    },
    'retired-in-use': {
      what: 'deactivated as unused, and in use after all',
      advice:
        'aws iam update-access-key --user-name="<user>" --access-key-id <id> --status Active, or delete the key.',
    },
    'unknown-status': {
      what: 'neither Active nor Inactive',
      advice: 'If nobody needs it: aws iam delete-access-key --user-name="<user>" --access-key-id <id>',
    },
  };
}
