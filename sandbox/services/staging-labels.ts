import { subHours } from 'date-fns/subHours';
import type { Account } from '../account/account.ts';
import type { Secret } from '../account/secret.ts';

/**
 * Puts a staging label on a version and removes it from any other. A version that loses AWSCURRENT gets AWSPREVIOUS
 * (Secrets Manager API Reference, UpdateSecretVersionStage).
 */
export function moveStage({ versions }: Pick<Secret, 'versions'>, stage: string, VersionId: string): void {
  for (const [id, { stages }] of versions) {
    if (id === VersionId || !stages.delete(stage)) continue;
    if (stage === 'AWSCURRENT') moveStage({ versions }, 'AWSPREVIOUS', id);
  }
  versions.get(VersionId)?.stages.add(stage);
}

/**
 * Removes the oldest versions without a label from a secret that has more versions than it may keep, but no version
 * younger than 24 hours (Secrets Manager API Reference, PutSecretValue).
 */
export function removeDeprecated({ settings, clock }: Account, { versions }: Secret): void {
  const deprecated = [...versions.values()]
    .filter(({ stages, CreatedDate }) => stages.size === 0 && CreatedDate <= subHours(clock.now(), 24))
    .toSorted((a, b) => a.CreatedDate.getTime() - b.CreatedDate.getTime());
  for (const { VersionId } of deprecated.slice(0, Math.max(0, versions.size - settings.versionsPerSecret)))
    versions.delete(VersionId);
}
