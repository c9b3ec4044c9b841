import { isGone } from '../aws/errors.ts';
import { listKeys } from '../read/inventory.ts';
import { Deferred } from './deferred.ts';
import type { Task } from './task.ts';

/**
 * Judges what a call about a key threw. Returns if the key is gone and the user is not. Throws NoSuchEntity if the user is gone,
 * Deferred if AWS lists the key all the same, and otherwise what was thrown. Lists may still show a deleted key, but AWS may
 * also not know a new key yet, and then the key is there.
 */
export async function assureKeyGone(
  thrown: unknown,
  { decision: { key }, sweep }: Pick<Task, 'decision' | 'sweep'>,
): Promise<void> {
  if (!isGone(thrown)) throw thrown;
  const keys = await listKeys(key.UserName, sweep.deps);
  if (!keys.some(({ AccessKeyId }) => AccessKeyId === key.AccessKeyId)) return;
  throw new Deferred('AWS says that the key is gone, and lists it all the same');
}
