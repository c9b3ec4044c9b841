import type { Account, User } from '../../../sandbox/account/account.ts';

/** True if a person's tags keep sweeps from the user at that moment. */
export function isOnHold({ tags }: User, moment: Date): boolean {
  const hold = tags.get('access-key-sweeper:hold-until')?.Value;
  return tags.has('access-key-sweeper:exempt') || (hold !== undefined && new Date(hold) > moment);
}

/** Returns the dates in the account's tags that begin with `prefix`, by the key id that follows it. */
export function datesInTags({ users }: Account, prefix: string): Map<string, Date> {
  const tags = [...users.values()].flatMap((user) => [...user.tags.values()]);
  return new Map(
    tags
      .filter(({ Key }) => Key.startsWith(prefix))
      .map(({ Key, Value }) => [Key.slice(prefix.length), new Date(Value.split(' ')[0] ?? '')]),
  );
}
