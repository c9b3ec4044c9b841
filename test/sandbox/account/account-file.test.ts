import { describe, expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { plainSubscribers } from '../../../sandbox/account/subscriptions.ts';

const now = new Date('2026-03-03T06:00:00Z');
const UserName = 'alice';
const key = { Status: 'Active', ageDays: 1 };

const accountWith = (...AccessKeys: object[]) => accountOf(parseAccount({ users: [{ UserName, AccessKeys }] }, 'a.json', now));

describe('an account file', () => {
  it('given only what is required, the rest has defaults', () => {
    const account = accountWith(key);
    expect(account.clock.now()).toEqual(now);
    expect(account.users.get(UserName)).toMatchObject({ Path: '/', tags: new Map() });
    expect(account.users.get(UserName)?.UserId).toMatch(/^AIDA\w{16}$/);
    expect(account.users.get(UserName)?.keys[0]).toMatchObject({
      AccessKeyId: expect.stringMatching(/^AKIA\w{16}$/),
      CreateDate: new Date('2026-03-02T06:00:00Z'),
    });
    expect(account.secrets.size, 'secrets').toBe(0);
    expect(account.subscriptions, 'subscriptions').toEqual(plainSubscribers(1));
  });

  it('given an age with a fraction, the key was created at that whole second', () => {
    const account = accountWith({ ...key, ageDays: 0.50001 });
    expect(account.users.get(UserName)?.keys[0]?.CreateDate).toEqual(new Date('2026-03-02T17:59:59Z'));
  });

  it('given more than two keys, each has its own id', () => {
    const account = accountWith(key, key, { ...key, AccessKeyId: 'AKIAAAAAAAAABEXAMPLE' }, key);
    const ids = account.users.get(UserName)?.keys.map(({ AccessKeyId }) => AccessKeyId);
    expect(new Set(ids).size, 'different ids').toBe(4);
  });
});
