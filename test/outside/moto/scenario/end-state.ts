import { paginateListUserTags } from '@aws-sdk/client-iam';
import { DescribeSecretCommand, paginateListSecretVersionIds } from '@aws-sdk/client-secrets-manager';
import type { Deps } from '../../../../lib/aws/deps.ts';
import { isCode } from '../../../../lib/aws/errors.ts';
import { secretNameOf } from '../../../../lib/model/secret-state.ts';
import type { KeyHolder } from '../../../../lib/model/user.ts';
import { takeInventory } from '../../../../lib/read/inventory.ts';

/** Returns every user with its keys, tags and secret, read through calls to AWS. */
export async function endState(deps: Deps): Promise<object[]> {
  const { holders } = await takeInventory({ deps: deps, timing: undefined });
  const users = holders.toSorted((a, b) => (a.UserName < b.UserName ? -1 : 1));
  return Promise.all(
    users.map(async (holder) => ({
      ...holder,
      keys: keysOf(holder),
      tags: await tagsOf(holder, deps),
      secret: await secretOf(holder, deps),
    })),
  );
}

/** Returns a user's keys, oldest first. */
export function keysOf({ keys }: KeyHolder): KeyHolder['keys'] {
  return keys.toSorted((a, b) => a.CreateDate.getTime() - b.CreateDate.getTime());
}

async function tagsOf({ UserName }: KeyHolder, { iam: client }: Deps): Promise<string[]> {
  const tags: string[] = [];
  for await (const { Tags = [] } of paginateListUserTags({ client }, { UserName }))
    tags.push(...Tags.map(({ Key, Value }) => `${Key}=${Value}`));
  return tags.toSorted();
}

/** Returns the secret's tags and its versions with their labels; undefined if there is no secret. */
async function secretOf({ UserName }: KeyHolder, { secrets: client }: Deps): Promise<object | undefined> {
  const SecretId = secretNameOf('iam-access-keys/', UserName);
  try {
    const { Name, Tags, DeletedDate, Description } = await client.send(new DescribeSecretCommand({ SecretId }));
    const versions: string[] = [];
    const input = { SecretId, IncludeDeprecated: true };
    for await (const { Versions = [] } of paginateListSecretVersionIds({ client }, input))
      versions.push(...Versions.map((one) => `${one.VersionId}: ${one.VersionStages?.toSorted().join('+')}`));
    return { Name, Tags, isDeleted: DeletedDate !== undefined, Description, versions };
  } catch (thrown) {
    if (isCode(thrown, 'ResourceNotFound')) return undefined;
    throw thrown;
  }
}
