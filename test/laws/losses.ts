import type { Account, Key, Secret } from '../../sandbox/account/account.ts';
import { keyIdIn } from '../../sandbox/account/ids.ts';

/** What must be known of an account before sweeps, to tell later what they have lost. */
export type Memory = { ids: ReadonlySet<string>; broken: ReadonlySet<string>; served: ReadonlySet<string> };

export function memoryOf(account: Account): Memory {
  return {
    ids: new Set(account.minted.keys()),
    broken: new Set(brokenSecrets(account)),
    served: new Set(servedUsers(account)),
  };
}

/** What the account must not come to, whatever failed, in a sentence each; from what it was like before. */
export function lossesSince(memory: Memory, account: Account): string[] {
  return [
    ...lostKeys(memory, account).map(({ AccessKeyId }) => `${AccessKeyId} is nowhere stored`),
    ...lockouts(memory, account),
  ];
}

/** Keys that a sweep minted and that are there, but not in their user's secret. */
export function lostKeys({ ids }: Pick<Memory, 'ids'>, account: Account): Key[] {
  const stored = storedIds(account);
  return [...account.users.values()]
    .flatMap(({ keys }) => keys)
    .filter(({ AccessKeyId }) => !ids.has(AccessKeyId) && !stored.has(AccessKeyId));
}

/** Secrets whose current value has ceased to work, and users who have lost their last key, in a sentence each. */
export function lockouts({ broken, served }: Memory, account: Account): string[] {
  const still = new Set(servedUsers(account));
  return [
    ...brokenSecrets(account)
      .filter((name) => !broken.has(name))
      .map((name) => `what ${name} holds as current does not authenticate`),
    ...[...served]
      .filter((name) => account.users.has(name) && !still.has(name))
      .map((name) => `${name} has no Active key that anybody can hold`),
  ];
}

/** Secrets whose current value is no key that works. */
function brokenSecrets(account: Account): string[] {
  return [...account.secrets.values()]
    .filter(({ versions }) => {
      const current = [...versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
      return (
        current !== undefined && !isWorking(account.minted.get(keyIdIn(current.SecretString))?.key, account)
      );
    })
    .map(({ Name }) => Name);
}

function isWorking(key: Key | undefined, { clock }: Account): boolean {
  return key?.Status === 'Active' && !key.listedUntil && key.worksFrom <= clock.now();
}

/** Users with an Active key that a person made, or that can be fetched. */
function servedUsers(account: Account): string[] {
  const stored = storedIds(account);
  return [...account.users.values()]
    .filter(({ keys }) =>
      keys.some((key) => key.Status === 'Active' && (!key.isMinted || stored.has(key.AccessKeyId))),
    )
    .map(({ UserName }) => UserName);
}

/** Keys whose very secret is in a version that has a stage, so that it is there to stay. */
export function storedIds(account: Pick<Account, 'secrets' | 'minted'>): Set<string> {
  const stored = storedVersions(account).filter(
    ({ secret, stages }) => !secret.DeletedDate && stages.size > 0,
  );
  return new Set(stored.map(({ id }) => id));
}

/** Every version that holds the very secret of a key, with that key's id. */
export function storedVersions({
  secrets,
  minted,
}: Pick<Account, 'secrets' | 'minted'>): { id: string; secret: Secret; stages: ReadonlySet<string> }[] {
  return [...secrets.values()].flatMap((secret) =>
    [...secret.versions.values()].flatMap(({ SecretString, stages }) => {
      const id = keyIdIn(SecretString);
      const value = minted.get(id)?.key.SecretAccessKey;
      return value && SecretString.includes(JSON.stringify(value)) ? [{ id, secret, stages }] : [];
    }),
  );
}
