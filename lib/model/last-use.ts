import { addMinutes } from 'date-fns/addMinutes';
import { subHours } from 'date-fns/subHours';
import type { AccessKey, Evidence, LastUse } from './types.ts';

/** When a key was last used; undefined if never, our own proof apart. */
export function useOf(key: AccessKey, evidence: Evidence | undefined): Date | undefined {
  const last = evidence?.lastUse.get(key.AccessKeyId);
  return isUse(last, key) ? last.at : undefined;
}

/**
 * Whether anybody used the key. By `sts` within 15 minutes of its creation, that was the sweeper's own proof of it
 * and does not count.
 */
export function isUse(last: LastUse | null | undefined, { CreateDate }: AccessKey): last is LastUse {
  return last ? last.service !== 'sts' || last.at > addMinutes(CreateDate, 15) : false;
}

/** Whether `use` was within the last `days` days; never within 0 days. */
export function isWithinDays(use: Date | undefined, days: number, now: Date): boolean {
  const from = subHours(now, days * 24);
  return days > 0 && (use ?? from) > from;
}
