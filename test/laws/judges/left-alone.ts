import type { User } from '../../../sandbox/account/account.ts';

/** Whether a person's tags keep sweeps at that moment from the user. */
export function isLeftAlone({ tags }: User, moment: Date): boolean {
  const hold = tags.get('access-key-sweeper:hold-until')?.Value;
  return tags.has('access-key-sweeper:exempt') || (hold !== undefined && new Date(hold) > moment);
}
