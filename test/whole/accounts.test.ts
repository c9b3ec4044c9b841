import { describe, expect, it } from 'vitest';
import { userOfAge, world, writes } from './world.ts';

describe('accounts as they are', () => {
  it('given user names with every character IAM allows, each gets a secret of its own', async () => {
    const names = [
      'a,b',
      'a.b',
      'a@b',
      'a+b',
      'a=b',
      'a_b',
      'svc-abcdef',
      'svc',
      'x'.repeat(64),
      'bob',
      'bobby',
    ];
    const { account, sweep } = world(
      names.map((name) => userOfAge(name, 61)),
      { config: { limits: { minimum: 20 } } },
    );
    const { error } = await sweep();
    expect(error).toBeUndefined();
    const stored = [...account.secrets.keys()].toSorted();
    expect(stored).toEqual(names.map((name) => `iam-access-keys/${name.replace(',', '/')}`).toSorted());
    for (const name of names) expect(account.users.get(name)?.keys).toHaveLength(2);
  });

  it('given paths other than /, only those in include.paths are swept', async () => {
    const { sweep, decided } = world(
      [
        userOfAge('ci', 61, { Path: '/ci/' }),
        userOfAge('deep', 61, { Path: '/ci/eu/' }),
        userOfAge('root', 61),
      ],
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
    expect(account.history.some(({ operation }) => operation === 'iam:CreateAccessKey')).toBe(false);
  });

  it('given two old keys that nobody uses, the older one goes and the younger one is rotated', async () => {
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
    expect(account.secrets.size).toBe(1);
    expect(user?.keys.filter(({ Status }) => Status === 'Active').length).toBeGreaterThan(0);
    expect(user?.keys.every(({ CreateDate }) => CreateDate > new Date('2026-03-03'))).toBe(true);
  });

  it('given 2,500 users over many short pages, every key is decided on', async () => {
    const users = Array.from({ length: 2_500 }, (_, i) => userOfAge(`user-${i}`, i % 59, { uses: 'none' }));
    users.push(userOfAge('zoe', 61));
    const { account, sweep, decided } = world(users);
    account.settings.pageSize = 37;
    const { report, error } = await sweep();
    expect(error).toBeUndefined();
    expect(report.counts.users).toBe(2_501);
    expect(decided()).toHaveLength(2_501);
    expect(decided()).toContain('zoe create done');
    expect(account.history.filter(({ operation }) => operation === 'iam:ListUsers').length).toBeGreaterThan(
      60,
    );
  });
});

describe('a wave', () => {
  it.each([
    ['all of one age', (_: number) => 75],
    ['of ages 0 to 1000', (i: number) => (i * 1000) / 399],
  ])('given 400 keys %s, the account converges under the default limits', async (_, ageOf) => {
    const { account, sweep, pass } = world(
      Array.from({ length: 400 }, (_, i) => userOfAge(`user-${i}`, ageOf(i))),
    );
    const initial = new Set(
      [...account.users.values()].flatMap(({ keys }) => keys).map(({ AccessKeyId }) => AccessKeyId),
    );
    const old = () =>
      [...account.users.values()]
        .flatMap(({ keys }) => keys)
        .filter(
          (key) =>
            initial.has(key.AccessKeyId) &&
            account.clock.now().getTime() - key.CreateDate.getTime() > 98 * 86_400_000,
        );
    let weeks = 0;
    const most = { created: 0, deactivated: 0, deleted: 0 };
    do {
      const { report, error } = await sweep();
      expect(error).toBeUndefined();
      const { create, deactivate, delete: deleted } = report.counts.actions;
      most.created = Math.max(most.created, create.done);
      most.deactivated = Math.max(most.deactivated, deactivate.done);
      most.deleted = Math.max(most.deleted, deleted.done);
      for (const { keys } of account.users.values())
        expect(keys.some(({ Status }) => Status === 'Active')).toBe(true);
      pass(7);
      weeks += 1;
    } while ((old().length > 0 || weeks < 8) && weeks < 40);
    console.info(
      `400 keys ${_}: no first key older than 98 days is left after ${weeks} weeks; at most ${JSON.stringify(most)} a sweep`,
    );
    expect(old()).toEqual([]);
    expect(most.created).toBeLessThanOrEqual(400);
  });
});
