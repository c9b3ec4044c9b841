import { isCode, isDefinite, wrapError } from '../aws/errors.ts';
import { readVersions } from '../read/read-secret.ts';
import { discard } from './delete-new-key.ts';
import type { MintedKey } from './minted-key.ts';
import { refusedOrFailed } from './refused.ts';
import type { Attempt } from './task.ts';

/**
 * Stores the new key and returns the stages of its version. If that fails, deletes the key, which nobody has yet, and
 * throws. If it is not known whether the key was stored, key and mark stay for a later sweep.
 */
export async function store(minted: MintedKey, attempt: Attempt): Promise<readonly string[]> {
  try {
    return await minted.store(attempt);
  } catch (thrown) {
    // A repeated put of the same value is no error: ResourceExists means that somebody else took the version's id.
    const isNotOurs = isDefinite(thrown) || isCode(thrown, 'ResourceExists');
    const stages = isNotOurs ? undefined : await lookUpStages(attempt);
    if (stages) return stages;
    const storing = (fate: string) => `Storing ${attempt.AccessKeyId}, ${fate}, in ${attempt.secret}`;
    const isGone = await discard(attempt).catch((discarding) => {
      const failure = wrapError(storing('to be deleted again'), thrown);
      throw wrapError(`${failure.message}; but to delete it`, discarding);
    });
    const fate = isGone
      ? 'deleted again'
      : 'which a later sweep deactivates, and one a day later deletes, because AWS does not know it yet';
    throw refusedOrFailed('secretsmanager:PutSecretValue', storing(fate), thrown);
  }
}

async function lookUpStages({ secret, sweep, versionId }: Attempt): Promise<readonly string[] | undefined> {
  return (await readVersions(secret, sweep.deps)).get(versionId)?.stages;
}
