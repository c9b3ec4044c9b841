import { max } from 'date-fns/max';
import { subMinutes } from 'date-fns/subMinutes';
import type { Account } from '../account/account.ts';
import { keyIdIn } from '../account/ids.ts';
import { recordUse } from '../account/key-uses.ts';
import type { Key, User } from '../account/user.ts';

/**
 * Makes the application of every user use its key ten minutes before `moment`, as the user's `uses` says. Call it
 * before each sweep: an application then uses the key that it chose the last time, and chooses the key for the next
 * time. So it moves to a replacement one sweep after the replacement was created.
 */
export function useKeys(account: Account, moment: Date): void {
  const stages = stagesByKey(account);
  for (const user of account.users.values()) {
    if (user.uses === undefined || user.uses === 'none') continue;
    const active = user.keys
      .filter(({ Status }) => Status === 'Active')
      .toSorted((a, b) => a.CreateDate.getTime() - b.CreateDate.getTime());
    const next = choose(user, active, stages);
    const used = active.find(({ AccessKeyId }) => AccessKeyId === user.inUse) ?? next;
    if (used) {
      // A key is not used before it is there.
      const at = max([subMinutes(moment, 10), used.CreateDate]);
      recordUse(account, used, { at, ...serviceOf(user) });
    }
    if (next) user.inUse = next.AccessKeyId;
  }
}

/** An application goes on calling the service that it called last. */
function serviceOf({ keys }: User): { service: string; region: string } {
  const uses = keys.flatMap(({ lastUse }) => (lastUse && lastUse.service !== 'sts' ? [lastUse] : []));
  const [last] = uses.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return { service: last?.service ?? 's3', region: last?.region ?? 'us-east-1' };
}

/**
 * Returns the key that an application chooses; undefined if there is none. An application cannot have a key created by
 * a sweep before it is AWSCURRENT in its secret.
 */
function choose({ uses }: User, active: readonly Key[], stages: Map<string, Set<string>>): Key | undefined {
  const fetched = uses === 'oldest' ? ['AWSPREVIOUS', 'AWSCURRENT'] : ['AWSCURRENT'];
  const usable = active.filter(
    ({ isMinted, AccessKeyId }) => !isMinted || fetched.some((stage) => stages.get(AccessKeyId)?.has(stage)),
  );
  return uses === 'oldest' ? usable[0] : usable.at(-1);
}

/** Returns the staging labels of every key in a secret, by key id. */
function stagesByKey({ secrets }: Account): Map<string, Set<string>> {
  const versions = [...secrets.values()].flatMap((secret) => [...secret.versions.values()]);
  return new Map(versions.map(({ SecretString, stages }) => [keyIdIn(SecretString), stages]));
}
