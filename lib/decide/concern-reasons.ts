import { dayOf, daysAfter } from '../model/age.ts';
import type { Concern, Decision } from '../model/plan.ts';
import { secretNameIn } from '../model/pointer.ts';
import { quoted } from '../model/quoted.ts';
import { regionOf } from '../model/region-of.ts';
import { currentVersionOf, versionIdOf } from '../model/secret-state.ts';
import { markOf } from '../model/user-tags.ts';
import type { KnownDraft } from './draft.ts';

type Reason = (decision: Decision, draft: KnownDraft) => Omit<Concern, 'kind'>;

const ignoreTags = 'ignore_tags { key_prefixes = ["access-key-sweeper:"] }';

/** What each concern says, and what to do about it. */
export const concernReasons: Record<Concern['kind'], Reason> = {
  'secret-foreign': (_, { evidence: { secret } }) => ({
    reason: `the secret ${secret.name}, which has the user's name, ${secret.refusal}`,
    remedy: secret.remedy,
  }),
  'secret-deleted': (_, { evidence: { secret } }) => ({
    reason: `its secret ${secret.name} is scheduled for deletion, so nobody can fetch this key; until it is restored, no older key is deactivated`,
    remedy: secret.remedy,
  }),
  'secret-gone': ({ action }, { keys, evidence: { tags } }) => {
    const isOnly = keys.length < 2;
    const name = quoted(tags.pointer ? secretNameIn(tags.pointer) : '');
    return {
      reason: `its secret ${name} is gone, so nobody can fetch this key any more; applications that have it go on working${isOnly ? '' : '; while nothing uses it, no older key is deactivated'}`,
      // The replacement that this sweep creates is stored in a new secret.
      remedy:
        action === 'create'
          ? undefined
          : 'Keep the key if applications use it: it is replaced when it is due, and the replacement is stored in a new secret. ' +
            `To have a secret before that, ${isOnly ? 'have it replaced now' : 'free a slot, and have the other key replaced'}.`,
    };
  },
  'value-replaced': ({ key }, { evidence: { secret }, UserName, now }) => {
    const current = currentVersionOf(secret) ?? '';
    const since = dayOf(secret.versions.get(current)?.createdAt ?? now);
    // Anybody who may write secrets can choose the id of a version, so only a plain one goes into a command.
    const shown = /^[\w-]+$/.test(current) ? current : '<the id of the current version>';
    return {
      reason: `somebody stored another value in its secret ${secret.name} on ${since}, and whoever fetches it gets that instead of this key; until that is settled, an older key is deactivated only if nobody uses it`,
      remedy:
        'If that was a mistake, make this key the current one again:\n' +
        `  aws secretsmanager update-secret-version-stage --secret-id="${secret.name}" --region ${regionOf(secret.arn)} ` +
        `--version-stage AWSCURRENT --move-to-version-id="${versionIdOf(key.AccessKeyId)}" --remove-from-version-id="${shown}"\n` +
        'If something else rotates the keys of this user, let only one of the two do it:\n' +
        `  aws iam tag-user --user-name="${UserName}" --tags "Key=access-key-sweeper:exempt,Value=rotated elsewhere"`,
    };
  },
  unvouched: (_, { evidence: { secret } }) => ({
    reason: `its secret ${secret.name} has a version for this key, which does not count: no tag of the user says that the sweeper made the key, or the version is much younger than the key`,
    remedy:
      `If the sweeper made this key, somebody removed a tag, as Terraform does without ${ignoreTags}. Whoever runs access-key-sweeper ` +
      'puts it back with the command adopt, which asks first. If not, somebody forged the version: find out who may write the secret.',
  }),
  'tags-removed': ({ replacement }, { evidence, now }) => {
    const stored = evidence.secret.versions.get(versionIdOf(replacement?.AccessKeyId ?? ''));
    return {
      reason: `it was replaced on ${dayOf(stored?.createdAt ?? now)}, yet no tag says since when that is announced. That may be so once, after a hold, a time in report mode or a missed sweep. If it is so each week, somebody removes the sweeper's tags, and its end moves each week`,
      remedy: `Terraform removes tags that it does not know, unless its AWS provider has:\n  ${ignoreTags}`,
    };
  },
  reactivated: ({ key, inOverlap }, { evidence, UserName, now }) => {
    const at = markOf(evidence.tags.inactiveSince, key.AccessKeyId)?.at;
    const since = at ? ` since ${dayOf(at)}` : '';
    const next = inOverlap ? '; it is deactivated again after another overlap' : '';
    return {
      reason: `it was Inactive${since}, and somebody made it Active again${next}`,
      remedy:
        'To keep all keys of this user as they are until a day of your choice:\n' +
        `  aws iam tag-user --user-name="${UserName}" --tags Key=access-key-sweeper:hold-until,Value=${dayOf(daysAfter(now, 30))}\n` +
        'If Terraform did it, set status = "Inactive" in its aws_iam_access_key, or remove that resource from the state: its ' +
        'status is Active by default.',
    };
  },
};
