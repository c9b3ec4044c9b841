import type { Config } from '../../config/schema.ts';
import { isWithinDays, useOf } from '../model/last-use.ts';
import type { AccessKey, Evidence } from '../model/types.ts';
import { dayOf } from './dates.ts';

/** When, by which service and where a key was last used, in words. */
export function lastUsed(key: AccessKey, evidence: Evidence | undefined): string {
  const last = useOf(key, evidence) && evidence?.lastUse.get(key.AccessKeyId);
  if (!last) return 'never used';
  return `last used on ${dayOf(last.at)} (service ${last.service}, region ${last.region})`;
}

/** Whether a key is in use for a person who reads of it: lately, and since it has a replacement. */
export function isInUse(
  key: AccessKey,
  { evidence, replacement }: { evidence: Evidence | undefined; replacement: AccessKey | undefined },
  { inUseWithinDays, everyDays }: Config,
  now: Date,
): boolean {
  const use = useOf(key, evidence);
  if (!use || (replacement && use <= replacement.CreateDate)) return false;
  // Guards that are turned off are no reason to keep quiet.
  return isWithinDays(use, Math.max(inUseWithinDays, everyDays), now);
}
