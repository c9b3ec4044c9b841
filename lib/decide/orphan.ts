import { addMinutes } from 'date-fns/addMinutes';
import { isWithinInterval } from 'date-fns/isWithinInterval';
import { isStored } from '../model/case-view.ts';
import { isInFlight } from '../model/in-flight.ts';
import type { AccessKey, Case } from '../model/types.ts';
import type { Intent } from '../model/user-tags.ts';

/**
 * Whether the sweeper minted the key and lost its secret before it was stored: it came with an attempt
 * that is over, was not there before, was never stored and was never used by anybody, our proof included.
 */
export function isOrphan(key: AccessKey, { evidence }: Pick<Case, 'evidence'>, now: Date): boolean {
  if (evidence?.lastUse.get(key.AccessKeyId) !== null || isStored(key, { evidence })) return false;
  return evidence.tags.intents.some(
    (intent) => !isInFlight(intent, now) && !intent.keyIds.includes(key.AccessKeyId) && cameWith(key, intent),
  );
}

/** From 5 minutes before the mark (clocks differ) to 15 after it (a retried call may land late). */
function cameWith(key: AccessKey, { at }: Intent): boolean {
  return isWithinInterval(key.CreateDate, { start: addMinutes(at, -5), end: addMinutes(at, 15) });
}
