import { currentVersionOf } from '../model/secret-state.ts';
import { listKeys } from '../read/list-keys.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { areKeysAsKnown } from './known.ts';
import type { Task } from './task.ts';

/** Reads the user's keys and secret again, and throws Deferred unless they are as decided on. */
export async function recheck({ plan, known, sweep }: Task): Promise<void> {
  if (!areKeysAsKnown(await listKeys(plan.holder.UserName, sweep.deps), known)) {
    throw new Deferred('the keys of the user changed after this sweep had looked at them');
  }
  const secret = await readSecret(plan.holder, sweep);
  if (currentVersionOf(secret) !== known.current) {
    throw new Deferred('another value became current in the secret after this sweep had looked at it');
  }
  // What nobody can fetch any more is no replacement.
  if (secret.deleted && !plan.evidence?.secret.deleted) {
    throw new Deferred('the secret was scheduled for deletion after this sweep had looked at it');
  }
}
