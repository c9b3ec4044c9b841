import { addMinutes } from 'date-fns/addMinutes';
import { subHours } from 'date-fns/subHours';
import type { AccessKey, Evidence, LastUse } from './user.ts';

/** Returns when somebody last used the key; undefined if nobody did. The sweeper's own proof does not count. */
export function useOf(key: AccessKey, evidence: Pick<Evidence, 'lastUse'> | undefined): Date | undefined {
  const last = evidence?.lastUse.get(key.AccessKeyId);
  return isUse(last, key) ? last.at : undefined;
}

/** True if somebody used the key. A use by `sts` in the first 15 minutes was the sweeper's proof and does not count. */
export function isUse(last: LastUse | null | undefined, { CreateDate }: AccessKey): last is LastUse {
  return last ? last.service !== 'sts' || last.at > addMinutes(CreateDate, 15) : false;
}

/** True if `use` was within the last `days` 24-hour days; never true for 0 days. */
export function isWithinDays(use: Date | undefined, days: number, now: Date): boolean {
  const from = subHours(now, days * 24);
  return days > 0 && (use ?? from) > from;
}

/**
 * True if nobody used the key in the last `days` 24-hour days. AWS shows a use late, usually within four hours (IAM API
 * reference, GenerateServiceLastAccessedDetails), so the key must look unused for one day more.
 */
export function isUnusedFor(days: number, use: Date | undefined, now: Date): boolean {
  return !isWithinDays(use, days + 1, now);
}

/**
 * Returns a positive number if the first use is the later one, a negative one if the second is, and 0 if both were in the same
 * minute or neither was: AWS records a use once in 15 minutes (IAM User Guide, "Get credential reports"), so what lies closer
 * together has no order. No use is before every use.
 */
export function compareUse(use: Date | undefined, other: Date | undefined): number {
  return minuteOf(use) - minuteOf(other);
}

function minuteOf(use: Date | undefined): number {
  return Math.floor((use?.getTime() ?? 0) / 60_000);
}
