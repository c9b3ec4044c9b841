import { subDays } from 'date-fns/subDays';
import { describe, expect, it } from 'vitest';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { denied, failNext, rightBefore } from './meddle.ts';
import { digestOf, keysOf, start, tagsOf, userOfAge, world, writes } from './world.ts';

const throttled = new ServiceError('Throttling', 400, 'Rate exceeded');

/** A user whose old key was replaced and is due for deactivation; its owner was told weeks ago. */
async function superseded(uses: 'newest' | 'oldest' | 'none' = 'newest') {
  const one = world([userOfAge('alice', 62, { uses })]);
  await one.sweep();
  one.pass(14);
  await one.sweep();
  one.pass(7);
  one.account.history.length = 0;
  return one;
}

it('given an unused key that ends unless it is used, and is used, its owner is told again before it ends (G1)', async () => {
  const AccessKeys = [300, 1].map((ageDays) => ({ Status: 'Active', ageDays }));
  const one = world([{ UserName: 'alice', AccessKeys, uses: 'none' }]);
  const story: string[] = [];
  for (const days of [0, 14, 28, 7, 7]) {
    one.pass(days);
    const [old, young] = one.account.users.get('alice')?.keys ?? [];
    const usedAt = (daysAgo: number) => ({ at: subDays(one.account.clock.now(), daysAgo), service: 's3' });
    if (days === 14) Object.assign(old ?? {}, { lastUse: usedAt(13) });
    if (days > 0) Object.assign(young ?? {}, { lastUse: usedAt(1) });
    await one.sweep();
    const said = / (is|was) .* 2026-\d\d-\d\d/.exec(one.account.published.at(-2)?.Subject ?? '')?.[0];
    story.push(`${one.decided()[0]}:${said}`);
  }
  expect(story).toEqual([
    'alice in-the-way none: is unused; it is deactivated from 2026-03-13',
    // It was used, so a monthly job may use it again.
    'alice no-slot none:undefined',
    'alice superseded-waiting none: was replaced; move before 2026-04-24',
    'alice superseded-waiting none: was replaced; move before 2026-04-24',
    'alice superseded-done done: was deactivated; undo before 2026-05-04',
  ]);
});

describe('report mode', () => {
  it('given keys of every kind, it writes nothing but the digest', async () => {
    const { account, sweep, decided } = world(
      [
        userOfAge('alice', 61),
        { UserName: 'bob', AccessKeys: [{ Status: 'Inactive', ageDays: 200 }], Tags: { 'access-key-sweeper:told-since:X': 'x' } },
      ],
      { config: { mode: 'report' } },
    );
    await sweep();
    expect(decided()).toEqual(['alice create rehearsed', 'bob inactive-unmarked rehearsed']);
    expect(writes(account)).toEqual(['sns:Publish']);
    expect(account.published[0]?.attributes.event).toBe('digest');
    expect(account.published[0]?.Message).toContain('Would be done under mode enforce');
  });

  it('given a user moved from report to enforce mode late, the overlap is full all the same (G1)', async () => {
    const { account, sweep, pass } = world([userOfAge('alice', 85)]);
    await sweep();
    pass(7);
    await sweep();
    expect(writes(account)).not.toContain('iam:UpdateAccessKey');
  });
});

describe('G1 nobody is locked out', () => {
  it('given the notice cannot be published, the overlap does not begin, and the sweep fails', async () => {
    const one = world([userOfAge('alice', 75)]);
    failNext(one.account, 'sns:Publish', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('Publishing the notice');
    expect(tagsOf(one)).toEqual([]);
    one.pass(7);
    await one.sweep();
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given a person reactivates a deactivated key, a new overlap begins', async () => {
    const one = await superseded();
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done done');
    const [old] = one.account.users.get('alice')?.keys ?? [];
    if (old) old.Status = 'Active';
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-waiting none');
    expect(tagsOf(one)).toEqual([expect.stringContaining('told-since')]);
  });

  it('given a key disappears between the reading and the deactivation, that is deferred', async () => {
    const one = await superseded();
    rightBefore(one.account, 'iam:ListAccessKeys', () => one.account.users.get('alice')?.keys.pop(), 2);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done deferred');
    expect(writes(one.account)).not.toContain('iam:UpdateAccessKey');
  });

  it('given a key in use whose secret is scheduled for deletion, a key that a person created does not count as its replacement', async () => {
    const keys = [
      { AccessKeyId: 'AKIASTOREDLONGAGO001', Status: 'Active', ageDays: 88, LastUsedDate: '2026-03-02T06:00:00Z' },
      { AccessKeyId: 'AKIAMADEBYHAND000002', Status: 'Active', ageDays: 40, LastUsedDate: '2026-03-03T05:00:00Z' },
    ];
    const [id] = keys.map(({ AccessKeyId }) => AccessKeyId);
    const Tags = { [`access-key-sweeper:told-since:${id}`]: '2026-02-01T06:00:00Z' };
    const versions = [{ VersionId: `access-key-sweeper-${id}`, AccessKeyId: id, stages: ['AWSCURRENT'] }];
    const secrets = [{ Name: 'iam-access-keys/alice', versions }];
    const one = world([{ UserName: 'alice', Tags, AccessKeys: keys }], { secrets });
    const alice = one.account.users.get('alice');
    if (alice) changeByHand(one.account, alice, { byHand: 'delete-secret' });
    await one.sweep();
    expect(one.decided()).toContain('alice no-slot none');
    expect(alice?.keys.map(({ Status }) => Status)).toEqual(['Active', 'Active']);
  });
});

describe('G6 if in doubt, nothing is changed', () => {
  it('given its tags cannot be read, the user is left alone, the others are swept, and the sweep fails', async () => {
    const one = world([userOfAge('alice', 61), userOfAge('bob', 61)], { concurrency: 1 });
    failNext(one.account, 'iam:ListUserTags', { error: denied });
    const { error, report } = await one.sweep();
    expect(one.decided()).toEqual(['bob create done']);
    expect(error?.message).toMatch(/^1 thing failed in this sweep: alice: .*AccessDenied/);
    expect(report.counts).toMatchObject({ failures: 1 });
    expect(digestOf(one)).toContain('alice: ');
    expect(keysOf(one), 'keys of alice').toHaveLength(1);
  });

  it('given more failures than a log line should name, the error names twenty and hides its report from the log', async () => {
    const one = world([...Array(25).keys()].map((i) => userOfAge(`user-${i}`, 61)));
    failNext(one.account, 'iam:ListUserTags', { times: 25, error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toMatch(/^25 things failed in this sweep: user-\d+: .*; and 5 more$/);
    expect(Object.keys(error ?? {})).toEqual(['name']);
  });

  it('given IAM throttles a few calls, the SDK repeats them and the sweep is whole', async () => {
    const one = world([userOfAge('alice', 61)]);
    failNext(one.account, 'iam:ListUserTags', { times: 2, error: throttled });
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['alice create done']);
  });

  it('given a page of users cannot be read, those read before are swept and the sweep fails', async () => {
    const one = world([userOfAge('alice', 61), userOfAge('bob', 61)]);
    one.account.settings.pageSize = 1;
    failNext(one.account, 'iam:ListUsers', { skip: 1, error: denied });
    const { error } = await one.sweep();
    expect(one.decided()).toEqual(['alice create done']);
    expect(error?.message).toContain('ListUsers, after 1 users');
  });

  it('given a user is deleted before its tags are read, it is left out without a failure', async () => {
    const one = world([userOfAge('alice', 61), userOfAge('bob', 61)], { concurrency: 1 });
    rightBefore(one.account, 'iam:ListUserTags', () => one.account.users.delete('alice'));
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['bob create done']);
  });
});

describe('G7 a wrong config cannot act', () => {
  it('given the configuration of another account, nothing is read or touched', async () => {
    const { account, sweep } = world([userOfAge('alice', 61)], { config: { accountId: '999999999999' } });
    await expect(sweep()).rejects.toThrow('for account 999999999999, but this is 123456789012; nothing was touched');
    expect(account.history.map(({ operation }) => operation)).toEqual(['sts:GetCallerIdentity']);
  });
});

describe('G8 one sweep does only so much', () => {
  it('given more replacements due than the allowance, the most overdue come first', async () => {
    const ages = [...Array(25).keys()].map((i) => 60 + i);
    const one = world(
      ages.map((age) => userOfAge(`user-${age}`, age)),
      { config: { limits: { percent: 20, minimum: 3 } } },
    );
    const { report } = await one.sweep();
    expect(report.counts.actions.create).toMatchObject({ done: 5, deferred: 20 });
    expect(one.decided()).toContain('user-84 create done');
    expect(one.decided()).toContain('user-79 create deferred');
  });

  it('given many unused keys, few owners are told at once, and all in the end', async () => {
    const users = [...Array(25).keys()].map((i) => userOfAge(`user-${i + 10}`, 100, { uses: 'none' }));
    const one = world(users, { config: { unused: { action: 'retire' } } });
    const told = [];
    for (let week = 0; week < 14; week++) {
      await one.sweep();
      told.push(one.decided().filter((line) => line.endsWith('unused-waiting none')).length);
      one.pass(7);
    }
    expect(told.slice(0, 4)).toEqual([2, 4, 4, 4]);
    const ends = keysOf(one, 'user-10').map(({ Status }) => Status);
    expect(ends).toEqual(['Inactive']);
    expect(users.flatMap(({ UserName }) => keysOf(one, UserName)).filter(({ Status }) => Status === 'Inactive')).toHaveLength(24);
  });
});

describe('a run of named users', () => {
  it('given users are named, only they are looked at, and a name that no user has is told', async () => {
    const one = world([userOfAge('alice', 61), userOfAge('bob', 61)]);
    const { error } = await one.sweep({ users: ['bob', 'bobb'] });
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['bob create done']);
    expect(digestOf(one)).toContain('no such user (1)\n- bobb');
  });

  it('given a forced run, a young key is replaced now, and again only once there is a slot', async () => {
    const one = world([userOfAge('alice', 20)]);
    await one.sweep({ users: ['alice'], force: true });
    expect(one.decided()).toEqual(['alice create done']);
    await one.sweep({ users: ['alice'], force: true });
    expect(one.decided()).toEqual(['alice no-slot none', 'alice fresh none']);
    expect(tagsOf(one)).toEqual([]);
  });
});

describe('the digest', () => {
  it('given root has an access key, it warns', async () => {
    const one = world([]);
    one.account.settings.rootKeys = 1;
    await one.sweep();
    expect(digestOf(one)).toContain('root user has an access key');
  });

  it('given a quiet week, it has three lines', async () => {
    const one = world([userOfAge('alice', 20)]);
    await one.sweep();
    const lines = digestOf(one).split('\n');
    expect(lines, 'lines').toHaveLength(3);
    expect(lines[0]).toContain(start.toISOString());
  });
});
