import { useOf } from './last-use.ts';
import type { AccessKey, Evidence } from './user.ts';
import { markOf } from './user-tags.ts';

/**
 * Returns when the owner was told that the key is going to end, as its mark says. Undefined if there is no valid mark,
 * or if the key was to end only when unused and was used since.
 */
export function toldSince(key: AccessKey, evidence: Evidence | undefined): Date | undefined {
  const mark = evidence && markOf(evidence.tags.toldSince, key.AccessKeyId);
  const use = useOf(key, evidence);
  return mark?.at && mark.isUnlessUsed && use && use > mark.at ? undefined : mark?.at;
}
