import { describe, expect, it } from 'vitest';
import type { ManualChange } from '../../sandbox/faults/manual-change.ts';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { failNext, rightBefore } from './meddle.ts';
import { digestOf, keysOf, type World, world } from './world.ts';

const [oldId, spareId] = ['AKIAALICEOLD00EXAMPL', 'AKIAALICESPARE0EXAMP'];
const old = { AccessKeyId: oldId, Status: 'Active', ageDays: 89 };
const spare = { AccessKeyId: spareId, Status: 'Inactive', ageDays: 40 };

/** An account with alice, whose keys these are, and bob, whose key is replaced in the same sweep. */
const alice = (...AccessKeys: object[]) =>
  world([
    { UserName: 'alice', AccessKeys, uses: 'oldest' },
    { UserName: 'bob', AccessKeys: [{ Status: 'Active', ageDays: 61 }], uses: 'newest' },
  ]);

/** A person changes alice right before the nth call of an operation. */
function meddle(one: World, operation: string, changes: readonly ManualChange[], nth = 1): void {
  const user = one.account.users.get('alice');
  const change = () => {
    for (const each of changes) if (user) changeByHand(one.account, user, each);
  };
  rightBefore(one.account, operation, change, nth);
}

const deletion = (AccessKeyId: string): ManualChange => ({ byHand: 'delete-key', AccessKeyId });
const lastUse = 'iam:GetAccessKeyLastUsed';

describe('what is deleted while the sweep reads (G6)', () => {
  it('given a spare key is deleted, the user’s other key is decided on, with the slot that it left', async () => {
    const one = alice(old, spare);
    meddle(one, lastUse, [deletion(spareId)], 2);
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['alice create done', 'bob create done']);
  });

  it.each([
    ['the only key is deleted', [old], [deletion(oldId)], []],
    ['both keys are deleted', [old, spare], [deletion(oldId), deletion(spareId)], []],
    [
      'a key is deleted and another made',
      [old, spare],
      [deletion(oldId), { byHand: 'create-key' as const }],
      ['inactive-unmarked done', 'fresh none'],
    ],
  ])('given %s, nothing fails and nothing is made in vain', async (_, keys, changes, expected) => {
    const one = alice(...keys);
    meddle(one, lastUse, changes);
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided().filter((line) => line.startsWith('alice'))).toEqual(expected.map((line) => `alice ${line}`));
    expect(keysOf(one)).toHaveLength(expected.length);
  });

  it('given AWS goes on to list a key that it does not find, the user fails, is told and is tried again', async () => {
    const one = alice(old, spare);
    const error = new ServiceError('NoSuchEntity', 404, 'cannot be found');
    failNext(one.account, lastUse, { times: Number.POSITIVE_INFINITY, error });
    const { report } = await one.sweep();
    expect(report.failures.map(({ UserName }) => UserName)).toEqual(['alice', 'bob']);
    expect(report.failures[0]?.error.message).toContain(`AWS does not find ${oldId}`);
    expect(report.continued).toEqual(['alice', 'bob']);
  });

  it.each([
    ['its tags are read', 'iam:ListUserTags'],
    ['its keys are listed', 'iam:ListAccessKeys'],
    ['last use is read', lastUse],
  ])('given a forced user is deleted right before %s, the digest says that there is none, and nothing is retried', async (_, operation) => {
    const one = alice(old);
    meddle(one, operation, [{ byHand: 'delete-user' }]);
    const { report, error } = await one.sweep({ users: ['alice'], force: true });
    expect(error).toBeUndefined();
    expect(report).toMatchObject({ missing: ['alice'], continued: [], missedRotations: [] });
    expect(digestOf(one)).toMatch(/no such user.*\n+.*alice/);
  });

  it('given a forced user loses its newest key, the one that is left is replaced', async () => {
    const one = alice(old, { ...spare, Status: 'Active', ageDays: 3 });
    meddle(one, lastUse, [deletion(spareId)], 2);
    await one.sweep({ users: ['alice'], force: true });
    expect(one.decided()).toEqual(['alice create done']);
  });
});

describe('what is deleted while the sweep acts', () => {
  const replaced = [old, { AccessKeyId: spareId, Status: 'Active', ageDays: 29 }];
  const told = { [`access-key-sweeper:told-since:${oldId}`]: '2026-02-03T06:00:00Z 2026-02-25 2026-02-25 any' };

  it.each([
    ['the key itself', [deletion(oldId)], 'alice superseded-done deferred', ['alice']],
    ['the whole user', [{ byHand: 'delete-user' as const }], 'alice superseded-done none', []],
  ])(
    'given %s is deleted right before its deactivation, nothing fails, and only a user that is left is tried again',
    async (_, changes, expected, continued) => {
      const versions = [{ VersionId: `access-key-sweeper-${spareId}`, AccessKeyId: spareId, stages: ['AWSCURRENT'] }];
      const user = { UserName: 'alice', UserId: 'AIDAALICEEXAMPLE', AccessKeys: replaced, Tags: told, uses: 'newest' };
      const one = world([user], { secrets: [{ Name: 'iam-access-keys/alice', versions }] });
      meddle(one, 'iam:UpdateAccessKey', changes);
      const { report, error } = await one.sweep();
      expect(error).toBeUndefined();
      expect(one.decided()).toContain(expected);
      expect(report.continued).toEqual(continued);
    },
  );
});
