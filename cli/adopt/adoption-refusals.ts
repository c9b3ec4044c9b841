import type { Config } from '../../config/schema.ts';
import type { Deployment } from '../../lib/aws/deps.ts';
import { isInFlight } from '../../lib/model/in-flight.ts';
import { isOfDeployment, pointerValue } from '../../lib/model/pointer.ts';
import { quoted } from '../../lib/model/quoted.ts';
import { otherDeploymentRefusal, ownershipRefusal, refusalOf, secretTag } from '../../lib/model/refusal.ts';
import { tagKeys, tagsPerUser } from '../../lib/model/user-tags.ts';
import type { Candidate, FoundSecret } from './candidate.ts';

/** Why a secret is not adopted, as a sentence, and how a person changes that. */
export type Refused = { kind: 'refused'; reason: string; remedy: string | undefined };

/** What is known beside the user and its secret. */
export type Circumstances = {
  config: Pick<Config, 'secrets'>;
  deployment: Deployment;
  /** The secret that a person named with --secret. */
  asked: string | undefined;
  /** The name of every user, by UserId. */
  userNames: ReadonlyMap<string, string>;
  /** The names of the users whose pointer names a secret, by the ARN of the secret. */
  pointers: ReadonlyMap<string, readonly string[]>;
  now: Date;
};

/** The longest value of a tag (IAM API Reference, Tag). */
const longestValue = 256;

function refused(reason: string, remedy?: string): Refused {
  return { kind: 'refused', reason, remedy };
}

/** Refused if another sweep works on the user. */
export function busy({ tags }: Candidate, { now }: Circumstances): Refused | undefined {
  const intent = tags.intents.find((one) => isInFlight(one, now));
  if (!intent) return undefined;
  return refused(
    `A sweep may be creating a key for this user: it set the tag ${quoted(intent.tagKey)} at ${intent.at.toISOString()}.`,
    'Try again an hour after that.',
  );
}

/** Refused if another deployment looks after the user. */
export function elsewhere(
  { user, tags }: Candidate,
  { config, deployment }: Circumstances,
): Refused | undefined {
  const { pointer } = tags;
  if (!pointer || isOfDeployment(pointer, deployment, config.secrets.prefix)) return undefined;
  const value = quoted(pointerValue(pointer));
  return refused(
    `Another deployment looks after this user: the user's tag ${tagKeys.pointer} is ${value}.`,
    otherDeploymentRefusal(pointer, user).remedy,
  );
}

/** Refuses a secret that does not exist. */
export function missing({ user, wanted }: Candidate, { deployment }: Circumstances): Refused {
  return refused(
    `There is no secret ${wanted} in ${deployment.region}.`,
    "If the user's secret has another name, add --secret. To find it by the user's id:\n" +
      `  aws secretsmanager list-secrets --filters Key=tag-value,Values=${user.UserId} --query "SecretList[].Name" --region ${deployment.region}\n` +
      'If there is none, there is nothing to adopt: the next sweep that replaces a key makes one.',
  );
}

/** Refused if sweeps of this deployment would not look at the secret. */
export function outside({ ARN, Name }: FoundSecret, circumstances: Circumstances): Refused | undefined {
  const { config, deployment } = circumstances;
  const { prefix } = config.secrets;
  if (isOfDeployment({ arn: ARN, stage: deployment.stage }, deployment, prefix)) return undefined;
  return refused(
    `The secret ${Name} is not one that this deployment looks after: those are in account ${deployment.accountId}, in ` +
      `${deployment.region}, and their names begin with ${prefix} (secrets.prefix).`,
    'Name another secret, or change the setting.',
  );
}

/** Refused if the secret is somebody else's, or the user has another one. */
export function ofSomebodyElse(
  { user, rival }: Candidate,
  secret: FoundSecret,
  { config, deployment, asked, userNames, pointers }: Circumstances,
): Refused | undefined {
  const id = secretTag(secret, tagKeys.userId);
  const untag = (UserName: string) =>
    `  aws iam untag-user --user-name="${UserName}" --tag-keys ${tagKeys.pointer}`;
  if (id !== user.UserId) {
    const about = {
      name: secret.Name,
      user,
      deployment,
      kmsKeyId: config.secrets.kmsKeyId,
      asked,
    };
    const { refusal, remedy } = ownershipRefusal(secret, { ...about, owner: userNames.get(id ?? '') });
    return refused(`The secret ${secret.Name} ${refusal}.`, remedy);
  }
  if (rival !== undefined) {
    return refused(
      `The user has another secret, ${rival}: its tag ${tagKeys.pointer} names that.`,
      `If the user is to have ${secret.Name} instead, remove the tag and adopt again:\n${untag(user.UserName)}`,
    );
  }
  const others = (pointers.get(secret.ARN) ?? []).filter((name) => name !== user.UserName);
  if (others.length === 0) return undefined;
  return refused(
    `The secret ${secret.Name} belongs to another user: the tag ${tagKeys.pointer} of ${others.join(', ')} names it.`,
    `If that is wrong, remove the tag and adopt again:\n${others.map(untag).join('\n')}`,
  );
}

/** Refused if a sweep would not write to the secret. */
export function unwritable(
  { user }: Candidate,
  secret: FoundSecret,
  { config, deployment }: Circumstances,
): Refused | undefined {
  const { Name } = secret;
  const { kmsKeyId } = config.secrets;
  const about = { name: Name, user, deployment, kmsKeyId, owner: undefined };
  const { refusal, remedy } = refusalOf(secret, about);
  return refusal === undefined ? undefined : refused(`The secret ${Name} ${refusal}.`, remedy);
}

/** Refused if the tags do not fit. */
export function noRoom(
  { user, tags }: Candidate,
  wanted: readonly { Key: string; Value: string }[],
): Refused | undefined {
  const long = wanted.find(({ Value }) => Value.length > longestValue);
  if (long) {
    return refused(
      `The name of the secret is too long: a tag has room for ${longestValue} characters, and ${tagKeys.pointer} needs ` +
        `${long.Value.length}.`,
      'Use a secret with a shorter name.',
    );
  }
  const added = wanted.filter(({ Key }) => !tags.all.has(Key.toLowerCase())).length;
  if (tags.all.size + added <= tagsPerUser) return undefined;
  return refused(
    `The user has ${tags.all.size} of at most ${tagsPerUser} tags, and ${added} more are needed.`,
    `To see its tags, and to remove one:\n  aws iam list-user-tags --user-name="${user.UserName}"\n` +
      `  aws iam untag-user --user-name="${user.UserName}" --tag-keys <key>`,
  );
}
