import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import { secretArn } from '../../../sandbox/account/ids.ts';
import type { Secret } from '../../../sandbox/account/secret.ts';
import type { User } from '../../../sandbox/account/user.ts';
import { moveStage, removeDeprecated } from '../../../sandbox/services/staging-labels.ts';
import { pointedArn } from '../judges/tags.ts';
import { randomNumbers } from '../random/random-numbers.ts';

/** Somebody who may do anything in Secrets Manager and read IAM. */
export type Forger = {
  /** Right before a call of a sweep. */
  atCall: (call: Call) => void;
  /** Right before and right after the sweep of a week. */
  before: (week: number) => void;
  after: (week: number) => void;
};

/** Returns a forger in this account. `onDone` is told what was done. */
export type MakeForger = (account: Account, onDone: (name: string) => void) => Forger;

/** Picks one of these; undefined if there are none. */
type Pick = <One>(some: readonly One[]) => One | undefined;

/** Returns what was done, for people; undefined if it was impossible. */
type Deed = (forged: Forged) => string | undefined;

/** What a deed is about, and what the forger remembers. */
type Forged = {
  account: Account;
  user: User;
  pick: Pick;
  /** A secret that the user's pointer names or that stands under the user's name. */
  secret: Secret | undefined;
  /** Every tag of a secret that was ever there, and every hash in a mark. */
  readables: ReadonlySet<string>;
};

const labels = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'] as const;
const userIdTag = 'access-key-sweeper:user-id';
const nonceTag = 'access-key-sweeper:nonce';

const deeds: Record<string, Deed> = {
  make: (forged) => make(forged, tagsOf(forged)),
  // What looks most like a secret of the sweeper's.
  'make again': (forged) => {
    const { secret, user } = forged;
    return make(forged, secret?.tags.length ? secret.tags.map((tag) => ({ ...tag })) : [{ Key: userIdTag, Value: user.UserId }], []);
  },
  delete: ({ account, secret }) => (secret && account.secrets.delete(secret.Name) ? secret.ARN : undefined),
  'schedule deletion': ({ account, secret }) => {
    if (!secret || secret.DeletedDate) return undefined;
    secret.DeletedDate = account.clock.now();
    return secret.ARN;
  },
  restore: ({ secret }) => (secret?.DeletedDate && delete secret.DeletedDate ? secret.ARN : undefined),
  put: (forged) => {
    const { account, secret, pick } = forged;
    const VersionId = pick([versionIds(forged).at(-3), ...versionIds(forged)]);
    if (!secret || secret.DeletedDate || !VersionId || secret.versions.has(VersionId)) return undefined;
    const version = { VersionId, SecretString: '{}', stages: new Set<string>(), CreatedDate: account.clock.now() };
    const isFirst = secret.versions.size === 0;
    secret.versions.set(VersionId, version);
    const label = pick(['AWSCURRENT', ...labels, undefined]);
    for (const stage of [...(label ? [label] : []), ...(isFirst ? ['AWSCURRENT'] : [])]) moveStage(secret, stage, VersionId);
    removeDeprecated(account, secret);
    return `${VersionId} as ${label} in ${secret.ARN}`;
  },
  'move a label': ({ secret, pick }) => {
    const [VersionId, label] = [pick([...(secret?.versions.keys() ?? [])]), pick(labels)];
    if (!secret || secret.DeletedDate || !VersionId || !label) return undefined;
    moveStage(secret, label, VersionId);
    return `${label} to ${VersionId} in ${secret.ARN}`;
  },
  'remove a label': ({ secret, pick }) => {
    const label = pick(labels.slice(1));
    const found = label && [...(secret?.versions.values() ?? [])].find(({ stages }) => stages.has(label));
    if (!found || secret?.DeletedDate) return undefined;
    found.stages.delete(label);
    return `${label} of ${found.VersionId} in ${secret?.ARN}`;
  },
  tag: (forged) => {
    const { secret } = forged;
    if (secret) secret.tags = tagsOf(forged);
    return secret?.ARN;
  },
  encrypt: ({ secret, pick }) => {
    if (!secret) return undefined;
    const key = pick(['alias/the-forgers', undefined]);
    if (key) secret.KmsKeyId = key;
    else delete secret.KmsKeyId;
    return secret.ARN;
  },
  rotate: ({ secret, pick }) => {
    if (!secret) return undefined;
    secret.RotationEnabled = pick([true, false]) ?? false;
    return secret.ARN;
  },
};

/** The names of everything that a forger does. */
export const deedNames = Object.keys(deeds);

/** What a forger does: the seed of its choices, how likely an act is before a call, and the only things that it does. */
export type Habits = { seed: number; rate: number; deeds: readonly string[] };

export const nobody: MakeForger = () => ({ atCall: () => {}, before: () => {}, after: () => {} });

/** Returns a forger whose choices depend on its habits only. */
export const randomForger =
  ({ seed, rate, deeds: own }: Habits): MakeForger =>
  (account, onDone) => {
    const random = randomNumbers(seed);
    const readables = new Set<string>();
    const pick: Pick = (some) => some[Math.floor(random() * some.length)];
    const look = () => {
      for (const { tags } of account.secrets.values()) for (const { Value } of tags) readables.add(Value);
      for (const { tags } of account.users.values())
        for (const { Value } of tags.values()) for (const [hash] of Value.matchAll(/[0-9a-f]{64}/g)) readables.add(hash);
    };
    const act = (user: User | undefined) => {
      look();
      const name = pick(own) ?? '';
      const done = user && deeds[name]?.({ account, user, pick, secret: pick(secretsAbout(user, account)), readables });
      if (!user || done === undefined) return;
      const { UserName, UserId } = user;
      account.history.push({ at: account.clock.now(), operation: `person:forger: ${name}`, UserName, UserId, SecretId: done, ok: true });
      onDone(name);
    };
    const actOnSome = () => {
      for (const user of account.users.values()) if (random() < 3 * rate) act(user);
    };
    return {
      atCall: ({ operation, UserName = '' }) => {
        const isDelicate = /TagUser|CreateAccessKey|Secret/.test(operation);
        if (random() < rate * (isDelicate ? 3 : 1)) act(account.users.get(UserName));
        else look();
      },
      before: actOnSome,
      after: () => {
        // Within minutes, before or after the five in which a creation that broke off can be finished.
        account.clock.advance(Math.floor(random() * 600_000));
        if (random() < 0.5) act(account.users.get(account.history.at(-1)?.UserName ?? ''));
        actOnSome();
      },
    };
  };

function secretsAbout(user: User, { secrets }: Account): Secret[] {
  const arn = pointedArn(user);
  return [...secrets.values()].filter(({ ARN, Name }) => ARN === arn || Name === nameFor(user));
}

function nameFor({ UserName }: User): string {
  return `iam-access-keys/${UserName.replaceAll(',', '/')}`;
}

/** Makes a secret under the user's name; one that stands there is deleted without recovery before. */
function make(forged: Forged, tags: Secret['tags'], ids: readonly string[] = someOf(versionIds(forged), forged.pick)): string {
  const { account, user, pick } = forged;
  const Name = nameFor(user);
  const CreatedDate = account.clock.now();
  const versions = ids.map((VersionId, n) => {
    const stages = new Set<string>([n === 0 ? 'AWSCURRENT' : (pick(labels.slice(1)) ?? '')]);
    return [VersionId, { VersionId, SecretString: '{}', stages, CreatedDate }] as const;
  });
  const secret = { Name, ARN: secretArn(account, Name), CreatedDate, tags, versions: new Map(versions) };
  account.secrets.set(Name, secret);
  return secret.ARN;
}

/** The ids of versions of the user's keys, of a key that does not exist, and one of any other form. */
function versionIds({ user }: Forged): string[] {
  const ids = [...user.keys.map(({ AccessKeyId }) => AccessKeyId), 'AKIANOBODY0000000000'];
  return [...ids.map((id) => `access-key-sweeper-${id}`), 'stored-by-a-forger-stored-by-a-forger'];
}

/** Any tags with anything that can be read: ids of users, nonces, hashes. */
function tagsOf({ user, pick, readables, account }: Forged): Secret['tags'] {
  const ids = [user.UserId, user.UserId, ...[...account.users.values()].map(({ UserId }) => UserId)];
  const [id, nonce] = [pick([...ids, undefined]), pick([...[...readables].slice(-8), undefined])];
  return [...(id ? [{ Key: userIdTag, Value: id }] : []), ...(nonce ? [{ Key: nonceTag, Value: nonce }] : [])];
}

function someOf<One>(all: readonly One[], pick: Pick): One[] {
  return all.filter(() => pick([true, false]));
}
