import { versionIdOf } from '../model/secret-state.ts';
import { declareIntent } from './declare-intent.ts';
import { mintKey } from './minted-key.ts';
import { prepareSecret } from './prepare-secret.ts';
import { makeCurrent } from './promote.ts';
import { prove } from './prove.ts';
import { store } from './store.ts';
import { untagUser } from './tag-user.ts';
import type { ActResult, Attempt, Task } from './task.ts';

/**
 * Creates a replacement. The order of the calls is what makes it safe wherever it breaks off (docs/architecture.md):
 *
 * 1. The secret exists and can be written before a key is created, so that no key is created that cannot be stored.
 * 2. The intent is marked before the key is created, so that a later sweep can tell a key whose answer was lost from a key
 *    that a person created.
 * 3. The key is stored as AWSPENDING before it is proven, and proven before it becomes AWSCURRENT, so that the key that
 *    consumers fetch works.
 */
export async function create(task: Task): Promise<ActResult> {
  const { plan, known, sweep } = task;
  const secret = await prepareSecret(task);
  const intent = await declareIntent(task);
  const minted = await mintKey(task, intent);
  const { AccessKeyId } = minted;
  const versionId = versionIdOf(AccessKeyId);
  const attempt: Attempt = { ...task, intent, AccessKeyId, secret, versionId, replaces: known.current };
  const stages = await store(minted, attempt);
  await prove(minted, attempt);
  await makeCurrent(attempt, stages);
  known.keys.set(AccessKeyId, 'Active');
  known.current = versionId;
  await untagUser(plan.UserName, [intent], sweep);
  return { outcome: 'done', createdId: AccessKeyId };
}
