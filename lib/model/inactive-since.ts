import { addHours } from 'date-fns/addHours';
import type { AccessKey, Evidence } from './types.ts';
import { markOf } from './user-tags.ts';

/** Since when a key is not Active, if a mark says so that is not void: a use more than an hour later voids it. */
export function inactiveSince(
  { AccessKeyId, Status }: AccessKey,
  evidence: Evidence | undefined,
): Date | undefined {
  if (!evidence || Status === 'Active') return undefined;
  const at = markOf(evidence.tags.inactiveSince, AccessKeyId)?.at;
  const use = evidence.lastUse.get(AccessKeyId);
  return at && use && use.at > addHours(at, 1) ? undefined : at;
}
