import { DeleteAccessKeyCommand } from '@aws-sdk/client-iam';
import { isGone } from '../aws/errors.ts';
import { isUse } from '../model/last-use.ts';
import { tagKeys } from '../model/user-tags.ts';
import { readLastUse } from '../read/evidence.ts';
import { listKeys } from '../read/inventory.ts';
import { Deferred } from './deferred.ts';
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
    if (!isGone(thrown)) throw thrown;
    await assureGone(task);
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

/** Lists may still show a deleted key. But DeleteAccessKey may also not know a new key yet, and then the key is there. */
async function assureGone({ decision: { key }, sweep }: Task): Promise<void> {
  const keys = await listKeys(key.UserName, sweep.deps);
  if (!keys.some(({ AccessKeyId }) => AccessKeyId === key.AccessKeyId)) return;
  throw new Deferred('AWS says that the key is gone, and lists it all the same');
}
