import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { isGone } from '../errors.ts';
import { tagKeys } from '../user-tags.ts';
import { recheck } from './recheck.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/** Deletes the key, then the marks about it. A key already gone is deleted. */
export async function deleteKey(task: Task): Promise<ActResult> {
  const { UserName, AccessKeyId } = task.decision.key;
  await recheck(task);
  try {
    await task.sweep.deps.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  } catch (thrown) {
    if (!isGone(thrown)) throw thrown;
  }
  task.known.keys.delete(AccessKeyId);
  task.known.hasDeleted = true;
  await untagUser(UserName, [tagKeys.inactiveSince(AccessKeyId), tagKeys.toldSince(AccessKeyId)], task.sweep);
  return { outcome: 'done' };
}
