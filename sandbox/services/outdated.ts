import { subHours } from 'date-fns/subHours';
import type { Account, Secret } from '../account/account.ts';

/**
 * Removes the oldest versions without a label from a secret with more versions than are kept, but none that is
 * younger than a day (API reference, PutSecretValue).
 */
export function removeOutdated({ settings, clock }: Account, { versions }: Secret): void {
  const outdated = [...versions.values()]
    .filter(({ stages, CreatedDate }) => stages.size === 0 && CreatedDate <= subHours(clock.now(), 24))
    .toSorted((a, b) => a.CreatedDate.getTime() - b.CreatedDate.getTime());
  for (const { VersionId } of outdated.slice(0, Math.max(0, versions.size - settings.versionsPerSecret)))
    versions.delete(VersionId);
}
