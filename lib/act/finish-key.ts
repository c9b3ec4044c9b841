import { required } from '../aws/whole-pages.ts';
import { isPromotable, mayBeHeld } from '../decide/replacement.ts';
import { isUse } from '../model/last-use.ts';
import { versionIdOf } from '../model/secret-state.ts';
import { readLastUse } from '../read/evidence.ts';
import { makeInactive } from './deactivate-key.ts';
import { Deferred } from './deferred.ts';
import { dropPending, promote, tidyPending } from './promote.ts';
import { recheck } from './recheck.ts';
import type { ActResult, Task } from './task.ts';

/**
 * Makes the version current that an interrupted sweep left as AWSPENDING. If the current value is newer, the pending key is
 * dropped instead: deactivated, or, if it could be in use, only AWSPENDING is removed. The key is not proven again: by now IAM
 * knows it, and the sweeper cannot read the value.
 */
export async function finish(task: Task): Promise<ActResult> {
  const { plan, known } = task;
  const { key } = task.decision;
  await recheck(task);
  const secret = required(known.secret, 'Reading the secret', 'ARN');
  const versionId = versionIdOf(key.AccessKeyId);
  if (!isPromotable(key, plan)) {
    const isHeld = mayBeHeld(key, plan);
    // Deactivate the key before removing AWSPENDING: after a crash in between, the next sweep still finds the key by that label.
    if (!isHeld) {
      if (isUse(await readLastUse(key, task.sweep), key))
        throw new Deferred('somebody used the key meanwhile');
      await makeInactive(task);
    }
    await dropPending({ secret, versionId }, task.sweep);
    const fate = isHeld ? 'stays out of the way' : 'was deactivated, because nobody ever used it';
    return { outcome: 'done', note: `the secret has a younger value, so this key ${fate}` };
  }
  const rival = await promote({ ...task, secret, versionId, replaces: known.current });
  if (rival) throw new Deferred('somebody stored another value in the secret meanwhile, which stays current');
  known.current = versionId;
  await tidyPending({ secret, versionId }, task.sweep);
  return { outcome: 'done' };
}
