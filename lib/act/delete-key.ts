import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { tagKeys } from '../model/user-tags.ts';
import { assureKeyGone } from './key-gone.ts';
import { recheck, recheckKey } from './recheck.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/** Deletes an Inactive key, then the marks about it. If the key no longer exists, only the marks. */
export async function deleteKey(task: Task): Promise<ActResult> {
  const { UserName, AccessKeyId } = task.decision.key;
  await recheckKey(task, await recheck(task));
  try {
    await task.sweep.deps.iamWrite.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  } catch (thrown) {
    await assureKeyGone(thrown, task);
  }
  task.known.keys.delete(AccessKeyId);
  task.known.hasDeleted = true;
  const made = task.plan.evidence?.tags.made.filter((mark) => mark.AccessKeyId === AccessKeyId) ?? [];
  const marks = [
    tagKeys.inactiveSince(AccessKeyId),
    tagKeys.toldSince(AccessKeyId),
    ...made.map(({ tagKey }) => tagKey),
  ];
  await untagUser(UserName, marks, task.sweep);
  return { outcome: 'done' };
}
