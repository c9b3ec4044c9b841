import { subDays } from 'date-fns/subDays';
import { describe, expect, it } from 'vitest';
import { userOfAge, world, writes } from './world.ts';

describe('unusual accounts', () => {
  it('given user names with every character IAM allows, each gets a secret of its own', async () => {
    const names = ['a,b', 'a.b', 'a@b', 'a+b', 'a=b', 'a_b', 'svc-abcdef', 'svc', 'x'.repeat(64), 'bob', 'bobby'];
    const { account, sweep } = world(
      names.map((name) => userOfAge(name, 61)),
      { config: { limits: { minimum: 20 } } },
    );
    const { error } = await sweep();
    expect(error).toBeUndefined();
    const stored = [...account.secrets.keys()].toSorted();
    expect(stored).toEqual(names.map((name) => `iam-access-keys/${name.replace(',', '/')}`).toSorted());
    for (const name of names) expect(account.users.get(name)?.keys, `keys of ${name}`).toHaveLength(2);
  });

  it('given paths other than /, only those in include.paths are swept', async () => {
    const { sweep, decided } = world(
      [userOfAge('ci', 61, { Path: '/ci/' }), userOfAge('deep', 61, { Path: '/ci/eu/' }), userOfAge('root', 61)],
      { config: { include: { paths: ['/ci/'] } } },
    );
    await sweep();
    expect(decided().toSorted()).toEqual(['ci create done', 'deep create done', 'root exempt none']);
  });

  it('given tags in another case, they count', async () => {
    const { account, sweep, decided } = world([
      userOfAge('alice', 61, { Tags: { 'Access-Key-Sweeper:Exempt': 'vendor' } }),
      userOfAge('bob', 61, { Tags: { 'ACCESS-KEY-SWEEPER:hold-until': '2026-04-01' } }),
    ]);
    await sweep();
    expect(decided()).toEqual(['alice exempt none', 'bob exempt none']);
    expect(writes(account)).toEqual(['sns:Publish']);
  });

  it('given three keys, an Expired key, two old Active keys and an Active beside an Inactive one', async () => {
    const { account, sweep, decided } = world([
      { UserName: 'expired', AccessKeys: [{ Status: 'Expired', ageDays: 200 }] },
      {
        UserName: 'mixed',
        AccessKeys: [
          { Status: 'Active', ageDays: 65 },
          { Status: 'Inactive', ageDays: 100 },
        ],
      },
      {
        UserName: 'three',
        AccessKeys: [
          { Status: 'Active', ageDays: 65 },
          { Status: 'Active', ageDays: 40 },
          { Status: 'Inactive', ageDays: 30 },
        ],
      },
      {
        UserName: 'two-used',
        AccessKeys: [
          { Status: 'Active', ageDays: 70, LastUsedDate: '2026-03-02T00:00:00Z' },
          { Status: 'Active', ageDays: 90, LastUsedDate: '2026-03-02T00:00:00Z' },
        ],
      },
      {
        UserName: 'two-idle',
        AccessKeys: [
          { Status: 'Active', ageDays: 400 },
          { Status: 'Active', ageDays: 300 },
        ],
      },
    ]);
    await sweep();
    expect(decided().toSorted()).toEqual([
      'expired unknown-status none',
      'mixed inactive-unmarked done',
      'mixed no-slot none',
      'three fresh none',
      'three inactive-unmarked done',
      'three no-slot none',
      'two-idle in-the-way none',
      'two-idle no-slot none',
      'two-used two-in-use none',
      'two-used two-in-use none',
    ]);
    expect(writes(account)).not.toContain('iam:CreateAccessKey');
  });

  it('given two old keys that nobody uses, the older one is deleted and the younger one rotated', async () => {
    const { account, sweep, pass } = world([
      {
        UserName: 'two-idle',
        AccessKeys: [
          { Status: 'Active', ageDays: 400 },
          { Status: 'Active', ageDays: 300 },
        ],
      },
    ]);
    for (let week = 0; week < 12; week++) {
      await sweep();
      pass(7);
    }
    const user = account.users.get('two-idle');
    expect([...account.secrets.keys()]).toEqual(['iam-access-keys/two-idle']);
    expect(user?.keys.map(({ Status }) => Status)).toContain('Active');
    expect(user?.keys.filter(({ CreateDate }) => CreateDate <= new Date('2026-03-03'))).toEqual([]);
  });

  it('given 600 users over many short pages, every key is decided on', async () => {
    const users = Array.from({ length: 600 }, (_, i) => userOfAge(`user-${i}`, i % 59, { uses: 'none' }));
    users.push(userOfAge('zoe', 61));
    const { account, sweep, decided } = world(users);
    account.settings.pageSize = 9;
    const { report, error } = await sweep();
    expect(error).toBeUndefined();
    expect({ users: report.counts.users, decisions: decided().length }).toEqual({ users: 601, decisions: 601 });
    expect(decided()).toContain('zoe create done');
    const pages = account.history.filter(({ operation }) => operation === 'iam:ListUsers').length;
    expect(pages, 'pages of users').toBeGreaterThan(60);
  });
});

describe('many keys due at once', () => {
  it.each([
    ['all of one age', () => 75],
    ['of ages 0 to 1000', (i: number) => (i * 1000) / 99],
  ])('given 100 keys %s, all are rotated in time, half of the keys a sweep at most', async (_, ageOf) => {
    const one = world(Array.from({ length: 100 }, (_, i) => userOfAge(`user-${i}`, ageOf(i))));
    const allKeys = () => [...one.account.users.values()].flatMap(({ keys }) => keys);
    const initial = new Set(allKeys().map(({ AccessKeyId }) => AccessKeyId));
    const lateIds = () =>
      allKeys()
        .filter(({ CreateDate }) => CreateDate < subDays(one.account.clock.now(), 98))
        .map(({ AccessKeyId }) => AccessKeyId)
        .filter((id) => initial.has(id));
    for (let week = 0; week < 8 || (week < 40 && lateIds().length > 0); week++) {
      const { report, error } = await one.sweep();
      expect(error).toBeUndefined();
      const { create, deactivate, delete: deletion } = report.counts.actions;
      const most = Math.max(create.done, deactivate.done, deletion.done);
      expect(most, `acts of one kind in week ${week}`).toBeLessThanOrEqual(report.counts.keys / 2);
      const locked = [...one.account.users.values()].filter(({ keys }) => keys.every(({ Status }) => Status !== 'Active'));
      expect(locked, `users without an Active key in week ${week}`).toEqual([]);
      one.pass(7);
    }
    expect(lateIds()).toEqual([]);
  });
});
