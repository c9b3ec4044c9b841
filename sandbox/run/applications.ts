import { max } from 'date-fns/max';
import { subMinutes } from 'date-fns/subMinutes';
import type { Account, Key, User } from '../account/account.ts';
import { keyIdIn } from '../account/key-id-in.ts';

/**
 * Lets every user's application use its key just before `moment`, as `uses` says. Called before each sweep:
 * an application that moves picks the newest key now and uses it from then on, so a replacement made by this
 * sweep is moved to one sweep later.
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
      used.lastUse = { at, service: 's3', region: 'us-east-1' };
    }
    if (next) user.inUse = next.AccessKeyId;
  }
}

/** Of the keys that a sweep made, an application can have only what could be fetched as current. */
function choose({ uses }: User, active: readonly Key[], stages: Map<string, Set<string>>): Key | undefined {
  const fetched = uses === 'oldest' ? ['AWSPREVIOUS', 'AWSCURRENT'] : ['AWSCURRENT'];
  const usable = active.filter(
    ({ isMinted, AccessKeyId }) => !isMinted || fetched.some((stage) => stages.get(AccessKeyId)?.has(stage)),
  );
  return uses === 'oldest' ? usable[0] : usable.at(-1);
}

/** The labels of each key that a secret holds. */
function stagesByKey({ secrets }: Account): Map<string, Set<string>> {
  const versions = [...secrets.values()].flatMap((secret) => [...secret.versions.values()]);
  return new Map(versions.map(({ SecretString, stages }) => [keyIdIn(SecretString), stages]));
}
