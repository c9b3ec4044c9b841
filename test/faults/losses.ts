import type { Account, Key, Secret } from '../../sandbox/account.ts';
import { keyIdIn } from '../../sandbox/key-id-in.ts';

/** What the account must not come to, whatever failed, in a sentence each; from what it was like before. */
export function lossesSince(memory: Memory, account: Account): string[] {
  return [
    ...lostSecrets(memory, account),
    ...brokenSecrets(account)
      .filter((name) => !memory.broken.has(name))
      .map((name) => `what ${name} holds as current does not authenticate`),
    ...[...memory.served]
      .filter((name) => !servedUsers(account).includes(name))
      .map((name) => `${name} has no Active key that anybody can hold`),
  ];
}

/** What must be known of an account before sweeps, to tell later what they have lost. */
export type Memory = { ids: ReadonlySet<string>; broken: ReadonlySet<string>; served: ReadonlySet<string> };

export function memoryOf(account: Account): Memory {
  return {
    ids: new Set(account.minted.keys()),
    broken: new Set(brokenSecrets(account)),
    served: new Set(servedUsers(account)),
  };
}

/** Keys that a sweep minted and that are there, but not in their user's secret. */
function lostSecrets({ ids }: Memory, account: Account): string[] {
  return [...account.minted.values()]
    .filter(({ key }) => !ids.has(key.AccessKeyId) && !key.listedUntil && !isStored(key, account))
    .map(({ key, user }) => `${key.AccessKeyId} of ${user.UserName} is nowhere stored`);
}

/** Secrets whose current value is no key that works. */
function brokenSecrets(account: Account): string[] {
  return [...account.secrets.values()]
    .filter((secret) => {
      const current = [...secret.versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
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
  return [...account.users.values()]
    .filter(({ keys }) =>
      keys.some((key) => key.Status === 'Active' && (!key.isMinted || isStored(key, account))),
    )
    .map(({ UserName }) => UserName);
}

function isStored(key: Key, { secrets }: Account): boolean {
  return [...secrets.values()].some((secret) => holds(secret, key));
}

/** Whether the very secret of the key is in a version that has a stage, so that it is there to stay. */
function holds({ versions, DeletedDate }: Secret, { AccessKeyId, SecretAccessKey }: Key): boolean {
  return (
    !DeletedDate &&
    [...versions.values()].some(({ SecretString, stages }) => {
      return (
        stages.size > 0 &&
        keyIdIn(SecretString) === AccessKeyId &&
        SecretString.includes(JSON.stringify(SecretAccessKey))
      );
    })
  );
}
