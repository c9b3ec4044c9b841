import { min, startOfSecond, subSeconds } from 'date-fns';
import { zodFaults } from '../config/zod-faults.ts';
import { type Account, createAccount, type Key, type Secret, type User } from './account.ts';
import { accountFaults } from './account-faults.ts';
import { type AccountFile, accountSchema } from './account-schema.ts';
import { nextKeyId, nextUserId, secretFor } from './ids.ts';
import { InputError } from './input-error.ts';

const expectations = {
  'users.UserName': '1 to 64 letters, digits or any of _+=,.@-',
  'users.Path': "a path that begins and ends with '/'",
  'users.AccessKeys.AccessKeyId': '16 to 128 letters, digits or _',
  now: 'a moment such as 2026-03-03T06:00:00Z',
  'users.AccessKeys.CreateDate': 'a moment such as 2026-03-03T06:00:00Z',
  'users.AccessKeys.LastUsedDate': 'a moment such as 2026-03-03T06:00:00Z, or null',
};

/** The account file in `raw`, or an InputError that lists every fault. `now` is for files without one. */
export function parseAccount(raw: unknown, source: string, now: Date): AccountFile & { now: string } {
  const faults = zodFaults(accountSchema, raw, expectations).map(
    ({ path, expected, found }) => `${path}: expected ${expected}; found ${found}`,
  );
  refuse(source, faults);
  const file = { ...accountSchema.parse(raw) };
  const at = file.now ?? now.toISOString();
  refuse(source, accountFaults(file, new Date(at)));
  return { ...file, now: at };
}

function refuse(source: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  throw new InputError([`${source}: ${count}`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
}

/** The account that a file describes, at the file's moment. */
export function accountOf(file: AccountFile & { now: string }): Account {
  const now = new Date(file.now);
  const account = createAccount(now);
  for (const { Tags = {}, AccessKeys, Path = '/', ...user } of file.users) {
    const keys = AccessKeys.map((key) => keyOf(key, account));
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
  for (const secret of file.secrets ?? []) account.secrets.set(secret.Name, secretOf(secret, account));
  return account;
}

function keyOf(key: AccountFile['users'][number]['AccessKeys'][number], account: Account): Key {
  const now = account.clock.now();
  const created = key.CreateDate ? new Date(key.CreateDate) : subSeconds(now, (key.ageDays ?? 0) * 86_400);
  const CreateDate = startOfSecond(created);
  const AccessKeyId = key.AccessKeyId ?? nextKeyId(account);
  return {
    AccessKeyId,
    SecretAccessKey: secretFor(AccessKeyId),
    Status: key.Status,
    CreateDate,
    worksFrom: CreateDate,
    listedFrom: CreateDate,
    ...(key.LastUsedDate && {
      lastUse: { at: new Date(key.LastUsedDate), service: 's3', region: 'us-east-1' },
    }),
  };
}

type SecretFile = NonNullable<AccountFile['secrets']>[number];

/** A secret as a file describes it; without tags of its own it belongs to the user whose key it holds. */
function secretOf({ Name, versions, Tags }: SecretFile, account: Account): Secret {
  const owner = versions.map(({ AccessKeyId }) => account.minted.get(AccessKeyId)?.user).find(Boolean);
  const tags = Tags ?? (owner ? { 'access-key-sweeper:user-id': owner.UserId } : {});
  return {
    Name,
    ARN: `arn:aws:secretsmanager:us-east-1:${account.accountId}:secret:${Name}-AbCdEf`,
    tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    versions: new Map(
      versions.map(({ VersionId, AccessKeyId, stages }) => [
        VersionId,
        {
          VersionId,
          SecretString: JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey: secretFor(AccessKeyId) }),
          stages: new Set(stages),
          CreatedDate: account.clock.now(),
        },
      ]),
    ),
  };
}

/** The account as a file again, so that what a run printed can be fed in. */
export function fileOf(account: Account): AccountFile {
  return {
    now: account.clock.now().toISOString(),
    users: [...account.users.values()].map(({ UserName, UserId, Path, tags, keys, uses }) => ({
      UserName,
      UserId,
      Path,
      Tags: Object.fromEntries([...tags.values()].map(({ Key, Value }) => [Key, Value])),
      AccessKeys: keys.map(({ AccessKeyId, Status, CreateDate, lastUse }) => ({
        AccessKeyId,
        Status: Status as 'Active',
        CreateDate: CreateDate.toISOString(),
        LastUsedDate: lastUse?.at.toISOString() ?? null,
      })),
      ...(uses && { uses }),
    })),
  };
}

/** Every secret with its versions and whose key each holds; never a value. */
export function secretsOf(account: Account): { Name: string; versions: SecretFile['versions'] }[] {
  return [...account.secrets.values()].map(({ Name, versions }) => ({
    Name,
    versions: [...versions.values()].map(({ VersionId, SecretString, stages }) => ({
      VersionId,
      AccessKeyId: (JSON.parse(SecretString) as { AccessKeyId: string }).AccessKeyId,
      stages: [...stages],
    })),
  }));
}
