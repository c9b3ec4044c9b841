import { differenceInMinutes } from 'date-fns/differenceInMinutes';
import type { Account, Call, Key } from '../../sandbox/account.ts';
import { keyIdIn } from '../../sandbox/key-id-in.ts';

/** Whether somebody has a key that a sweep made: it can be fetched, or an application uses it. */
export function isHeld(account: Account, key: Key): boolean {
  if (key.lastUse && key.lastUse.service !== 'sts') return true;
  const secret = secretOf(account, key);
  const labels = labelsOf(account, key);
  return !secret?.DeletedDate && (labels.has('AWSCURRENT') || labels.has('AWSPREVIOUS'));
}

export function labelsOf(account: Account, key: Key): ReadonlySet<string> {
  const versions = [...(secretOf(account, key)?.versions.values() ?? [])];
  return versions.find(({ SecretString }) => keyIdIn(SecretString) === key.AccessKeyId)?.stages ?? new Set();
}

/** The secret that holds the key. */
export function secretOf({ secrets }: Account, { AccessKeyId }: Key) {
  return [...secrets.values()].find(({ versions }) =>
    [...versions.values()].some(({ SecretString }) => keyIdIn(SecretString) === AccessKeyId),
  );
}

/**
 * Whether a person made the key within minutes of a creation of ours that broke off, and never used it: nothing in IAM
 * tells the two apart (docs/reliability.md).
 */
export function looksLikeOurs(
  { CreateDate, lastUse }: Key,
  { UserName = '' }: Call,
  { users }: Account,
): boolean {
  const tags = [...(users.get(UserName)?.tags ?? [])];
  return (
    lastUse === undefined &&
    tags.some(([name, { Value }]) => {
      const at = new Date(Value.split(' ')[0] ?? '');
      return name.includes(':creating:') && Math.abs(differenceInMinutes(at, CreateDate)) <= 15;
    })
  );
}
