import { addSeconds } from 'date-fns/addSeconds';
import type { Account } from './account.ts';
import type { Tag } from './tags.ts';
import type { User } from './user.ts';

type Lagging = Pick<Account, 'clock' | 'settings'>;

/** Changes the tags of a user. For `tagLagSeconds` readers go on seeing those that it had before. */
export function changeTags(
  { clock, settings }: Lagging,
  user: User,
  change: (tags: Map<string, Tag>) => void,
): void {
  const former = user.tags;
  user.tags = new Map(former);
  change(user.tags);
  if (settings.tagLagSeconds === 0) return;
  const until = addSeconds(clock.now(), settings.tagLagSeconds);
  user.formerTags = [...(user.formerTags ?? []), { tags: former, until }];
}

/** Returns the tags that a reader sees now, in the order in which they were set. */
export function shownTags({ clock }: Pick<Account, 'clock'>, user: User): Tag[] {
  const now = clock.now();
  const shown = user.formerTags?.find(({ until }) => until > now)?.tags ?? user.tags;
  return [...shown.values()];
}
