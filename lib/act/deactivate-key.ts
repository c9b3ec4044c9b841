import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { tagKeys } from '../model/user-tags.ts';
import { Deferred } from './deferred.ts';
import { assureKeyGone } from './key-gone.ts';
import { mark } from './mark-inactive.ts';
import { recheck, recheckUse } from './recheck.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/**
 * Makes the key Inactive, removes the mark of its overlap (so that a reactivated key gets a new overlap), and marks since
 * when it is Inactive. If the mark fails, the rule `inactive-unmarked` sets it in the next sweep.
 */
export async function deactivate(task: Task): Promise<ActResult> {
  const { UserName, AccessKeyId } = task.decision.key;
  await recheck(task);
  await recheckUse(task);
  try {
    const change = new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' });
    await task.sweep.deps.iamWrite.send(change);
  } catch (thrown) {
    await assureKeyGone(thrown, task);
    throw new Deferred('somebody deleted the key after this sweep had looked at it');
  }
  task.known.keys.set(AccessKeyId, 'Inactive');
  // Untag before tagging: IAM allows 50 tags a user, and the new tag may need the place.
  await untagUser(UserName, [tagKeys.toldSince(AccessKeyId)], task.sweep);
  await mark(task);
  return { outcome: 'done' };
}
