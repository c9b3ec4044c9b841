import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { isGone } from '../aws/errors.ts';
import { untagUser } from './tag-user.ts';
import type { Attempt } from './task.ts';

/**
 * Deletes a key that this sweep has just made and that nobody uses, then its mark; gives whether it is gone. AWS
 * may not know so new a key yet; then the mark stays, and a later sweep deletes the key if it is there after all.
 */
export async function discard({ task, AccessKeyId, intent }: Attempt): Promise<boolean> {
  const { UserName } = task.plan.holder;
  try {
    await task.sweep.deps.iamWrite.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  } catch (thrown) {
    if (isGone(thrown)) return false;
    throw thrown;
  }
  await untagUser(UserName, [intent], task.sweep);
  return true;
}
