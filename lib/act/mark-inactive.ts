import { tagKeys } from '../model/user-tags.ts';
import { tagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/** Marks that the key is Inactive from now on; the wait until its deletion counts from this mark. */
export async function mark({ decision: { key }, sweep }: Task): Promise<ActResult> {
  const Value = sweep.deps.clock().toISOString();
  await tagUser(key.UserName, [{ Key: tagKeys.inactiveSince(key.AccessKeyId), Value }], sweep);
  return { outcome: 'done' };
}
