import { readSecret } from '../read-secret.ts';
import { isPromotable } from '../replacement.ts';
import { versionIdOf } from '../secret-state.ts';
import { Deferred } from './deferred.ts';
import { writable } from './prepare-secret.ts';
import { dropPending, promote } from './promote.ts';
import { recheck } from './recheck.ts';
import type { ActResult, Task } from './task.ts';

/**
 * Makes the pending version that an interrupted sweep left current, or takes its label off if the key that
 * is current now is younger. Not proven again: time has passed, and the sweeper cannot read the value.
 */
export async function finish(task: Task): Promise<ActResult> {
  const { plan, known } = task;
  const { key } = task.decision;
  await recheck(task);
  const secret = writable(await readSecret(plan.holder, task.sweep)).arn ?? '';
  const versionId = versionIdOf(key.AccessKeyId);
  if (!isPromotable(key, plan)) {
    await dropPending({ secret, versionId }, task.sweep);
    return { outcome: 'done', note: 'a younger key is current, so this one stays out of the way' };
  }
  const rival = await promote({ secret, versionId, replaces: known.current, task });
  if (rival) throw new Deferred('somebody stored another value in the secret meanwhile, which stays current');
  known.current = versionId;
  await dropPending({ secret, versionId }, task.sweep);
  return { outcome: 'done' };
}
