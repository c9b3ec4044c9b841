import { addSeconds } from 'date-fns/addSeconds';
import { asError } from '../aws/errors.ts';
import { Deferred } from './deferred.ts';
import type { MintedKey } from './minted-key.ts';
import type { Attempt } from './task.ts';

/** A new key works after some 5 to 20 seconds (aws-sdk-js #559, vault #8413). */
const patience = { seconds: 30, pauseMs: 2_000 };

/**
 * Waits until the new key authenticates as the user. If it does not in time, it stays pending and marked:
 * Deferred.
 */
export async function prove(minted: MintedKey, { task, AccessKeyId }: Attempt): Promise<void> {
  const { clock, sleep } = task.sweep.deps;
  const until = addSeconds(clock(), patience.seconds);
  for (;;) {
    const proof = await minted.prove().catch(asError);
    if (proof === task.plan.holder.UserId) return;
    if (!(proof instanceof Error))
      throw new Error(`${AccessKeyId} authenticates as ${proof}; it stays pending`);
    if (clock() >= until) {
      throw new Deferred(`${AccessKeyId} is stored as pending, but could not be proven: ${proof.message}`);
    }
    await sleep(patience.pauseMs);
  }
}
