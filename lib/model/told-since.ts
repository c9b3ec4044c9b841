import { useOf } from './last-use.ts';
import type { AccessKey, Evidence } from './types.ts';
import { markOf } from './user-tags.ts';

/** When its owner was told of the end of a key; undefined too if that was to come unless it is used, and it was. */
export function toldSince(key: AccessKey, evidence: Evidence | undefined): Date | undefined {
  const mark = evidence && markOf(evidence.tags.toldSince, key.AccessKeyId);
  const use = useOf(key, evidence);
  return mark?.at && mark.isUnlessUsed && use && use > mark.at ? undefined : mark?.at;
}
