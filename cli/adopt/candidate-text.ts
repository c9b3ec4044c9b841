import { dayOf } from '../../lib/model/age.ts';
import { isStoredInTime, isYounger, storedWithinMinutes } from '../../lib/model/keys.ts';
import { quoted } from '../../lib/model/quoted.ts';
import { keyIdOf, type SecretVersion, versionIdOf } from '../../lib/model/secret-state.ts';
import type { AccessKey } from '../../lib/model/user.ts';
import { lastUsed } from '../../lib/notify/last-used.ts';
import { wrap } from '../terminal/width.ts';
import type { Adopted, Decided } from './adoption.ts';
import type { Candidate, FoundSecret } from './candidate.ts';

/** Returns what a person needs to know about a user before consent, or why the user is refused. */
export function candidateText({ candidate, adoption }: Decided, columns: number): string {
  const { UserName } = candidate.user;
  if (adoption.kind === 'refused') {
    const remedy = adoption.remedy?.split('\n') ?? [];
    return [
      ...paragraph(`${UserName}: refused. ${adoption.reason}`, 0, columns),
      ...remedy.flatMap((line) => (line.startsWith(' ') ? [`  ${line}`] : paragraph(line, 2, columns))),
    ].join('\n');
  }
  if (adoption.kind === 'nothing') {
    const done = `the user's tags name the secret ${adoption.secret.Name} and vouch for each key in it that counts`;
    return paragraph(`${UserName}: nothing to do: ${done}.`, 0, columns).join('\n');
  }
  return detailsText({ candidate, adoption }, columns);
}

function detailsText({ candidate, adoption }: Decided<Adopted>, columns: number): string {
  const { user } = candidate;
  const { secret } = adoption;
  const tags = secret.Tags.map(({ Key = '', Value = '' }) => `${quoted(Key)} = ${quoted(Value)}`);
  const others = otherVersions(candidate, secret);
  const created = secret.CreatedDate ? dayOf(secret.CreatedDate) : 'unknown';
  const rows = [
    `${user.UserName}: secret ${secret.Name}`,
    `ARN: ${secret.ARN}`,
    `Created: ${created}`,
    `Tags: ${tags.join(', ')}`,
    `KMS key: ${secret.KmsKeyId ?? "the account's own (aws/secretsmanager)"}`,
    policyText(secret),
    ...user.keys.map((key) => keyText(key, candidate, secret)),
    ...(others === '' ? [] : [`Versions that hold no key of this user: ${others}`]),
    consequence(candidate, adoption),
  ];
  return rows
    .flatMap((row, n) => {
      const [first = '', ...verbatim] = row.split('\n');
      const indent = n === 0 ? 0 : 2;
      return [...paragraph(first, indent, columns), ...verbatim.map((line) => `    ${line}`)];
    })
    .join('\n');
}

/** Returns the resource policy as JSON below a sentence. Somebody else wrote it: no character of it may move the cursor. */
function policyText({ policy, isPolicyRead }: FoundSecret): string {
  if (!isPolicyRead)
    return 'Its resource policy was not looked at: you may not secretsmanager:GetResourcePolicy. It may let others in';
  if (policy === undefined) return 'Resource policy: none';
  return `Others may be let in by its resource policy:\n${readable(policy).replaceAll(/[^\n\P{C}]/gu, '?')}`;
}

function readable(policy: string): string {
  try {
    return JSON.stringify(JSON.parse(policy), null, 2);
  } catch {
    return policy;
  }
}

function keyText(key: AccessKey, { lastUse }: Candidate, { versions }: FoundSecret): string {
  const { AccessKeyId, Status, CreateDate } = key;
  const about = `Key ${AccessKeyId}, ${Status}, created on ${dayOf(CreateDate)}, ${lastUsed(key, { lastUse })}`;
  const version = versions.get(versionIdOf(AccessKeyId));
  if (!version) return `${about}: not in the secret`;
  // A version can be forged only after the key is there.
  const doubt = isStoredInTime(key, version)
    ? ''
    : `, more than ${storedWithinMinutes} minutes after the key was created: no sweep did that, so the version does not count`;
  return `${about}: in the secret (${stagesText(version)}), stored on ${dayOf(version.createdAt)}${doubt}`;
}

/** Anybody who may write secrets can choose the name of a stage. */
function stagesText({ stages }: SecretVersion): string {
  const names = stages.map((stage) => (/^\w+$/.test(stage) ? stage : quoted(stage)));
  return names.length > 0 ? names.join(', ') : 'no stage';
}

/** Versions without a stage are only counted: a secret keeps up to a hundred of them. */
function otherVersions({ user }: Candidate, { versions }: FoundSecret): string {
  const ids = user.keys.map(({ AccessKeyId }) => AccessKeyId);
  const others = [...versions].filter(([id]) => !ids.includes(keyIdOf(id) ?? ''));
  const labelled = others.filter(([, { stages }]) => stages.length > 0);
  const rest = others.length - labelled.length;
  return [
    ...labelled.map(([id, version]) => `${quoted(id)} (${stagesText(version)})`),
    ...(rest > 0 ? [`${rest} without a stage`] : []),
  ].join(', ');
}

/** Returns in a sentence what follows for the user's keys if the secret is adopted. */
function consequence({ user }: Candidate, { secret, keys }: Adopted): string {
  const active = user.keys.filter(({ Status }) => Status === 'Active');
  const current = active.find((key) => hasStage(key, secret, 'AWSCURRENT'));
  const older = current ? active.filter((key) => isYounger(current, key)) : [];
  const made = keys.length > 0 ? `that the sweeper made ${idsOf(keys)}` : 'only which secret is the user’s';
  const ends =
    current && older.length > 0
      ? ` The sweeper is going to deactivate ${idsOf(older)}, because the current key ${current.AccessKeyId} is younger.`
      : '';
  return `Adopting it says ${made}.${ends}`;
}

function hasStage(key: AccessKey, { versions }: FoundSecret, stage: string): boolean {
  const version = versions.get(versionIdOf(key.AccessKeyId));
  return version !== undefined && isStoredInTime(key, version) && version.stages.includes(stage);
}

function idsOf(keys: readonly AccessKey[]): string {
  return keys.map(({ AccessKeyId }) => AccessKeyId).join(' and ');
}

function paragraph(text: string, indent: number, columns: number): string[] {
  const [first = '', ...rest] = wrap(text, columns - indent - 2);
  return [`${' '.repeat(indent)}${first}`, ...rest.map((line) => `${' '.repeat(indent + 2)}${line}`)];
}
