import { addMinutes } from 'date-fns/addMinutes';
import { nonceHashOf } from '../../../lib/read/nonce-hash.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import { type Secret, secretWithArn } from '../../../sandbox/account/secret.ts';
import type { User } from '../../../sandbox/account/user.ts';
import { pointedArn } from './tags.ts';

/** Follows who made each secret (G5): sweeps may store keys only in secrets that a sweep made, or that were the user's from the start. */
export type SecretMakers = {
  /** Returns what is wrong with a call that was served, in a sentence each. */
  wrongsOf: (call: Call) => string[];
  /** True if a sweep made the secret, or if it was the user's from the start, or if nothing tells it from such a one. */
  isOurs: (secret: Pick<Secret, 'ARN'>) => boolean;
  /** How many secrets of somebody else nothing tells from a sweep's (docs/security.md, "What remains"). */
  excepted: () => number;
};

/** A secret that a sweep made: when the intent was marked, and when the pointer was written. */
type Creation = { nonce: string; markedAt: Date; pointedAt?: Date };

export function secretMakers(account: Account): SecretMakers {
  const users = () => [...account.users.values()];
  const ours = new Set(
    [...account.secrets.values()].filter((secret) => users().some((user) => isOfUser(user, secret))).map(({ ARN }) => ARN),
  );
  const creations = new Map<string, Creation>();
  let excepted = 0;

  function noteCreation({ UserName = '', at }: Call): void {
    const made = [...account.secrets.values()].find(({ CreatedDate }) => CreatedDate.getTime() === at.getTime());
    const nonce = made && nonceOf(made);
    if (!nonce) return;
    const user = account.users.get(UserName);
    const mark = user && markWith(nonce, user);
    ours.add(made.ARN);
    creations.set(made.ARN, { nonce, markedAt: mark ? new Date(mark.slice(0, 24)) : at });
  }

  function notePointer({ UserName = '', at }: Call): void {
    const creation = creations.get(pointedArn(account.users.get(UserName) ?? { tags: new Map() }) ?? '');
    if (creation) creation.pointedAt ??= at;
  }

  /**
   * True if the secret was made again while its nonce could be read, its pointer was not written and the mark was not five
   * minutes old: nothing tells it from the one that the sweep made (docs/security.md).
   */
  function isExcepted(secret: Secret): boolean {
    const creation = [...creations.values()].find(({ nonce }) => nonce === nonceOf(secret));
    if (!creation) return false;
    const { markedAt, pointedAt } = creation;
    return secret.CreatedDate <= addMinutes(markedAt, 5) && (!pointedAt || secret.CreatedDate <= pointedAt);
  }

  return {
    isOurs: ({ ARN }) => ours.has(ARN),
    excepted: () => excepted,
    wrongsOf: (call) => {
      if (call.operation === 'secretsmanager:CreateSecret') noteCreation(call);
      if (call.operation === 'iam:TagUser') notePointer(call);
      if (call.operation !== 'secretsmanager:PutSecretValue') return [];
      const secret = secretWithArn(account.secrets, call.SecretId ?? '');
      if (!secret || ours.has(secret.ARN)) return [];
      if (!isExcepted(secret)) return ['G5 a new key was stored in a secret that no sweep made'];
      excepted += 1;
      ours.add(secret.ARN);
      return [];
    },
  };
}

/** True if the user's pointer names the secret, or if a mark has the hash of its nonce. */
function isOfUser(user: User, secret: Secret): boolean {
  const nonce = nonceOf(secret);
  return pointedArn(user) === secret.ARN || (nonce !== undefined && markWith(nonce, user) !== undefined);
}

/** Returns the value of the intent mark that has the hash of the nonce. */
function markWith(nonce: string, { tags }: User): string | undefined {
  return [...tags.values()].map(({ Value }) => Value).find((value) => value.includes(nonceHashOf(nonce)));
}

function nonceOf({ tags }: Secret): string | undefined {
  return tags.find(({ Key }) => Key === 'access-key-sweeper:nonce')?.Value;
}
