import { changedTags } from '../decide/changed-tags.ts';
import { intentValue } from '../model/mark-values.ts';
import { quoted } from '../model/quoted.ts';
import { tagKeys } from '../model/user-tags.ts';
import { readTags } from '../read/evidence.ts';
import { listKeys } from '../read/inventory.ts';
import { nonceHashOf } from '../read/nonce-hash.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { areKeysAsKnown } from './known-state.ts';
import { tagUser, untagUser } from './tag-user.ts';
import type { Announced, Task } from './task.ts';

/**
 * Marks the intent to create a key. Throws Deferred, without the mark, if another sweep works on the user or the user
 * changed. The order is: write the mark first, then read. Of two racing sweeps at least one sees the other's mark and steps
 * back. If the user has no secret yet, the mark also proves later whose creation made it.
 */
export async function declareIntent(task: Task): Promise<Announced> {
  const { plan, known, sweep } = task;
  const { UserName } = plan;
  const announced: Announced = {
    tagKey: tagKeys.creating(sweep.id),
    at: sweep.deps.clock(),
    keyIds: [...known.keys.keys()],
    nonce: known.secret === undefined ? sweep.deps.nonce() : undefined,
  };
  const { tagKey, at, keyIds, nonce } = announced;
  await tagUser(
    UserName,
    [{ Key: tagKey, Value: intentValue(at, keyIds, nonce && nonceHashOf(nonce)) }],
    sweep,
  );
  const obstacle = await findObstacle(task, tagKey);
  if (obstacle === undefined) return announced;
  await untagUser(UserName, [tagKey], sweep);
  throw new Deferred(obstacle);
}

async function findObstacle({ plan, known, sweep }: Task, intent: string): Promise<string | undefined> {
  const tags = await readTags(plan.UserName, sweep);
  const other = tags.intents.find(({ tagKey }) => tagKey.toLowerCase() !== intent.toLowerCase());
  if (other)
    return `another sweep marked its intent to create a key for this user (tag ${quoted(other.tagKey)})`;
  const changed = changedTags(plan, tags, sweep);
  if (changed) return changed;
  if (!areKeysAsKnown(await listKeys(plan.UserName, sweep.deps), known)) {
    return 'the keys of the user changed after this sweep had looked at them';
  }
  const secret = await readSecret(plan, tags, sweep);
  const isAsKnown = known.secret
    ? secret.claim === 'pointed' && secret.arn === known.secret
    : secret.claim === 'none';
  if (isAsKnown && !secret.refusal) return undefined;
  return `the secret changed after this sweep had looked at it${secret.refusal ? `: it ${secret.refusal}` : ''}`;
}
