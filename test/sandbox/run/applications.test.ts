import { addDays } from 'date-fns/addDays';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { useKeys } from '../../../sandbox/run/applications.ts';

const now = new Date('2026-03-03T06:00:00Z');
const id = (n: number) => `AKIA000000000000000${n}`;
const key = (n: number, more: object = {}) => ({ AccessKeyId: id(n), Status: 'Active', ageDays: 90 - n, ...more });
const version = (n: number, ...stages: string[]) => ({ VersionId: `access-key-sweeper-${id(n)}`, AccessKeyId: id(n), stages });

function accountWith(uses: string, AccessKeys: object[], ...versions: object[]): Account {
  const users = [{ UserName: 'alice', uses, AccessKeys }];
  const secrets = versions.length > 0 ? [{ Name: 'keys/alice', versions }] : [];
  return accountOf(parseAccount({ users, secrets }, 'a.json', now));
}

/** Which keys are used in the days before `day`, by number. */
function usedOn(account: Account, day: number): number[] {
  const moment = addDays(now, day);
  useKeys(account, moment);
  const keys = account.users.get('alice')?.keys ?? [];
  const fresh = keys.filter(({ lastUse }) => lastUse && moment.getTime() - lastUse.at.getTime() === 600_000);
  return fresh.map(({ AccessKeyId }) => Number(AccessKeyId.at(-1)));
}

/** Moves a label, as a later sweep does. */
function label(account: Account, n: number, ...stages: string[]): void {
  const found = account.secrets.get('keys/alice')?.versions.get(version(n).VersionId);
  if (found) found.stages = new Set(stages);
}

describe('the application of a user', () => {
  it.each([
    ['newest', [2]],
    ['oldest', [1]],
    ['none', []],
  ])('given it uses the %s key, that is used', (uses, used) => {
    expect(usedOn(accountWith(uses, [key(1), key(2)]), 1)).toEqual(used);
  });

  it('given a key that is not Active, it uses another', () => {
    const account = accountWith('oldest', [key(1, { Status: 'Inactive' }), key(2)]);
    expect(usedOn(account, 1)).toEqual([2]);
  });

  it('given a pending key, no application uses it', () => {
    const account = accountWith('newest', [key(1), key(2)], version(1, 'AWSCURRENT'), version(2, 'AWSPENDING'));
    expect(usedOn(account, 1)).toEqual([1]);
    expect(usedOn(account, 8)).toEqual([1]);
  });

  it('given a replacement, an application that moves does so one sweep later', () => {
    const account = accountWith('newest', [key(1), key(2)], version(1, 'AWSCURRENT'), version(2, 'AWSPENDING'));
    expect(usedOn(account, 1)).toEqual([1]);
    label(account, 1, 'AWSPREVIOUS');
    label(account, 2, 'AWSCURRENT');
    expect(usedOn(account, 8)).toEqual([1]);
    expect(usedOn(account, 15)).toEqual([2]);
  });

  it('given a replacement, an application that never moves stays, until its key is taken from it', () => {
    const account = accountWith('oldest', [key(1), key(2)], version(1, 'AWSPREVIOUS'), version(2, 'AWSCURRENT'));
    for (const day of [1, 8, 15]) expect(usedOn(account, day)).toEqual([1]);
    for (const one of account.users.get('alice')?.keys.slice(0, 1) ?? []) one.Status = 'Inactive';
    expect(usedOn(account, 22)).toEqual([2]);
  });

  it('given a key that is younger than ten minutes, it is not used before it was made', () => {
    const account = accountWith('newest', [key(1, { ageDays: 0 })]);
    useKeys(account, now);
    expect(account.minted.get(id(1))?.key.lastUse?.at).toEqual(now);
  });
});
