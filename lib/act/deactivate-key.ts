import { UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { tagKeys, tagsPerUser } from '../model/user-tags.ts';
import { Deferred } from './deferred.ts';
import { assureKeyGone } from './key-gone.ts';
import { markInactive } from './mark-inactive.ts';
import { recheck, recheckKey } from './recheck.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Task } from './task.ts';

/** Looks at the user again, and deactivates the key. */
export async function deactivate(task: Task): Promise<ActResult> {
  await recheckKey(task, await recheck(task));
  await makeInactive(task);
  return { outcome: 'done' };
}

/**
 * Makes the key Inactive, marks that, and removes the mark of its overlap, so that a reactivated key gets a new overlap. If the
 * mark fails, the rule `inactive-unmarked` sets it in the next sweep.
 */
export async function makeInactive(task: Task): Promise<void> {
  const { UserName, AccessKeyId } = task.decision.key;
  try {
    const change = new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' });
    await task.sweep.deps.iamWrite.send(change);
  } catch (thrown) {
    await assureKeyGone(thrown, task);
    throw new Deferred('somebody deleted the key after this sweep had looked at it');
  }
  task.known.keys.set(AccessKeyId, 'Inactive');
  const steps = [
    () => markInactive(task),
    () => untagUser(UserName, [tagKeys.toldSince(AccessKeyId)], task.sweep),
  ];
  // IAM allows 50 tags a user: if there may be no room, the new mark takes the place of the old one. An act before this one may
  // have set three.
  const isFull = (task.plan.evidence?.tags.all.size ?? 0) + 3 >= tagsPerUser;
  for (const step of isFull ? steps.toReversed() : steps) await step();
}
