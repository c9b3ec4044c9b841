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
 * Creates a replacement in the one safe order (DESIGN §4).
 *
 * The place for the secret comes first, so that no key is made that cannot be stored. The intent is marked
 * before the key is made, so that a lost answer can be told from somebody else's key. The key is stored
 * before it is proven and proven before it is current, so that what consumers fetch works.
 */
export async function create(task: Task): Promise<ActResult> {
  const { plan, known, sweep } = task;
  const secret = await prepareSecret(task);
  const intent = await declareIntent(task);
  const minted = await mintKey(task, intent);
  const { AccessKeyId } = minted;
  const versionId = versionIdOf(AccessKeyId);
  const attempt: Attempt = { task, intent, AccessKeyId, secret, versionId, replaces: known.current };
  const stages = await store(minted, attempt);
  await prove(minted, attempt);
  await makeCurrent(attempt, stages);
  known.keys.set(AccessKeyId, 'Active');
  known.current = versionId;
  await untagUser(plan.holder.UserName, [intent], sweep);
  return { outcome: 'done', createdId: AccessKeyId };
}
