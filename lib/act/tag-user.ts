import { TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import type { Deps } from '../aws/deps.ts';

type Writer = { deps: Pick<Deps, 'iamWrite'> };

/** Sets marks on a user, all or none. */
export async function tagUser(
  UserName: string,
  Tags: readonly { Key: string; Value: string }[],
  { deps }: Writer,
): Promise<void> {
  if (Tags.length > 0) await deps.iamWrite.send(new TagUserCommand({ UserName, Tags: [...Tags] }));
}

/** Removes marks from a user; a mark that does not exist is no error. */
export async function untagUser(
  UserName: string,
  TagKeys: readonly string[],
  { deps }: Writer,
): Promise<void> {
  if (TagKeys.length > 0) await deps.iamWrite.send(new UntagUserCommand({ UserName, TagKeys: [...TagKeys] }));
}
