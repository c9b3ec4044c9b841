import { currentVersionOf } from '../model/secret-state.ts';
import { readTags } from '../read/evidence.ts';
import { listKeys } from '../read/inventory.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { areKeysAsKnown } from './known-state.ts';
import type { Task } from './task.ts';

/** Reads the user's tags, keys and secret again. Throws Deferred if they changed since the decision. */
export async function recheck({ plan, known, sweep }: Task): Promise<void> {
  if (!areKeysAsKnown(await listKeys(plan.UserName, sweep.deps), known)) {
    throw new Deferred('the keys of the user changed after this sweep had looked at them');
  }
  const secret = await readSecret(plan, await readTags(plan.UserName, sweep), sweep);
  if ((secret.claim === 'pointed' ? secret.arn : undefined) !== known.secret) {
    throw new Deferred('another secret is the one of the user since this sweep had looked at it');
  }
  if (currentVersionOf(secret) !== known.current) {
    throw new Deferred('another value became current in the secret after this sweep had looked at it');
  }
  // A secret scheduled for deletion cannot be fetched, so its key does not count as a replacement.
  if (secret.refusal !== plan.evidence?.secret.refusal) {
    throw new Deferred(
      `the secret changed after this sweep had looked at it${secret.refusal ? `: it ${secret.refusal}` : ''}`,
    );
  }
}
