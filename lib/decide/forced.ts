import { activeKeys, type CaseView } from '../model/case-view.ts';
import type { AccessKey } from '../model/types.ts';

/** Whether a person wants this key replaced at once: the newest Active one of a user named in a forced run. */
export function isForced(key: AccessKey, view: CaseView): boolean {
  const { forced, madeBefore, taken } = view;
  // A key that goes, such as an orphan of the same run, is not what the person meant.
  const newest = activeKeys(view).findLast(({ AccessKeyId }) => !taken.has(AccessKeyId));
  return forced && newest === key && (madeBefore === undefined || key.CreateDate < madeBefore);
}
