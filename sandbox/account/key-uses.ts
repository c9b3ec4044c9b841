import { addHours } from 'date-fns/addHours';
import type { Account } from './account.ts';
import type { Key, Use } from './user.ts';

/** Records a use of a key as its last one. For `lastUseLagHours` readers go on seeing the one before it. */
export function recordUse(
  { clock, settings }: Pick<Account, 'clock' | 'settings'>,
  key: Key,
  use: Use,
): void {
  const { lastUseLagHours } = settings;
  if (lastUseLagHours > 0) {
    const shown = shownUse({ clock }, key);
    const hidden = usesOf(key).filter((one) => isHidden(one, clock.now()));
    key.formerUses = [...(shown ? [shown] : []), ...hidden];
  }
  key.lastUse = { ...use, ...(lastUseLagHours > 0 && { shownFrom: addHours(use.at, lastUseLagHours) }) };
}

/** Returns the last use that a reader sees now; undefined if it sees none. */
export function shownUse({ clock }: Pick<Account, 'clock'>, key: Key): Use | undefined {
  return usesOf(key).findLast((use) => !isHidden(use, clock.now()));
}

function usesOf({ formerUses = [], lastUse }: Key): Use[] {
  return lastUse ? [...formerUses, lastUse] : formerUses;
}

/** A use of an account file has no such moment: it is one that AWS shows already. */
function isHidden({ shownFrom }: Use, now: Date): boolean {
  return shownFrom !== undefined && shownFrom > now;
}
