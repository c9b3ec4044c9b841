import { TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import type { Sweep } from '../aws/deps.ts';

/** Sets one mark on a user. */
export async function tagUser(
  UserName: string,
  tag: { Key: string; Value: string },
  { deps }: Sweep,
): Promise<void> {
  await deps.iamWrite.send(new TagUserCommand({ UserName, Tags: [tag] }));
}

/** Removes marks from a user; a mark that does not exist is no error. */
export async function untagUser(
  UserName: string,
  TagKeys: readonly string[],
  { deps }: Sweep,
): Promise<void> {
  if (TagKeys.length > 0) await deps.iamWrite.send(new UntagUserCommand({ UserName, TagKeys: [...TagKeys] }));
}
