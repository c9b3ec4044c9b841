import type { Account } from '../../../sandbox/account/account.ts';

/** What an account's marks of one kind say from the start, by key. */
export function marksIn({ users }: Account, prefix: string): Map<string, Date> {
  const tags = [...users.values()].flatMap((user) => [...user.tags.values()]);
  return new Map(
    tags
      .filter(({ Key }) => Key.startsWith(prefix))
      .map(({ Key, Value }) => [Key.slice(prefix.length), new Date(Value)]),
  );
}
