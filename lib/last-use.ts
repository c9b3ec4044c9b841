import { addMinutes } from 'date-fns/addMinutes';
import { subHours } from 'date-fns/subHours';
import type { AccessKey, Evidence } from './types.ts';

/**
 * When a key was last used; undefined if never. A use by `sts` within 15 minutes of the key's creation is
 * the sweeper's own proof of it and does not count.
 */
export function useOf(key: AccessKey, evidence: Evidence | undefined): Date | undefined {
  const last = evidence?.lastUse.get(key.AccessKeyId);
  if (!last) return undefined;
  const isOurProof = last.service === 'sts' && last.at <= addMinutes(key.CreateDate, 15);
  return isOurProof ? undefined : last.at;
}

/** Whether `use` was within the last `days` days; never within 0 days. */
export function isWithinDays(use: Date | undefined, days: number, now: Date): boolean {
  const from = subHours(now, days * 24);
  return days > 0 && (use ?? from) > from;
}
