import type { Account } from './account.ts';
import type { AccountFile, SecretInFile } from './account-schema.ts';
import { keyIdIn } from './key-id-in.ts';

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
export function secretsOf(account: Account): { Name: string; versions: SecretInFile['versions'] }[] {
  return [...account.secrets.values()].map(({ Name, versions }) => ({
    Name,
    versions: [...versions.values()].map(({ VersionId, SecretString, stages }) => ({
      VersionId,
      AccessKeyId: keyIdIn(SecretString),
      stages: [...stages],
    })),
  }));
}
