import { isPromotable, mayBeHeld } from '../decide/replacement.ts';
import { versionIdOf } from '../model/secret-state.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { deleteKey } from './delete-key.ts';
import { writable } from './prepare-secret.ts';
import { dropPending, promote } from './promote.ts';
import { recheck } from './recheck.ts';
import type { ActResult, Task } from './task.ts';

/**
 * Makes the pending version that an interrupted sweep left current. If what is current now is younger, the key
 * gives way: it is deleted, or only its label taken off if somebody may have it. Not proven again: time has
 * passed, and the sweeper cannot read the value.
 */
export async function finish(task: Task): Promise<ActResult> {
  const { plan, known } = task;
  const { key } = task.decision;
  await recheck(task);
  const secret = writable(await readSecret(plan.holder, task.sweep)).arn ?? '';
  const versionId = versionIdOf(key.AccessKeyId);
  if (!isPromotable(key, plan)) {
    const isHeld = mayBeHeld(key, plan);
    // Before the label, by which the next sweep finds the key if this one breaks off.
    if (!isHeld) await deleteKey(task);
    await dropPending({ secret, versionId }, task.sweep);
    const fate = isHeld ? 'stays out of the way' : 'was deleted, because nobody ever used it';
    return { outcome: 'done', note: `the secret has a younger value, so this key ${fate}` };
  }
  const rival = await promote({ secret, versionId, replaces: known.current, task });
  if (rival) throw new Deferred('somebody stored another value in the secret meanwhile, which stays current');
  known.current = versionId;
  await dropPending({ secret, versionId }, task.sweep);
  return { outcome: 'done' };
}
