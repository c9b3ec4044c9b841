import { TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import type { Sweep } from '../aws/deps.ts';

/** Sets one tag of the ledger. */
export async function tagUser(
  UserName: string,
  tag: { Key: string; Value: string },
  { deps }: Sweep,
): Promise<void> {
  await deps.iamWrite.send(new TagUserCommand({ UserName, Tags: [tag] }));
}

/** Removes tags of the ledger; those not there are no error. */
export async function untagUser(
  UserName: string,
  TagKeys: readonly string[],
  { deps }: Sweep,
): Promise<void> {
  if (TagKeys.length > 0) await deps.iamWrite.send(new UntagUserCommand({ UserName, TagKeys: [...TagKeys] }));
}
