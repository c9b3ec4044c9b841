import type { Account } from '../../../sandbox/account/account.ts';
import { isFetchable } from './key-holders.ts';
import { marksIn } from './marks.ts';

/** Since when each key's owner is told that it was replaced, or is in the way. */
export type Told = {
  since: (AccessKeyId: string) => Date | undefined;
  /** Right after a notice was published. */
  note: (at: Date) => void;
  /** Its key was deactivated: whoever reactivates it begins anew. */
  end: (AccessKeyId: string) => void;
  /** After a sweep that looked at everything but these users: what is no longer so is forgotten. */
  forget: (butOf: ReadonlySet<string>) => void;
};

/** What tells an owner that a key goes, in the body for machines. */
const tellsOf = ['create', 'in-the-way', 'superseded-waiting', 'superseded-in-use'];

export function toldIn(account: Account): Told {
  const told = marksIn(account, 'access-key-sweeper:told-since:');
  const unlessUsed = new Set<string>();
  /** What comes only if the key is not used, was not told of a key that was. */
  const since = (id: string) => {
    const [at, use] = [told.get(id), account.minted.get(id)?.key.lastUse?.at];
    return at && unlessUsed.has(id) && use && use > at ? undefined : at;
  };
  return {
    since,
    note: (at) => {
      for (const { id, event } of toldOf(account)) {
        if (since(id)) continue;
        told.set(id, at);
        if (event === 'in-the-way') unlessUsed.add(id);
        else unlessUsed.delete(id);
      }
    },
    end: (AccessKeyId) => told.delete(AccessKeyId),
    forget: (butOf) => {
      for (const id of told.keys()) {
        const { key, user } = account.minted.get(id) ?? {};
        if (user && butOf.has(user.UserName)) continue;
        const isAlone = !user?.keys.some(
          ({ AccessKeyId, Status }) => AccessKeyId !== id && Status === 'Active',
        );
        if (key?.Status !== 'Active' || isAlone || isFetchable(account, key, 'AWSCURRENT')) told.delete(id);
      }
    },
  };
}

type Tell = { event: string; id: string };

/** The keys of which the latest notice tells their own user's owner that they go, in words too. */
function toldOf({ published, minted }: Account): Tell[] {
  const { Message = '{}', attributes = {} } = published.at(-1) ?? {};
  const { default: text = '', sqs = '{}' } = JSON.parse(Message) as { default?: string; sqs?: string };
  const { keys = [] } = JSON.parse(sqs) as { keys?: Tell[] };
  return keys
    .filter(({ event, id }) => tellsOf.includes(event) && text.includes(id))
    .filter(({ id }) => minted.get(id)?.user.UserName === attributes.userName);
}
