import type { Account } from '../../sandbox/account/account.ts';
import { keyIdIn } from '../../sandbox/account/ids.ts';
import type { Secret } from '../../sandbox/account/secret.ts';

export type Watch = { moments: number; broken: string[] };

/**
 * Checks after every call whether each secret's current key authenticates, and records where it does not. The first
 * version of a secret is left out until its key works, because nobody could read the secret before.
 */
export function watchCurrent(account: Account): Watch {
  const watch: Watch = { moments: 0, broken: [] };
  account.intercept = ({ operation }, serve) => {
    const answer = serve();
    for (const secret of account.secrets.values()) {
      watch.moments += 1;
      if (!isCurrentWorking(secret, account)) watch.broken.push(`${secret.Name} after ${operation}`);
    }
    return answer;
  };
  return watch;
}

function isCurrentWorking({ versions }: Secret, account: Account): boolean {
  const current = [...versions.values()].find(({ stages }) => stages.has('AWSCURRENT'));
  if (!current) return true;
  const key = account.minted.get(keyIdIn(current.SecretString))?.key;
  if (key?.Status !== 'Active' || key.listedUntil) return false;
  return versions.size === 1 || key.worksFrom <= account.clock.now();
}
