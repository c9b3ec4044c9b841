import type { Config } from '../../config/schema.ts';
import { dayOf } from '../model/age.ts';
import { isUnusedFor, useOf } from '../model/last-use.ts';
import type { AccessKey, Evidence } from '../model/user.ts';

/** Returns in words when, by which service and in which Region a key was last used. */
export function lastUsed(key: AccessKey, evidence: Pick<Evidence, 'lastUse'> | undefined): string {
  const last = useOf(key, evidence) && evidence?.lastUse.get(key.AccessKeyId);
  if (!last) return 'never used';
  return `last used on ${dayOf(last.at)} (service ${last.service}, region ${last.region})`;
}

/** True if notices call the key in use: it was used lately, and since its replacement was created. */
export function isInUse(
  key: AccessKey,
  { evidence, replacement }: { evidence: Evidence | undefined; replacement: AccessKey | undefined },
  { inUseWithinDays, everyDays }: Config,
  now: Date,
): boolean {
  const use = useOf(key, evidence);
  if (!use || (replacement && use <= replacement.CreateDate)) return false;
  // Notices say so even if inUseWithinDays is 0, which turns the guards off.
  return !isUnusedFor(Math.max(inUseWithinDays, everyDays), use, now);
}
