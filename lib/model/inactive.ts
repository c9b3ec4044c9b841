import { addHours } from 'date-fns/addHours';
import type { AccessKey, Evidence } from './user.ts';
import { type InactiveMark, markOf } from './user-tags.ts';

/**
 * Returns the mark that says since when the key is Inactive. Undefined if there is none with a valid date, if the key
 * is Active, or if it was used more than an hour after the marked moment.
 */
export function inactiveMarkOf(
  { AccessKeyId, Status }: AccessKey,
  evidence: Evidence | undefined,
): (InactiveMark & { at: Date }) | undefined {
  if (!evidence || Status === 'Active') return undefined;
  const mark = markOf(evidence.tags.inactiveSince, AccessKeyId);
  const use = evidence.lastUse.get(AccessKeyId);
  if (!mark?.at || (use && use.at > addHours(mark.at, 1))) return undefined;
  return { ...mark, at: mark.at };
}
