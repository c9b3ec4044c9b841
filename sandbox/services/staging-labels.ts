import type { Secret } from '../account/account.ts';

/** Puts a label on a version and takes it off any other; what loses AWSCURRENT becomes AWSPREVIOUS. */
export function moveStage({ versions }: Pick<Secret, 'versions'>, stage: string, VersionId: string): void {
  for (const [id, { stages }] of versions) {
    if (id === VersionId || !stages.delete(stage)) continue;
    if (stage === 'AWSCURRENT') moveStage({ versions }, 'AWSPREVIOUS', id);
  }
  versions.get(VersionId)?.stages.add(stage);
}
