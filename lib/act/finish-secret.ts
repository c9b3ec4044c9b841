import type { Sweep } from '../aws/deps.ts';
import { isInFlight } from '../model/in-flight.ts';
import { intentValue } from '../model/mark-values.ts';
import type { Plan } from '../model/plan.ts';
import { type Intent, tagKeys } from '../model/user-tags.ts';
import { readTags } from '../read/evidence.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { pointerTo } from './ensure-secret.ts';
import type { Known } from './known-state.ts';
import { tagUser, untagUser } from './tag-user.ts';

/**
 * Writes the pointer to a secret that a creation made before it broke off. Throws Deferred if another sweep works on the user.
 * The order is that of a creation: write the mark first, then read. Two deployments may find a secret each, or the same one,
 * and of two racing sweeps at least one steps back.
 */
export async function finishSecret(plan: Plan, known: Known, sweep: Sweep): Promise<void> {
  const { UserName, evidence, leftAlone } = plan;
  const { arn, claim } = evidence?.secret ?? {};
  if (!arn || claim !== 'unfinished' || leftAlone) return;
  const own = tagKeys.creating(sweep.id);
  const now = sweep.deps.clock();
  await tagUser(UserName, [{ Key: own, Value: intentValue(now, [...known.keys.keys()]) }], sweep);
  const tags = await readTags(UserName, sweep);
  const secret = await readSecret(plan, tags, sweep);
  const others = tags.intents.filter(({ tagKey }) => tagKey.toLowerCase() !== own.toLowerCase());
  const isStill = secret.claim === 'unfinished' && secret.arn === arn;
  const isFree = isStill && !others.some((intent) => isInFlight(intent, now));
  if (isFree) await tagUser(UserName, [pointerTo(arn, sweep), ...others.map(withoutHash)], sweep);
  await untagUser(UserName, [own], sweep);
  if (!isFree) throw new Deferred('another sweep began to create a key for the user meanwhile');
  known.secret = arn;
}

function withoutHash({ tagKey, at, keyIds }: Intent): { Key: string; Value: string } {
  return { Key: tagKey, Value: intentValue(at, keyIds) };
}
