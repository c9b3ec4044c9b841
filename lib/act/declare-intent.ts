import { addMinutes } from 'date-fns/addMinutes';
import { intentValue } from '../model/mark-values.ts';
import { tagKeys } from '../model/user-tags.ts';
import { readTags } from '../read/evidence.ts';
import { listKeys } from '../read/inventory.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { areKeysAsKnown } from './known-state.ts';
import { tagUser, untagUser } from './tag-user.ts';
import type { Task } from './task.ts';

/**
 * Marks the intent to create a key and returns the mark's tag key. Throws Deferred, without the mark, if another sweep
 * works on the user or the user changed. The order is: write the mark first, then read. Of two racing sweeps at least one
 * sees the other's mark and steps back.
 */
export async function declareIntent(task: Task): Promise<string> {
  const { plan, known, sweep } = task;
  const { UserName } = plan;
  const at = sweep.deps.clock();
  const intent = tagKeys.creating(sweep.id);
  await tagUser(UserName, { Key: intent, Value: intentValue(at, [...known.keys.keys()]) }, sweep);
  const obstacle = await findObstacle(task, intent, at);
  if (obstacle === undefined) return intent;
  await untagUser(UserName, [intent], sweep);
  throw new Deferred(obstacle);
}

async function findObstacle(
  { plan, known, sweep }: Task,
  intent: string,
  at: Date,
): Promise<string | undefined> {
  const { intents } = await readTags(plan.UserName, sweep);
  const other = intents.find(({ tagKey }) => tagKey.toLowerCase() !== intent.toLowerCase());
  if (other) return `another sweep marked its intent to create a key for this user (tag ${other.tagKey})`;
  if (!areKeysAsKnown(await listKeys(plan.UserName, sweep.deps), known)) {
    return 'the keys of the user changed after this sweep had looked at them';
  }
  const secret = await readSecret(plan, sweep);
  if (secret.refusal) return `the secret changed after this sweep had looked at it: it ${secret.refusal}`;
  // A key created later might not be recognized as an orphan of this mark (lib/decide/orphan.ts).
  return sweep.deps.clock() > addMinutes(at, 5)
    ? 'more than 5 minutes passed since the intent was marked'
    : undefined;
}
