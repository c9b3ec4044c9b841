import { max } from 'date-fns/max';
import { dayOf, daysAfter, wholeDays } from '../model/age.ts';
import { activeKeys, byAge, hasStage, isStored, isUnfinished } from '../model/keys.ts';
import type { Concern, Decision, Plan } from '../model/plan.ts';
import { currentVersionOf, versionIdOf } from '../model/secret-state.ts';
import type { AccessKey } from '../model/user.ts';
import { markOf } from '../model/user-tags.ts';
import { isVouched } from '../model/vouched.ts';
import type { Draft } from './draft.ts';

type Judge = (decision: Decision, draft: Draft) => Omit<Concern, 'kind'> | undefined;

const judges: Record<Concern['kind'], Judge> = {
  'secret-foreign': secretForeign,
  'secret-deleted': secretDeleted,
  'value-replaced': valueReplaced,
  unvouched,
  'tags-removed': tagsRemoved,
  reactivated,
};

/** Returns what a person should know about a key beside its decision: somebody else changed what the sweeper relies on. */
export function concernsOf(decision: Decision, draft: Draft): Concern[] {
  return Object.entries(judges).flatMap(([kind, judge]) => {
    const found = judge(decision, draft);
    return found ? [{ kind: kind as Concern['kind'], ...found }] : [];
  });
}

function secretForeign({ key }: Decision, { keys, evidence }: Draft): ReturnType<Judge> {
  const { secret } = evidence ?? {};
  if (secret?.claim !== 'foreign' || keys.toSorted(byAge)[0] !== key) return undefined;
  return {
    reason: `the secret ${secret.name}, which has the user's name, ${secret.refusal}`,
    remedy: secret.remedy,
  };
}

function secretDeleted({ key }: Decision, draft: Draft): ReturnType<Judge> {
  const { secret } = draft.evidence ?? {};
  if (!secret?.deleted || newestStored(draft) !== key) return undefined;
  return {
    reason: `its secret ${secret.name} is scheduled for deletion, so nobody can fetch this key; until it is restored, no older key is deactivated`,
    remedy: secret.remedy,
  };
}

function valueReplaced({ key }: Decision, draft: Draft): ReturnType<Judge> {
  const { secret } = draft.evidence ?? {};
  const current = secret && currentVersionOf(secret);
  if (!secret || !current || secret.deleted || newestStored(draft) !== key || isUnfinished(key, draft))
    return undefined;
  if (draft.keys.some((other) => hasStage(other, draft, 'AWSCURRENT'))) return undefined;
  // Anybody who may write secrets can choose the id of a version, so only a plain one goes into a command.
  const shown = /^[\w-]+$/.test(current) ? current : '<the id of the current version>';
  const since = secret.versions.get(current)?.createdAt ?? draft.now;
  return {
    reason: `somebody stored another value in its secret ${secret.name} on ${dayOf(since)}, and whoever fetches it gets that instead of this key; until that is settled, no older key is deactivated`,
    remedy:
      'If that was a mistake, make this key the current one again:\n' +
      `  aws secretsmanager update-secret-version-stage --secret-id="${secret.name}" --version-stage AWSCURRENT ` +
      `--move-to-version-id ${versionIdOf(key.AccessKeyId)} --remove-from-version-id ${shown}\n` +
      'If something else rotates the keys of this user, let only one of the two do it:\n' +
      `  aws iam tag-user --user-name="${draft.UserName}" --tags 'Key=access-key-sweeper:exempt,Value=rotated elsewhere'`,
  };
}

/** Returns a line for each concern about the user's keys, with its kind. */
export function concernLines({
  UserName,
  decisions,
}: Pick<Plan, 'UserName' | 'decisions'>): { kind: string; line: string }[] {
  return decisions.flatMap(({ key, concerns }) =>
    concerns.map(({ kind, reason }) => ({ kind, line: `${UserName}, ${key.AccessKeyId}: ${reason}` })),
  );
}

/** No sweep believes such a version: whoever may write secrets can choose its id. */
function unvouched({ key }: Decision, { evidence }: Draft): ReturnType<Judge> {
  if (!evidence?.secret.versions.has(versionIdOf(key.AccessKeyId)) || isVouched(key, evidence.tags))
    return undefined;
  return {
    reason: `its secret ${evidence.secret.name} has a version for this key, yet no tag of the user says that the sweeper made the key: somebody put it there, or removed the tag; it does not count`,
    remedy:
      'If the sweeper made this key, somebody removed a tag, as Terraform does without ignore_tags { key_prefixes = ["access-key-sweeper:"] }. ' +
      'Whoever runs access-key-sweeper puts it back with the command adopt, which asks first. If not, somebody forged the version: find out who may write the secret.',
  };
}

/**
 * True if something about the user's secret says what the decision is only a consequence of. To free a slot would be wrong
 * advice then: the key that seems to be unused is the one that the owner was told to use, or the one to finish.
 */
export function isExplained({ rule }: Decision, { decisions }: Pick<Plan, 'decisions'>): boolean {
  const isAboutSecret = ({ kind }: Concern) => kind === 'secret-deleted' || kind === 'value-replaced';
  return (
    (rule === 'no-slot' || rule === 'two-in-use') &&
    decisions.some((one) => one.refusal !== undefined || one.concerns.some(isAboutSecret))
  );
}

/** Returns the youngest Active key that the secret holds: the one that the owner was told to use. */
export function newestStored(draft: Pick<Draft, 'keys' | 'evidence'>): AccessKey | undefined {
  return activeKeys(draft).findLast((key) => isStored(key, draft));
}

/** Not for a key that became due since the last sweep: its owner is told for the first time now. */
function tagsRemoved({ key, inOverlap, replacement }: Decision, draft: Draft): ReturnType<Judge> {
  const { evidence, config, now } = draft;
  const stored = replacement && evidence?.secret.versions.get(versionIdOf(replacement.AccessKeyId));
  if (!evidence || !inOverlap || !stored || markOf(evidence.tags.toldSince, key.AccessKeyId))
    return undefined;
  const since = max([stored.createdAt, daysAfter(key.CreateDate, config.thresholds.create.from)]);
  if (wholeDays(now, since) <= config.everyDays) return undefined;
  return {
    reason: `it was replaced on ${dayOf(stored.createdAt)}, yet no tag says since when that is announced; if somebody removes the sweeper's tags each week, its end moves each week`,
    remedy:
      'Terraform removes tags that it does not know, unless its AWS provider has:\n' +
      '  ignore_tags { key_prefixes = ["access-key-sweeper:"] }',
  };
}

function reactivated({ key, inOverlap }: Decision, { evidence, UserName, now }: Draft): ReturnType<Judge> {
  const mark = evidence && markOf(evidence.tags.inactiveSince, key.AccessKeyId);
  if (!mark || key.Status !== 'Active') return undefined;
  const since = mark.at ? ` on ${dayOf(mark.at)}` : '';
  const next = inOverlap ? '; it is deactivated again after another overlap' : '';
  return {
    reason: `it was deactivated${since}, and somebody made it Active again${next}`,
    remedy:
      'To keep all keys of this user as they are until a day of your choice:\n' +
      `  aws iam tag-user --user-name="${UserName}" --tags Key=access-key-sweeper:hold-until,Value=${dayOf(daysAfter(now, 30))}\n` +
      'If Terraform did it, set status = "Inactive" in its aws_iam_access_key, or remove that resource from the state: its ' +
      'status is Active by default.',
  };
}
