import { addSeconds } from 'date-fns/addSeconds';
import { asError } from '../aws/errors.ts';
import { Deferred } from './deferred.ts';
import { discard } from './delete-new-key.ts';
import type { MintedKey } from './minted-key.ts';
import type { Attempt } from './task.ts';

/** A new key works after 5 to 20 seconds (GitHub: aws/aws-sdk-js #559, hashicorp/vault #8413). */
const patience = { seconds: 30, pauseMs: 2_000 };

/**
 * Waits until the new key authenticates as its user. Throws Deferred if it does not within 30 seconds: the key stays
 * AWSPENDING and its intent mark stays, so that a later sweep finishes it. If the key is another user's, deletes it and throws.
 */
export async function prove(minted: MintedKey, attempt: Attempt): Promise<void> {
  const { plan, sweep, AccessKeyId } = attempt;
  const { clock, sleep } = sweep.deps;
  const until = addSeconds(clock(), patience.seconds);
  for (;;) {
    const proof = await minted.prove().catch(asError);
    if (proof === plan.UserId) return;
    if (proof === undefined) throw new Error(`STS did not say whose key ${AccessKeyId} is; it stays pending`);
    if (!(proof instanceof Error)) {
      // The user was deleted or renamed meanwhile, and another one has the name: the secret is not that one's.
      const isGone = await discard(attempt);
      const fate = isGone
        ? 'it was deleted again'
        : 'a later sweep deactivates it, and one a day later deletes it';
      throw new Error(`${AccessKeyId} authenticates as ${proof}, not as ${plan.UserId}; ${fate}`);
    }
    if (clock() >= until) {
      throw new Deferred(`${AccessKeyId} is stored as pending, but could not be proven: ${proof.message}`);
    }
    await sleep(patience.pauseMs);
  }
}
