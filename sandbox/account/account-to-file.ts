import type { Account } from './account.ts';
import type { AccountFile, SecretInFile } from './account-schema.ts';
import { keyIdIn } from './ids.ts';
import { kmsKeysToFile } from './kms-keys.ts';
import { restrictionsIn } from './secret-in-file.ts';
import { subscriptionsToFile } from './subscriptions.ts';

/** Returns the account without its secrets as an account file, so that a later run can start from it. */
export function accountToFile(account: Account): AccountFile {
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
        // Other uses get these when the file is read.
        ...(lastUse &&
          !['s3', 'sts'].includes(lastUse.service) && {
            LastUsedService: lastUse.service,
            LastUsedRegion: lastUse.region,
          }),
      })),
      ...(uses && { uses }),
    })),
    ...subscriptionsToFile(account),
    ...kmsKeysToFile(account),
  };
}

/** Returns every secret with its versions and the id of the key in each; never a value. */
export function secretsToFile(account: Account): SecretInFile[] {
  const pointers = [...account.users.values()].map(
    ({ tags }) => tags.get('access-key-sweeper:secret:arn')?.Value,
  );
  return [...account.secrets.values()].map(
    ({ Name, ARN, CreatedDate, ResourcePolicy, tags, versions, ...secret }) => ({
      Name,
      ARN,
      // It only matters to sweeps while no user's tag names the secret.
      ...(!pointers.some((value) => value?.startsWith(`${ARN} `)) && {
        CreatedDate: CreatedDate.toISOString(),
      }),
      ...restrictionsIn(secret),
      ...(ResourcePolicy && { ResourcePolicy }),
      Tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      versions: [...versions.values()].map(({ VersionId, SecretString, stages }) => ({
        VersionId,
        AccessKeyId: keyIdIn(SecretString),
        stages: [...stages],
      })),
    }),
  );
}
