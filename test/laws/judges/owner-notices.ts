import type { Account } from '../../../sandbox/account/account.ts';
import { isFetchable } from './key-holders.ts';
import { datesInTags } from './tags.ts';

/** Since when each key's owner is notified that the key was replaced, or that it must go. */
export type OwnerNotices = {
  /** Returns undefined if the owner was not notified. */
  since: (AccessKeyId: string) => Date | undefined;
  /** Call right after a notice was published. */
  note: (at: Date) => void;
  /** Call when the key was deactivated: if a person reactivates it, the owner must be notified again. */
  end: (AccessKeyId: string) => void;
  /** Call after a sweep of all users but these: forgets the notices that no longer apply. */
  forget: (butOf: ReadonlySet<string>) => void;
};

/** The events, in a notice's body for machines, by which an owner learns that a key goes. */
const events = ['create', 'in-the-way', 'superseded-waiting', 'superseded-in-use'];

export function ownerNotices(account: Account): OwnerNotices {
  const notified = datesInTags(account, 'access-key-sweeper:told-since:');
  /** Keys whose notice said that they go only if nobody uses them. It does not count once the key was used. */
  const unlessUsed = new Set<string>();
  const since = (id: string) => {
    const [at, use] = [notified.get(id), account.minted.get(id)?.key.lastUse?.at];
    return at && unlessUsed.has(id) && use && use > at ? undefined : at;
  };
  return {
    since,
    note: (at) => {
      for (const { id, event } of keysInLatestNotice(account)) {
        if (since(id)) continue;
        notified.set(id, at);
        if (event === 'in-the-way') unlessUsed.add(id);
        else unlessUsed.delete(id);
      }
    },
    end: (AccessKeyId) => notified.delete(AccessKeyId),
    forget: (butOf) => {
      for (const id of notified.keys()) {
        const { key, user } = account.minted.get(id) ?? {};
        if (user && butOf.has(user.UserName)) continue;
        const isAlone = !user?.keys.some(({ AccessKeyId, Status }) => AccessKeyId !== id && Status === 'Active');
        if (key?.Status !== 'Active' || isAlone || isFetchable(account, key, 'AWSCURRENT')) notified.delete(id);
      }
    },
  };
}

type KeyEvent = { event: string; id: string };

/** The keys that the latest notice names to their own user's owner as going, both in its text and for machines. */
function keysInLatestNotice({ published, minted }: Account): KeyEvent[] {
  const { Message = '{}', MessageStructure, attributes = {} } = published.at(-1) ?? {};
  // Alerts are plain text.
  if (MessageStructure !== 'json') return [];
  const { default: text = '', sqs = '{}' } = JSON.parse(Message) as { default?: string; sqs?: string };
  const { keys = [] } = JSON.parse(sqs) as { keys?: KeyEvent[] };
  return keys
    .filter(({ event, id }) => events.includes(event) && text.includes(id))
    .filter(({ id }) => minted.get(id)?.user.UserName === attributes.userName);
}
