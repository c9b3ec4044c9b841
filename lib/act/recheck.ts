import { changedTags, withMarksAbout } from '../decide/changed-tags.ts';
import { decide } from '../decide/decide.ts';
import { currentVersionOf } from '../model/secret-state.ts';
import type { Evidence } from '../model/user.ts';
import type { UserTags } from '../model/user-tags.ts';
import { readLastUse, readTags } from '../read/evidence.ts';
import { listKeys } from '../read/inventory.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { areKeysAsKnown } from './known-state.ts';
import type { Task } from './task.ts';

/**
 * Reads the user's keys, tags and secret again. Throws Deferred if they changed since the decision, or if a person has tagged the
 * user meanwhile so that it is to be left alone. Returns the tags.
 */
export async function recheck({ plan, known, sweep }: Task): Promise<UserTags> {
  if (!areKeysAsKnown(await listKeys(plan.UserName, sweep.deps), known)) {
    throw new Deferred('the keys of the user changed after this sweep had looked at them');
  }
  const tags = await readTags(plan.UserName, sweep);
  const changed = changedTags(plan, tags, sweep);
  if (changed) throw new Deferred(changed);
  const secret = await readSecret(plan, tags, sweep);
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
  return tags;
}

/**
 * Looks at the key itself right before it ends: decides again with the marks about it as they are by now, then with its last use,
 * read again. Throws Deferred if the key would not end any more: another sweep told its owner a later day meanwhile, or somebody
 * used it. Keys that end in use too, because their time is over, still end.
 */
export async function recheckKey({ decision, plan, sweep }: Task, tags: UserTags): Promise<void> {
  const { key, action } = decision;
  if (!plan.evidence) return;
  const endsBy = (evidence: Evidence) =>
    decide({ ...plan, evidence }, sweep.config, sweep.now).decisions.some(
      (one) => one.key.AccessKeyId === key.AccessKeyId && one.action === action,
    );
  const evidence = withMarksAbout(key, tags, plan.evidence);
  if (!endsBy(evidence))
    throw new Deferred('the marks about the key changed after this sweep had looked at them');
  const lastUse = new Map([...evidence.lastUse, [key.AccessKeyId, await readLastUse(key, sweep)]]);
  if (!endsBy({ ...evidence, lastUse }))
    throw new Deferred('somebody used the key after this sweep had looked at it');
}
