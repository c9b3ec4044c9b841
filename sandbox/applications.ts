import { subMinutes } from 'date-fns';
import type { Account, Key, User } from './account.ts';

/**
 * Lets every user's application use its key just before `moment`, as `uses` says. Called before each sweep:
 * an application that moves picks the newest key now and uses it from then on, so a replacement made by this
 * sweep is moved to one sweep later.
 */
export function useKeys(account: Account, moment: Date): void {
  const fetchable = currentKeyIds(account);
  for (const user of account.users.values()) {
    if (user.uses === undefined || user.uses === 'none') continue;
    const usable = user.keys
      .filter(
        ({ Status, isMinted, AccessKeyId }) =>
          Status === 'Active' && (!isMinted || fetchable.has(AccessKeyId)),
      )
      .toSorted((a, b) => a.CreateDate.getTime() - b.CreateDate.getTime());
    const used = usable.find(({ AccessKeyId }) => AccessKeyId === user.inUse) ?? choose(user, usable);
    if (used) used.lastUse = { at: latest(subMinutes(moment, 10), used), service: 's3', region: 'us-east-1' };
    const next = choose(user, usable);
    if (next) user.inUse = next.AccessKeyId;
  }
}

/** The keys that whoever reads the secrets gets: of the sweeper's keys, only those can be in use. */
function currentKeyIds({ secrets }: Account): Set<string> {
  const versions = [...secrets.values()].flatMap((secret) => [...secret.versions.values()]);
  return new Set(
    versions
      .filter(({ stages }) => stages.has('AWSCURRENT'))
      .map(({ SecretString }) => (JSON.parse(SecretString) as { AccessKeyId: string }).AccessKeyId),
  );
}

function choose({ uses }: User, active: readonly Key[]): Key | undefined {
  return uses === 'oldest' ? active[0] : active.at(-1);
}

/** A key is not used before it is there. */
function latest(moment: Date, { CreateDate }: Key): Date {
  return moment < CreateDate ? CreateDate : moment;
}
