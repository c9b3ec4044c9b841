import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { tagKeys } from '../model/user-tags.ts';
import { mark } from './mark.ts';
import { recheck } from './recheck.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/**
 * Makes the key Inactive, ends its overlap (a person who reactivates it starts a new one), and marks since
 * when. Should that not come off, the next sweep marks the key as it finds it (rule 7).
 */
export async function deactivate(task: Task): Promise<ActResult> {
  const { UserName, AccessKeyId } = task.decision.key;
  await recheck(task);
  await task.sweep.deps.iamWrite.send(
    new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }),
  );
  task.known.keys.set(AccessKeyId, 'Inactive');
  // First, because a user may have no more than 50 tags.
  await untagUser(UserName, [tagKeys.toldSince(AccessKeyId)], task.sweep);
  await mark(task);
  return { outcome: 'done' };
}
