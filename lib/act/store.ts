import { failed, isDefinite } from '../aws/errors.ts';
import { readSecret } from '../read/read-secret.ts';
import { discard } from './discard.ts';
import type { MintedKey } from './minted-key.ts';
import type { Attempt } from './task.ts';

/**
 * Stores the new key and gives the stages of its version, or deletes the key again: nobody has it yet.
 * If nobody can say whether it is stored, key and mark stay for a later sweep.
 */
export async function store(minted: MintedKey, attempt: Attempt): Promise<readonly string[]> {
  try {
    return await minted.store(attempt);
  } catch (thrown) {
    const stages = isDefinite(thrown) ? undefined : await lookUpStages(attempt);
    if (stages) return stages;
    const storing = (fate: string) =>
      failed(`Storing ${attempt.AccessKeyId}, ${fate}, in ${attempt.secret}`, thrown);
    const isGone = await discard(attempt).catch((discarding) => {
      throw failed(`${storing('to be deleted again').message}; but to delete it`, discarding);
    });
    throw storing(isGone ? 'deleted again' : 'which a later sweep deletes, because AWS does not know it yet');
  }
}

async function lookUpStages({ task, versionId }: Attempt): Promise<readonly string[] | undefined> {
  return (await readSecret(task.plan.holder, task.sweep)).versions.get(versionId)?.stages;
}
