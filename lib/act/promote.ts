import { UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import type { Sweep } from '../aws/deps.ts';
import { currentVersionOf } from '../model/secret-state.ts';
import { readVersions } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { discard } from './delete-new-key.ts';
import { markMade } from './mark-made.ts';
import { Refused, refusedOrFailed } from './refused.ts';
import type { Attempt } from './task.ts';

/** A version that is to become current in place of another. */
type Promotion = Pick<Attempt, 'secret' | 'versionId' | 'replaces' | 'sweep'>;

/**
 * Makes the new key's version current, and replaces its intent mark. If a person stored another value meanwhile, that
 * value stays, the new key is deleted, and this throws Deferred.
 */
export async function makeCurrent(attempt: Attempt, stages: readonly string[]): Promise<void> {
  // The first version of a secret becomes AWSCURRENT whatever stage was asked for (Secrets Manager API reference).
  const rival = stages.includes('AWSCURRENT') ? undefined : await promote(attempt);
  if (rival && !rival.hasOursAsPrevious && !(await discard(attempt))) {
    // The mark and AWSPENDING stay, so that a later sweep finds the key.
    throw new Deferred('somebody stored another value in the secret, and AWS does not know the new key yet');
  }
  if (!rival || rival.hasOursAsPrevious) await markMade(attempt);
  if (stages.includes('AWSPENDING')) await tidyPending(attempt, attempt.sweep);
  if (rival) throw new Deferred('somebody stored another value in the secret meanwhile, which stays current');
}

/**
 * Moves AWSCURRENT to the version, but only from the version that it is to replace: a compare-and-swap. Returns undefined if
 * the version is current then; otherwise whether it is AWSPREVIOUS to the value that became current instead.
 */
export async function promote(promotion: Promotion): Promise<{ hasOursAsPrevious: boolean } | undefined> {
  const { secret, versionId, replaces, sweep } = promotion;
  try {
    await sweep.deps.secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secret,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: versionId,
        ...(replaces && { RemoveFromVersionId: replaces }),
      }),
    );
    return undefined;
  } catch (thrown) {
    const versions = await readVersions(secret, sweep.deps);
    const current = currentVersionOf({ versions });
    // The first attempt moved it and its answer was lost, so AWS refused the retry.
    if (current === versionId) return undefined;
    if (current === replaces) {
      throw refusedOrFailed('secretsmanager:UpdateSecretVersionStage', `Making ${versionId} current`, thrown);
    }
    return { hasOursAsPrevious: versions.get(versionId)?.stages.includes('AWSPREVIOUS') ?? false };
  }
}

/** Removes AWSPENDING from a version. */
export async function dropPending(
  { secret, versionId }: Pick<Attempt, 'secret' | 'versionId'>,
  { deps }: Sweep,
): Promise<void> {
  const label = { SecretId: secret, VersionStage: 'AWSPENDING', RemoveFromVersionId: versionId };
  await deps.secrets.send(new UpdateSecretVersionStageCommand(label)).catch((thrown: unknown) => {
    const what = `Removing AWSPENDING from ${versionId}`;
    throw refusedOrFailed('secretsmanager:UpdateSecretVersionStage', what, thrown);
  });
}

/**
 * Removes AWSPENDING from a version that was current, or whose key is gone. The label does no harm there, so if AWS refuses the
 * call for good, the label stays, and what was done counts.
 */
export async function tidyPending(
  version: Pick<Attempt, 'secret' | 'versionId'>,
  sweep: Sweep,
): Promise<void> {
  try {
    await dropPending(version, sweep);
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    sweep.deps.log('AWSPENDING stays', { ...version, error: thrown.message });
  }
}
