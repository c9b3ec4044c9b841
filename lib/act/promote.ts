import { UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import type { Sweep } from '../aws/deps.ts';
import { currentVersionOf } from '../model/secret-state.ts';
import { readSecret } from '../read/read-secret.ts';
import { Deferred } from './deferred.ts';
import { discard } from './discard.ts';
import { untagUser } from './tag-user.ts';
import type { Attempt } from './task.ts';

/** A version to be made current in place of another. */
export type Promotion = Pick<Attempt, 'secret' | 'versionId' | 'replaces' | 'task'>;

/** Makes the new key's version current. If somebody else's value became current first, ours gives way. */
export async function makeCurrent(attempt: Attempt, stages: readonly string[]): Promise<void> {
  // The first version of a secret is current at once, whatever was asked for.
  const rival = stages.includes('AWSCURRENT') ? undefined : await promote(attempt);
  if (rival && !rival.hasOursAsPrevious && !(await discard(attempt))) {
    // Its mark and its label stay, by which a later sweep finds it.
    throw new Deferred('somebody stored another value in the secret, and AWS does not know the new key yet');
  }
  if (rival) await untagUser(attempt.task.plan.holder.UserName, [attempt.intent], attempt.task.sweep);
  if (stages.includes('AWSPENDING')) await dropPending(attempt, attempt.task.sweep);
  if (rival) throw new Deferred('somebody stored another value in the secret meanwhile, which stays current');
}

/**
 * Moves AWSCURRENT to the version if the version it is to replace still has it: a compare-and-swap. Gives
 * nothing if ours is current then; else what became current instead.
 */
export async function promote(promotion: Promotion): Promise<{ hasOursAsPrevious: boolean } | undefined> {
  const { secret, versionId, replaces, task } = promotion;
  try {
    await task.sweep.deps.secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secret,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: versionId,
        ...(replaces && { RemoveFromVersionId: replaces }),
      }),
    );
    return undefined;
  } catch (thrown) {
    const state = await readSecret(task.plan.holder, task.sweep);
    const current = currentVersionOf(state);
    // A retry of a lost answer is refused, although the first try did it.
    if (current === versionId) return undefined;
    if (current === replaces) throw thrown;
    return { hasOursAsPrevious: state.versions.get(versionId)?.stages.includes('AWSPREVIOUS') ?? false };
  }
}

/** Takes AWSPENDING off a version. */
export async function dropPending(
  { secret, versionId }: Pick<Attempt, 'secret' | 'versionId'>,
  { deps }: Sweep,
): Promise<void> {
  await deps.secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId: secret,
      VersionStage: 'AWSPENDING',
      RemoveFromVersionId: versionId,
    }),
  );
}
