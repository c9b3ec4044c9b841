import { inactiveValue } from '../model/mark-values.ts';
import { tagKeys } from '../model/user-tags.ts';
import { tagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/**
 * Marks an orphan, which has no owner to notify. Any other key is marked once its owner was told on which day it may be
 * deleted.
 */
export async function mark(task: Task): Promise<ActResult> {
  if (task.decision.deletion.kind === 'orphan') await markInactive(task);
  return { outcome: 'done' };
}

/**
 * Marks that the key is Inactive from now on, and why. The day is missing until the owner was told, because the wait
 * begins only then.
 */
export async function markInactive({ decision: { key, deletion }, sweep }: Task): Promise<void> {
  const { kind, notBefore } = deletion;
  const Value = inactiveValue(sweep.deps.clock(), kind, kind === 'orphan' ? notBefore : undefined);
  await tagUser(key.UserName, [{ Key: tagKeys.inactiveSince(key.AccessKeyId), Value }], sweep);
}
