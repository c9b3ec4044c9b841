import type { Account } from '../../../sandbox/account/account.ts';
import { shownUse } from '../../../sandbox/account/key-uses.ts';
import { isFetchable } from './key-holders.ts';
import { datesInTags } from './tags.ts';

/** The days of a key's end that notices named, the latest of each. */
type NamedDays = {
  /** The key is not deactivated before this day. */
  earliest: string;
  /** Nor, while it is in use, before this one. */
  latest: string;
};

/** Since when each key's owner is notified that the key was replaced, or that it must go. */
export type OwnerNotices = {
  /** Returns the days that notices named to the owner; undefined if none, or if the owner was told that they no longer hold. */
  daysOf: (AccessKeyId: string) => NamedDays | undefined;
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
const events = ['create', 'in-the-way', 'superseded-waiting', 'superseded-in-use', 'unused-waiting'];
/** Those that say that the key goes only if nobody uses it. */
const unlessUsedEvents = ['in-the-way', 'unused-waiting'];

export function ownerNotices(account: Account): OwnerNotices {
  const notified = datesInTags(account, 'access-key-sweeper:told-since:');
  /** Keys whose notice said that they go only if nobody uses them. It does not count once the key was used. */
  const unlessUsed = new Set<string>();
  /** When the first notice after such a one said that the key goes in any case. */
  const inAnyCase = new Map<string, Date>();
  /** Keys that are to be retired, also a user's only one. */
  const retiring = new Set<string>();
  const named = new Map<string, NamedDays>();
  const since = (id: string) => {
    const [at, key] = [notified.get(id), account.minted.get(id)?.key];
    const use = key && shownUse(account, key)?.at;
    return at && unlessUsed.has(id) && use && use > at ? inAnyCase.get(id) : at;
  };
  const forgetKey = (id: string) => {
    notified.delete(id);
    inAnyCase.delete(id);
  };
  return {
    since,
    daysOf: (id) => named.get(id),
    note: (at) => {
      const told = keysInLatestNotice(account);
      noteDays(told, named);
      for (const { id, event } of told) if (event === 'withdrawn') forgetKey(id);
      for (const { id, event, graceEnds } of told.filter((one) => events.includes(one.event))) {
        if (event === 'unused-waiting') retiring.add(id);
        else retiring.delete(id);
        // An end that is promised even while the key is used has a last day.
        const isFirm = !unlessUsedEvents.includes(event) || graceEnds !== '';
        if (since(id)) {
          if (isFirm && !inAnyCase.has(id)) inAnyCase.set(id, at);
          continue;
        }
        notified.set(id, at);
        inAnyCase.delete(id);
        if (isFirm) unlessUsed.delete(id);
        else unlessUsed.add(id);
      }
    },
    end: (AccessKeyId) => {
      forgetKey(AccessKeyId);
      named.delete(AccessKeyId);
    },
    forget: (butOf) => {
      for (const id of notified.keys()) {
        const { key, user } = account.minted.get(id) ?? {};
        if (user && butOf.has(user.UserName)) continue;
        // A key that is to be retired may be the only one, and current.
        const isAlone = !user?.keys.some(({ AccessKeyId, Status }) => AccessKeyId !== id && Status === 'Active');
        const isReplacement = !retiring.has(id) && key !== undefined && (isAlone || isFetchable(account, key, 'AWSCURRENT'));
        if (key?.Status !== 'Active' || isReplacement) forgetKey(id);
      }
    },
  };
}

/** The day before which each Inactive key is not deleted, as notices named it to its owner. */
export type DeletionNotices = {
  /** Returns the latest day that was named since the key is Inactive; undefined if none. */
  dayOf: (AccessKeyId: string) => string | undefined;
  /** Call right after a notice was published. */
  note: () => void;
  /** Call when the key is deactivated or reactivated. */
  end: (AccessKeyId: string) => void;
};

/** The events by which an owner learns that a key is Inactive. */
const ends = ['superseded-done', 'in-the-way-done', 'unused-done', 'inactive-unmarked', 'inactive-waiting'];

export function deletionNotices(account: Account): DeletionNotices {
  const marked = [...account.users.values()].flatMap(({ tags }) => [...tags.values()]);
  const prefix = 'access-key-sweeper:inactive-since:';
  const days = new Map(
    marked
      .filter(({ Key, Value }) => Key.startsWith(prefix) && !Value.includes(' - '))
      .map(({ Key, Value }) => [Key.slice(prefix.length), Value.split(' ')[1] ?? '']),
  );
  let judged = account.history.length;
  return {
    dayOf: (id) => days.get(id),
    note: () => {
      // Who removes the sweeper's tags removes the day that the owner was told.
      const stripped = account.history.slice(judged).filter(({ operation }) => operation === 'person:strip-tags');
      for (const { UserName } of stripped)
        for (const id of days.keys()) if (account.minted.get(id)?.user.UserName === UserName) days.delete(id);
      judged = account.history.length;
      for (const { id, event, deleteOn } of keysInLatestNotice(account))
        if (ends.includes(event)) days.set(id, laterOf(deleteOn, days.get(id)));
    },
    end: (id) => days.delete(id),
  };
}

type KeyEvent = { event: string; id: string; deactivateOn: string; graceEnds: string; deleteOn: string };

function noteDays(told: readonly KeyEvent[], named: Map<string, NamedDays>): void {
  for (const { id, event, deactivateOn, graceEnds } of told) {
    if (event === 'withdrawn') named.delete(id);
    if (!events.includes(event) || !deactivateOn) continue;
    const before = named.get(id);
    named.set(id, { earliest: laterOf(deactivateOn, before?.earliest), latest: laterOf(graceEnds, before?.latest) });
  }
}

function laterOf(one: string, other = ''): string {
  return one > other ? one : other;
}

/** The keys that the latest notice names to their own user's owner, both in its text and for machines. */
function keysInLatestNotice({ published, minted }: Account): KeyEvent[] {
  const { Message = '{}', MessageStructure, attributes = {} } = published.at(-1) ?? {};
  // Alerts are plain text.
  if (MessageStructure !== 'json') return [];
  const { default: text = '' } = JSON.parse(Message) as { default?: string };
  return keysIn(Message)
    .filter(({ id }) => text.includes(id))
    .filter(({ id }) => minted.get(id)?.user.UserName === attributes.userName);
}

/** Returns the days on which, as the latest notice says, keys end or are deleted. */
export function daysToCome(account: Account): string[] {
  return keysInLatestNotice(account).flatMap(({ event, deactivateOn, graceEnds, deleteOn }) => {
    const days = events.includes(event) ? [deactivateOn, graceEnds] : ends.includes(event) ? [deleteOn] : [];
    return days.filter(Boolean);
  });
}

/** Returns the days of a key's end that the latest notice about it named. */
export function lastNamedDays({ published }: Account, AccessKeyId: string): string[] {
  const last = published.findLast(({ attributes, Message }) => attributes.userName !== undefined && Message.includes(AccessKeyId));
  const named = last ? keysIn(last.Message).find(({ id, event }) => id === AccessKeyId && events.includes(event)) : undefined;
  return [named?.deactivateOn, named?.graceEnds].filter((day) => day !== undefined && day !== '') as string[];
}

function keysIn(Message: string): KeyEvent[] {
  const { sqs = '{}' } = JSON.parse(Message) as { sqs?: string };
  return (JSON.parse(sqs) as { keys?: KeyEvent[] }).keys ?? [];
}
