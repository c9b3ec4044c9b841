import { subDays } from 'date-fns/subDays';
import type { Account } from './account.ts';
import type { SecretInFile } from './account-schema.ts';
import { secretAccessKeyFor, secretArn } from './ids.ts';
import type { Secret } from './secret.ts';
import { stage } from './stack.ts';
import type { Tag } from './tags.ts';
import type { Key, User } from './user.ts';

/**
 * Adds a secret of an account file to the account. With `Tags` or `ARN` it is taken as written. Without them it is taken for
 * one that the sweeper of this account made: it is tagged as the secret of the user whose key it holds, and that user gets
 * the tags by which a sweep knows the secret and its keys.
 */
export function addSecret(file: SecretInFile, account: Account): void {
  const { Name, versions, Tags, ARN, CreatedDate, ResourcePolicy: policy } = file;
  const owner = Tags || ARN ? undefined : ownerOf(file, account);
  const tags = Tags ?? (owner ? { 'access-key-sweeper:user-id': owner.UserId } : {});
  const { clock, minted } = account;
  const now = clock.now();
  const secret = {
    Name,
    ARN: ARN ?? secretArn(account, Name),
    // Not new, or a sweep would wait for the one that seems to make it.
    CreatedDate: CreatedDate ? new Date(CreatedDate) : subDays(now, 1),
    ...restrictionsIn(file),
    ...(policy && { ResourcePolicy: typeof policy === 'string' ? policy : JSON.stringify(policy) }),
    tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    versions: new Map(
      versions.map(({ VersionId, AccessKeyId, stages }) => {
        const SecretAccessKey = secretAccessKeyFor(AccessKeyId);
        const SecretString = JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey });
        // A sweep stores a key right after it created it.
        const stored = minted.get(AccessKeyId)?.key.CreateDate ?? now;
        return [VersionId, { VersionId, SecretString, stages: new Set(stages), CreatedDate: stored }];
      }),
    ),
  };
  account.secrets.set(Name, secret);
  if (owner) vouch(owner, secret.ARN, file);
}

type Restriction = 'KmsKeyId' | 'PrimaryRegion' | 'RotationEnabled' | 'OwningService';

/** Returns what of a secret may forbid a sweep to write to it; nothing for a field that is absent or false. */
export function restrictionsIn({
  KmsKeyId,
  PrimaryRegion,
  RotationEnabled,
  OwningService,
}: Pick<SecretInFile, Restriction>): Pick<Secret, Restriction> {
  return {
    ...(KmsKeyId && { KmsKeyId }),
    ...(PrimaryRegion && { PrimaryRegion }),
    ...(RotationEnabled && { RotationEnabled }),
    ...(OwningService && { OwningService }),
  };
}

/** The user whose key the secret holds or, if it holds none, whose name ends its own. */
function ownerOf({ Name, versions }: SecretInFile, { minted, users }: Account): User | undefined {
  const byKey = versions.map(({ AccessKeyId }) => minted.get(AccessKeyId)?.user).find(Boolean);
  const ends = Array.from(Name, (_, from) => Name.slice(from).replaceAll('/', ','));
  return byKey ?? ends.map((end) => users.get(end)).find(Boolean);
}

/** Sets the tags that a sweep writes when it makes a secret and its keys; tags of the file stay as they are. */
function vouch({ tags, keys }: User, arn: string, { versions }: SecretInFile): void {
  const marks = [
    { Key: 'access-key-sweeper:secret:arn', Value: `${arn} ${stage}` },
    ...keys.flatMap((key) => {
      const version = versions.find(({ AccessKeyId }) => AccessKeyId === key.AccessKeyId);
      return version ? [vouchingMark(key, version.stages, keys)] : [];
    }),
  ];
  for (const tag of marks) if (!tags.has(tag.Key.toLowerCase())) tags.set(tag.Key.toLowerCase(), tag);
}

/** Until a key is current, its mark is the one that announced it: with the ids of the keys that the user had. */
function vouchingMark(
  { AccessKeyId, CreateDate }: Key,
  stages: readonly string[],
  keys: readonly Key[],
): Tag {
  const isPending = stages.join() === 'AWSPENDING';
  const others = keys.map((key) => key.AccessKeyId).filter((id) => id !== AccessKeyId);
  return {
    Key: `access-key-sweeper:creating:file-${AccessKeyId}`,
    Value: [CreateDate.toISOString(), ...(isPending ? others : ['made', AccessKeyId])].join(' '),
  };
}
