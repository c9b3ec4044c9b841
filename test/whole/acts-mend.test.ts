import { describe, expect, it } from 'vitest';
import { denied, failNext, rightBefore } from './meddle.ts';
import { keysOf, secretOf, type World, world, writes } from './world.ts';

const [oldId, newId] = ['AKIAALICE00000000001', 'AKIAALICE00000000002'];
const Name = 'iam-access-keys/alice';
const idsOf = (one: World) => keysOf(one).map(({ AccessKeyId }) => AccessKeyId);
const versionOf = (AccessKeyId: string, ...stages: string[]) => {
  return { VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages };
};
const stagesOf = (one: World, id: string) => [...(secretOf(one)?.versions.get(`access-key-sweeper-${id}`)?.stages ?? [])];
const current = { AccessKeyId: newId, Status: 'Active', ageDays: 5 };
const due = { AccessKeyId: newId, Status: 'Active', ageDays: 65 };

describe('finishing what a sweep left', () => {
  /** A user with a key that an interrupted sweep left pending, and a younger one that is current. */
  function overtaken(pending: object = {}, other: object = current): World {
    const AccessKeys = [{ AccessKeyId: oldId, Status: 'Active', ageDays: 12, ...pending }, other];
    const versions = [versionOf(oldId, 'AWSPENDING'), versionOf(newId, 'AWSCURRENT')];
    return world([{ UserName: 'alice', AccessKeys, uses: 'none' }], { secrets: [{ Name, versions }] });
  }

  it.each([
    ['and nobody ever used the unfinished one, that one is deactivated (G3)', {}, current, 'Inactive'],
    ['and somebody used the unfinished one, that one stays', { LastUsedDate: '2026-03-02T06:00:00Z' }, current, 'Active'],
    ['but Inactive, the unfinished one stays', {}, { ...current, Status: 'Inactive' }, 'Active'],
  ])('given the key that is current is younger %s', async (_, pending, other, Status) => {
    const one = overtaken(pending, other);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished done');
    expect(keysOf(one)[0]).toMatchObject({ AccessKeyId: oldId, Status });
    expect({ old: stagesOf(one, oldId), new: stagesOf(one, newId) }).toEqual({ old: [], new: ['AWSCURRENT'] });
  });

  it('given somebody uses it after it was read, it stays as it is (G2)', async () => {
    const one = overtaken();
    const lastUse = { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' };
    rightBefore(one.account, 'iam:GetAccessKeyLastUsed', () => Object.assign(keysOf(one)[0] ?? {}, { lastUse }), 2);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished deferred');
    expect(idsOf(one)).toEqual([oldId, newId]);
    expect(stagesOf(one, oldId)).toEqual(['AWSPENDING']);
  });
});

it('given a deletion is deferred, the creation after it writes nothing', async () => {
  const Tags = { [`access-key-sweeper:inactive-since:${oldId}`]: '2026-02-20T06:00:00Z' };
  const AccessKeys = [{ AccessKeyId: oldId, Status: 'Inactive', ageDays: 100 }, due];
  const one = world([{ UserName: 'alice', AccessKeys, Tags, uses: 'newest' }]);
  rightBefore(one.account, 'iam:ListAccessKeys', () => Object.assign(keysOf(one)[0] ?? {}, { Status: 'Active' }), 2);
  await one.sweep();
  expect(one.decided()).toEqual(['alice inactive-past-delete deferred', 'alice create deferred']);
  expect(writes(one.account)).not.toContain('secretsmanager:CreateSecret');
});

describe('tidying up', () => {
  /** A user with a key that is due, and these tags. */
  const tagged = (Tags: object, ...others: object[]) => world([{ UserName: 'alice', AccessKeys: [...others, due], Tags, uses: 'newest' }]);
  const stale = { [`access-key-sweeper:inactive-since:${oldId}`]: '2026-02-20T06:00:00Z' };

  it('given a pending label, it is removed by the ARN of the secret, because another secret may take the name', async () => {
    const versions = [versionOf(newId, 'AWSCURRENT', 'AWSPENDING')];
    const one = world([{ UserName: 'alice', AccessKeys: [current] }], { secrets: [{ Name, versions }] });
    await one.sweep();
    const removal = one.account.history.find(({ RemoveFromVersionId }) => RemoveFromVersionId);
    expect(removal?.SecretId).toMatch(/^arn:/);
    expect(stagesOf(one, newId)).toEqual(['AWSCURRENT']);
  });

  it('given stale marks cannot be removed, nothing else is done, and the sweep fails', async () => {
    const one = tagged(stale);
    failNext(one.account, 'iam:UntagUser', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('Tidying up');
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
  });

  it('given stale marks cannot be removed before a deletion, that is deferred too', async () => {
    const told = { [`access-key-sweeper:told-since:${newId}`]: '2026-02-20T06:00:00Z' };
    const one = tagged({ ...stale, ...told }, { AccessKeyId: oldId, Status: 'Inactive', ageDays: 100 });
    failNext(one.account, 'iam:UntagUser', { error: denied });
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete deferred', 'alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:DeleteAccessKey');
  });

  it('given the mark of an earlier creation cannot be removed, no other creation begins', async () => {
    const one = tagged({ 'access-key-sweeper:creating:sweep-0': `2026-03-03T01:00:00Z ${newId}` });
    failNext(one.account, 'iam:UntagUser', { error: denied });
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
  });
});
