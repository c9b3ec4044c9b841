import { addSeconds } from 'date-fns/addSeconds';
import { asError } from '../aws/errors.ts';
import { Deferred } from './deferred.ts';
import type { MintedKey } from './minted-key.ts';
import type { Attempt } from './task.ts';

/** A new key works after 5 to 20 seconds (GitHub: aws/aws-sdk-js #559, hashicorp/vault #8413). */
const patience = { seconds: 30, pauseMs: 2_000 };

/**
 * Waits until the new key authenticates as its user. Throws Deferred if it does not within 30 seconds: the key stays
 * AWSPENDING and its intent mark stays, so that a later sweep finishes it.
 */
export async function prove(minted: MintedKey, { plan, sweep, AccessKeyId }: Attempt): Promise<void> {
  const { clock, sleep } = sweep.deps;
  const until = addSeconds(clock(), patience.seconds);
  for (;;) {
    const proof = await minted.prove().catch(asError);
    if (proof === plan.UserId) return;
    if (!(proof instanceof Error))
      throw new Error(`${AccessKeyId} authenticates as ${proof}; it stays pending`);
    if (clock() >= until) {
      throw new Deferred(`${AccessKeyId} is stored as pending, but could not be proven: ${proof.message}`);
    }
    await sleep(patience.pauseMs);
  }
}
