import { addHours } from 'date-fns/addHours';
import type { AccessKey, Evidence } from './user.ts';
import { markOf } from './user-tags.ts';

/**
 * Returns since when the key is not Active, as its mark says. Undefined if the key is Active, has no valid mark, or was
 * used more than an hour after the marked moment.
 */
export function inactiveSince(
  { AccessKeyId, Status }: AccessKey,
  evidence: Evidence | undefined,
): Date | undefined {
  if (!evidence || Status === 'Active') return undefined;
  const at = markOf(evidence.tags.inactiveSince, AccessKeyId)?.at;
  const use = evidence.lastUse.get(AccessKeyId);
  return at && use && use.at > addHours(at, 1) ? undefined : at;
}
