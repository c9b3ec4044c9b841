import type { Backlog } from '../../decide/backlog.ts';
import { dayOf } from '../../model/age.ts';
import { plural } from '../format.ts';

/** Returns how many keys past their limit a sweep replaces, how many wait, and in which week the last is replaced. */
export function backlogText({ now, waiting, blocked, lastSweep, endsOn }: Backlog): string {
  return (
    `${plural(now + waiting, 'key')} to replace, past deactivate.to: ${now.toLocaleString('en')} in this sweep, ` +
    `${plural(waiting, 'waits', 'wait')}. If each sweep comes and nothing fails, sweep ${lastSweep} replaces the last, in the ` +
    `week of ${dayOf(endsOn)}${blocked > 0 ? `. Not among them: ${plural(blocked, 'key')} of users without a free slot` : ''}`
  );
}
