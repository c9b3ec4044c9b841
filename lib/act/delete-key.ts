import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { isUse } from '../model/last-use.ts';
import { tagKeys } from '../model/user-tags.ts';
import { readLastUse } from '../read/evidence.ts';
import { Deferred } from './deferred.ts';
import { assureKeyGone } from './key-gone.ts';
import { recheck } from './recheck.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/** Deletes the key, then the marks about it. If the key no longer exists, only the marks. */
export async function deleteKey(task: Task): Promise<ActResult> {
  const { UserName, AccessKeyId, Status } = task.decision.key;
  await recheck(task);
  // An Active key is deleted only because nobody has it, and a deletion cannot be undone.
  if (Status === 'Active') await assureUnused(task);
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

async function assureUnused({ decision: { key }, sweep }: Task): Promise<void> {
  if (isUse(await readLastUse(key, sweep), key)) {
    throw new Deferred('somebody used the key after this sweep had looked at it');
  }
}
