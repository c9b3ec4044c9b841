import { differenceInMinutes } from 'date-fns/differenceInMinutes';
import { min } from 'date-fns/min';
import { startOfSecond } from 'date-fns/startOfSecond';
import { subSeconds } from 'date-fns/subSeconds';
import { refuse } from '../../config/input-error.ts';
import { zodProblems } from '../../config/zod-problems.ts';
import { type Account, createAccount } from './account.ts';
import { accountProblems } from './account-problems.ts';
import { type AccountFile, accountExpectations, accountSchema } from './account-schema.ts';
import { nextKeyId, nextUserId, secretAccessKeyFor } from './ids.ts';
import { kmsKeysOf } from './kms-keys.ts';
import { confirmationMail } from './mails.ts';
import { addSecret } from './secret-in-file.ts';
import { subscriptionsOf } from './subscriptions.ts';
import type { Key, User } from './user.ts';

/**
 * Returns the account file in `content`, which may also be the last line of `--json`. A file without `now` gets the
 * given one. Throws an InputError that lists every problem; `source` names the file in it.
 */
export function parseAccount(content: unknown, source: string, now: Date): AccountFile & { now: string } {
  const { account, ...more } = Object(content) as { account?: object };
  const raw = account ? { ...account, ...more } : content;
  refuse(source, zodProblems(accountSchema, raw, accountExpectations));
  const file = { ...accountSchema.parse(raw) };
  const at = file.now ?? now.toISOString();
  refuse(source, accountProblems(file, new Date(at)));
  return { ...file, now: at };
}

/** Returns the account that a file describes; its clock stands at the file's `now`. */
export function accountOf(file: AccountFile & { now: string }): Account {
  const now = new Date(file.now);
  const account = createAccount(now);
  Object.assign(account.settings, file.settings);
  const stored = new Set(file.secrets?.flatMap(({ versions }) => versions.map((one) => one.AccessKeyId)));
  account.taken = new Set([...stored, ...idsIn(file)]);
  const minted = mintedIn(file);
  for (const { Tags = {}, AccessKeys, Path = '/', ...user } of file.users) {
    const keys = AccessKeys.map((key) => keyOf(key, account, minted));
    const added: User = {
      UserName: user.UserName,
      UserId: user.UserId ?? nextUserId(account),
      Path,
      CreateDate: min([now, ...keys.map(({ CreateDate }) => CreateDate)]),
      tags: new Map(Object.entries(Tags).map(([Key, Value]) => [Key.toLowerCase(), { Key, Value }])),
      keys,
      ...(user.uses && { uses: user.uses }),
    };
    account.users.set(user.UserName, added);
    for (const key of keys) account.minted.set(key.AccessKeyId, { key, user: added });
  }
  account.subscriptions = subscriptionsOf(file);
  account.mails = account.subscriptions.filter((one) => !one.isConfirmed).map(confirmationMail);
  account.kmsKeys = kmsKeysOf(file);
  for (const secret of file.secrets ?? []) addSecret(secret, account);
  return account;
}

function idsIn({ users }: AccountFile): string[] {
  const ids = users.flatMap(({ UserId, AccessKeys }) => [
    UserId,
    ...AccessKeys.map((key) => key.AccessKeyId),
  ]);
  return ids.filter((id) => id !== undefined);
}

/**
 * Returns the ids of keys that a sweep created: those in secrets that are taken for the sweeper's, and those that a user's
 * tag vouches for. Anybody can put a version for another key into a secret.
 */
function mintedIn({ users, secrets = [] }: AccountFile): Set<string> {
  const ours = secrets.filter(({ Tags, ARN }) => !Tags && !ARN).flatMap(({ versions }) => versions);
  const vouched = users.flatMap(({ Tags = {} }) =>
    Object.values(Tags).flatMap((value) => / made (\w+)$/.exec(value)?.[1] ?? []),
  );
  return new Set([...ours.map(({ AccessKeyId }) => AccessKeyId), ...vouched]);
}

type KeyFile = AccountFile['users'][number]['AccessKeys'][number];

/**
 * Returns a key of a file; `minted` are the ids of those that a sweep created. Sweeps prove a new key with a call to STS,
 * so a use within 15 minutes of the creation counts as that proof, any other as a use by an application.
 */
function keyOf(key: KeyFile, account: Account, minted: Set<string>): Key {
  const now = account.clock.now();
  const created = key.CreateDate ? new Date(key.CreateDate) : subSeconds(now, (key.ageDays ?? 0) * 86_400);
  const CreateDate = startOfSecond(created);
  const AccessKeyId = key.AccessKeyId ?? nextKeyId(account);
  const isMinted = minted.has(AccessKeyId);
  const at = key.LastUsedDate ? new Date(key.LastUsedDate) : undefined;
  const isProof = isMinted && at && differenceInMinutes(at, CreateDate) < 15;
  const { LastUsedService = isProof ? 'sts' : 's3', LastUsedRegion = 'us-east-1' } = key;
  return {
    AccessKeyId,
    SecretAccessKey: secretAccessKeyFor(AccessKeyId),
    Status: key.Status,
    CreateDate,
    worksFrom: CreateDate,
    listedFrom: CreateDate,
    ...(isMinted && { isMinted }),
    ...(at && { lastUse: { at, service: LastUsedService, region: LastUsedRegion } }),
  };
}
