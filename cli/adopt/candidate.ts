import { GetResourcePolicyCommand } from '@aws-sdk/client-secrets-manager';
import type { Reader } from '../../lib/aws/deps.ts';
import { isCode, isGone } from '../../lib/aws/errors.ts';
import { inParallel } from '../../lib/aws/in-parallel.ts';
import { required } from '../../lib/aws/whole-pages.ts';
import { isOfDeployment } from '../../lib/model/pointer.ts';
import { type Described, secretTag } from '../../lib/model/refusal.ts';
import { type SecretVersion, secretNameOf } from '../../lib/model/secret-state.ts';
import type { KeyHolder, LastUse } from '../../lib/model/user.ts';
import { tagKeys, type UserTags } from '../../lib/model/user-tags.ts';
import { readLastUse, readTags } from '../../lib/read/evidence.ts';
import { describe, readVersions } from '../../lib/read/read-secret.ts';
import type { Connection } from '../stage/connection.ts';
import { describeError, failureSentences } from '../stage/failure-text.ts';
import { findUsers } from '../stage/read-users.ts';

/** A user, and the secret that it may adopt. */
export type Candidate = {
  user: KeyHolder;
  tags: UserTags;
  /** By AccessKeyId; null if the key was never used. */
  lastUse: ReadonlyMap<string, LastUse | null>;
  /** The name by which the secret was looked for. */
  wanted: string;
  /** Undefined if there is no such secret. */
  secret: FoundSecret | undefined;
  /** Set if the user's pointer names another secret, and that one carries the user's id: its name. */
  rival: string | undefined;
};

/** What Secrets Manager tells about a secret; never its value. */
export type FoundSecret = Described & {
  Name: string;
  Tags: NonNullable<Described['Tags']>;
  ARN: string;
  CreatedDate: Date | undefined;
  /** Every version by its id, deprecated ones too. */
  versions: ReadonlyMap<string, SecretVersion>;
  /** JSON; undefined if the secret has none. */
  policy: string | undefined;
  /** False if the caller may not read the policy, or if the secret is scheduled for deletion. */
  isPolicyRead: boolean;
};

type Means = { connection: Connection; deps: Reader };

/**
 * Reads the named users and the secrets that they may adopt: the one called `secret` or, without it, the one that a sweep
 * looks at. Throws an InputError if a user does not exist, and an Error if something could not be read.
 */
export async function readCandidates(
  { connection, deps }: Means,
  { users, secret: asked }: { users: readonly string[]; secret?: string | undefined },
): Promise<{ candidates: readonly Candidate[]; userNames: ReadonlyMap<string, string> }> {
  const { holders, failures, userNames } = await findUsers(connection, users, deps.progress);
  const unread = failures.filter(({ UserName }) => UserName !== undefined);
  if (unread.length > 0) throw new Error(failureSentences(unread).join('\n'));
  const gone = users.find((name) => !holders.some(({ UserName }) => UserName === name));
  if (gone !== undefined) throw new Error(`The user ${gone} was deleted while its keys were read.`);
  const stage = 'Reading tags and secrets';
  const candidates = await inParallel(holders, { deps, stage }, (user) =>
    readCandidate(user, asked, { connection, deps }).catch((thrown: unknown) => {
      throw describeError(`Reading the tags, keys and secret of ${user.UserName}`, thrown);
    }),
  );
  return { candidates, userNames };
}

async function readCandidate(
  user: KeyHolder,
  asked: string | undefined,
  { connection, deps }: Means,
): Promise<Candidate> {
  const { prefix } = connection.config.secrets;
  const tags = await readTags(user.UserName, { deps });
  const lastUse = new Map<string, LastUse | null>();
  for (const key of user.keys) lastUse.set(key.AccessKeyId, await readLastUse(key, { deps }));
  const { pointer } = tags;
  const pointed =
    pointer && isOfDeployment(pointer, connection, prefix) ? await describe(pointer.arn, deps) : undefined;
  const wanted = asked ?? pointed?.Name ?? secretNameOf(prefix, user.UserName);
  const found = asked === undefined && pointed ? pointed : await describe(wanted, deps);
  const isRival = pointed && pointed.ARN !== found?.ARN && secretTag(pointed, tagKeys.userId) === user.UserId;
  return {
    ...{ user, tags, lastUse, wanted },
    secret: found && (await readWhole(found, deps)),
    rival: isRival ? pointed.Name : undefined,
  };
}

type Answer = NonNullable<Awaited<ReturnType<typeof describe>>>;

async function readWhole(found: Answer, deps: Reader): Promise<FoundSecret> {
  const ARN = required(found.ARN, 'DescribeSecret', 'ARN');
  const { KmsKeyId, PrimaryRegion, CreatedDate, DeletedDate, RotationEnabled, OwningService } = found;
  return {
    ...{ KmsKeyId, PrimaryRegion, CreatedDate, DeletedDate, RotationEnabled, OwningService, ARN },
    Name: required(found.Name, 'DescribeSecret', 'Name'),
    // In the same order each time, so that two readings can be compared.
    Tags: (found.Tags ?? []).toSorted((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1)),
    versions: await readVersions(ARN, deps),
    // GetResourcePolicy refuses a secret that is scheduled for deletion.
    ...(DeletedDate ? { policy: undefined, isPolicyRead: false } : await readPolicy(ARN, deps)),
  };
}

async function readPolicy(
  SecretId: string,
  { secrets }: Reader,
): Promise<Pick<FoundSecret, 'policy' | 'isPolicyRead'>> {
  try {
    const { ResourcePolicy } = await secrets.send(new GetResourcePolicyCommand({ SecretId }));
    return { policy: ResourcePolicy, isPolicyRead: true };
  } catch (thrown) {
    if (!isCode(thrown, 'AccessDenied')) throw thrown;
    return { policy: undefined, isPolicyRead: false };
  }
}

/**
 * Returns the users whose pointer names a secret, by the ARN of the secret. Reads the tags of all users but the candidates,
 * whose tags were read before. Throws if the tags of one user could not be read: that pointer may name the secret.
 */
export async function readPointers(
  userNames: readonly string[],
  candidates: readonly Candidate[],
  deps: Reader,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = new Map(candidates.map(({ user, tags }) => [user.UserName, tags.pointer?.arn]));
  const others = userNames.filter((UserName) => !known.has(UserName));
  const read = await inParallel(others, { deps, stage: 'Reading the tags of other users' }, (UserName) =>
    readTags(UserName, { deps }).then(
      ({ pointer }) => ({ UserName, arn: pointer?.arn }),
      (thrown: unknown) => {
        if (isGone(thrown)) return { UserName, arn: undefined };
        throw describeError(`Reading the tags of ${UserName}`, thrown);
      },
    ),
  );
  const pointers = [...[...known].map(([UserName, arn]) => ({ UserName, arn })), ...read];
  const byArn = Map.groupBy(pointers, ({ arn }) => arn ?? '');
  return new Map([...byArn].map(([arn, some]) => [arn, some.map(({ UserName }) => UserName)]));
}
