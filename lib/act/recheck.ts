import { currentVersionOf } from '../model/secret-state.ts';
import { listKeys } from '../read/inventory.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { areKeysAsKnown } from './known-state.ts';
import type { Task } from './task.ts';

/** Reads the user's keys and secret again. Throws Deferred if they changed since the decision. */
export async function recheck({ plan, known, sweep }: Task): Promise<void> {
  if (!areKeysAsKnown(await listKeys(plan.UserName, sweep.deps), known)) {
    throw new Deferred('the keys of the user changed after this sweep had looked at them');
  }
  const secret = await readSecret(plan, sweep);
  if (currentVersionOf(secret) !== known.current) {
    throw new Deferred('another value became current in the secret after this sweep had looked at it');
  }
  // A secret scheduled for deletion cannot be fetched, so its key does not count as a replacement.
  if (secret.deleted && !plan.evidence?.secret.deleted) {
    throw new Deferred('the secret was scheduled for deletion after this sweep had looked at it');
  }
}
