import type { Account } from '../../../sandbox/account/account.ts';
import { keyIdIn } from '../../../sandbox/account/ids.ts';
import type { Key, User } from '../../../sandbox/account/user.ts';
import { storedIds } from './stored-keys.ts';

/** What worked in an account before the sweeps: without it nothing tells what the sweeps broke. */
export type Before = { broken: ReadonlySet<string>; served: ReadonlySet<string> };

export function lookBefore(account: Account): Before {
  return { broken: new Set(brokenSecrets(account)), served: new Set(servedUsers(account)) };
}

/**
 * Returns the secrets whose current value stopped working since, and the users who lost their last key, in a sentence
 * each (G1).
 */
export function lockouts({ broken, served }: Before, account: Account): string[] {
  const still = new Set(servedUsers(account));
  return [
    ...brokenSecrets(account)
      .filter((name) => !broken.has(name))
      .map((name) => `G1 the current value of ${name} does not authenticate`),
    ...[...served]
      .filter((name) => account.users.has(name) && !still.has(name))
      .map((name) => `G1 ${name} has no Active key that anybody can hold`),
  ];
}

/** The secrets whose current value is no working key. */
function brokenSecrets(account: Account): string[] {
  return [...account.secrets.values()]
    .filter(({ versions }) => {
      const current = [...versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
      return current !== undefined && !isWorking(account.minted.get(keyIdIn(current.SecretString))?.key, account);
    })
    .map(({ Name }) => Name);
}

function isWorking(key: Key | undefined, { clock }: Account): boolean {
  return key?.Status === 'Active' && !key.listedUntil && key.worksFrom <= clock.now();
}

/** The users with an Active key that a person created, or that can be fetched. */
function servedUsers(account: Account): string[] {
  return [...account.users.values()].filter((user) => hasUsableKey(user, account)).map(({ UserName }) => UserName);
}

function hasUsableKey(user: User, account: Account): boolean {
  const active = user.keys.filter(({ Status }) => Status === 'Active');
  const stored = active.some(({ isMinted }) => isMinted) ? storedIds(account, user) : new Set();
  return active.some(({ isMinted, AccessKeyId }) => !isMinted || stored.has(AccessKeyId));
}
