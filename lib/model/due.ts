import type { Config } from '../../config/schema.ts';
import { wholeDays } from './age.ts';
import type { AccessKey, KeyHolder } from './user.ts';
import { earliestCreateFrom } from './user-config.ts';

/** True if a rule other than `fresh` may apply to one of the user's keys, so that a sweep must read evidence. */
export function isDue({ keys }: Pick<KeyHolder, 'keys'>, config: Config, now: Date): boolean {
  // One of two keys may be an orphan; without evidence it looks like any other key.
  return keys.length > 1 || keys.some((key) => isKeyDue(key, config, now));
}

function isKeyDue(key: AccessKey, config: Config, now: Date): boolean {
  const age = wholeDays(now, key.CreateDate);
  // A key this young may be unfinished work of one of the last two sweeps.
  return key.Status !== 'Active' || age >= earliestCreateFrom(config) || age < 2 * config.everyDays + 1;
}
