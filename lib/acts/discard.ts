import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { untagUser } from './tag-user.ts';
import type { Attempt } from './task.ts';

/** Deletes a key that this sweep has just made and that nobody uses, then its mark. */
export async function discard({ task, AccessKeyId, intent }: Attempt): Promise<void> {
  const { UserName } = task.plan.holder;
  await task.sweep.deps.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await untagUser(UserName, [intent], task.sweep);
}
