import { addMinutes } from 'date-fns/addMinutes';
import { versionIdOf } from '../model/secret-state.ts';
import { declareIntent } from './declare-intent.ts';
import { Deferred } from './deferred.ts';
import { ensureSecret } from './ensure-secret.ts';
import { mintKey } from './minted-key.ts';
import { makeCurrent } from './promote.ts';
import { prove } from './prove.ts';
import { store } from './store.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Announced, Attempt, Task } from './task.ts';

/**
 * Creates a replacement. The order of the calls is what makes it safe wherever it breaks off (docs/architecture.md):
 *
 * 1. The intent is marked before anything is created, so that a later sweep can tell a secret that it may trust, and a key
 *    whose answer was lost, from those that a person created.
 * 2. The secret exists, and the user's pointer names it, before a key is created, so that no key is created that cannot be
 *    stored.
 * 3. The key is stored as AWSPENDING before it is proven, and proven before it becomes AWSCURRENT, so that the key that
 *    consumers fetch works.
 */
export async function create(task: Task): Promise<ActResult> {
  const announced = await declareIntent(task);
  const secret = await ensureSecret(task, announced);
  await assureInTime(task, announced);
  const { tagKey: intent } = announced;
  const minted = await mintKey(task, intent);
  const { AccessKeyId } = minted;
  const versionId = versionIdOf(AccessKeyId);
  const attempt: Attempt = { ...task, intent, AccessKeyId, secret, versionId, replaces: task.known.current };
  const stages = await store(minted, attempt);
  await prove(minted, attempt);
  await makeCurrent(attempt, stages);
  task.known.keys.set(AccessKeyId, 'Active');
  task.known.current = versionId;
  return { outcome: 'done', createdId: AccessKeyId };
}

/** A key created later might not be recognized as the one of this mark (lib/model/vouched.ts). */
async function assureInTime({ plan, sweep }: Task, { tagKey, at }: Announced): Promise<void> {
  if (sweep.deps.clock() <= addMinutes(at, 5)) return;
  await untagUser(plan.UserName, [tagKey], sweep);
  throw new Deferred('more than 5 minutes passed since the intent was marked');
}
