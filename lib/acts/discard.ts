import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { isGone } from '../errors.ts';
import { untagUser } from './tag-user.ts';
import type { Attempt } from './task.ts';

/**
 * Deletes a key that this sweep has just made and that nobody uses, then its mark. AWS may not know so new a
 * key yet; then the mark stays, and a later sweep deletes the key as an orphan if it is there after all.
 */
export async function discard({ task, AccessKeyId, intent }: Attempt): Promise<void> {
  const { UserName } = task.plan.holder;
  try {
    await task.sweep.deps.iamWrite.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  } catch (thrown) {
    if (isGone(thrown)) return;
    throw thrown;
  }
  await untagUser(UserName, [intent], task.sweep);
}
