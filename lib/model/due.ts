import type { Config } from '../../config/schema.ts';
import { wholeDays } from './age.ts';
import type { AccessKey, KeyHolder } from './types.ts';
import { earliestCreateFrom } from './user-config.ts';

/** Whether a rule other than fresh may apply to one of the user's keys, so that evidence must be read. */
export function isDue(holder: KeyHolder, config: Config, now: Date): boolean {
  // The second of two keys may be an orphan, which nothing else shows until it is old.
  return holder.keys.length > 1 || holder.keys.some((key) => isKeyDue(key, config, now));
}

function isKeyDue(key: AccessKey, config: Config, now: Date): boolean {
  const age = wholeDays(now, key.CreateDate);
  const oldFrom = Math.min(
    earliestCreateFrom(config),
    config.retireUnusedAfterDays ?? Number.POSITIVE_INFINITY,
  );
  // A young key may be unfinished work of this sweep or the one before.
  return key.Status !== 'Active' || age >= oldFrom || age < 2 * config.everyDays + 1;
}
