import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { denied, failNext, rightBefore } from './meddle.ts';
import { type World, world, writes } from './world.ts';

const [oldId, newId] = ['AKIAALICE00000000001', 'AKIAALICE00000000002'];
const name = 'iam-access-keys/alice';
const tagsOf = ({ account }: World) => [...(account.users.get('alice')?.tags.keys() ?? [])];
const keysOf = ({ account }: World) => account.users.get('alice')?.keys.map(({ AccessKeyId }) => AccessKeyId);
const stagesOf = ({ account }: World, id: string) => [
  ...(account.secrets.get(name)?.versions.get(`access-key-sweeper-${id}`)?.stages ?? []),
];
const version = (AccessKeyId: string, ...stages: string[]) => ({
  VersionId: `access-key-sweeper-${AccessKeyId}`,
  AccessKeyId,
  stages,
});

/** An Inactive key that is due for deletion, beside one that is due for replacement. */
function deletable(): World {
  const AccessKeys = [
    { AccessKeyId: oldId, Status: 'Inactive', ageDays: 100 },
    { AccessKeyId: newId, Status: 'Active', ageDays: 65 },
  ];
  const Tags = { [`access-key-sweeper:inactive-since:${oldId}`]: '2026-02-20T06:00:00Z' };
  return world([{ UserName: 'alice', AccessKeys, Tags, uses: 'newest' }]);
}

describe('finishing what a sweep left', () => {
  const lateLastUse = '2026-03-02T06:00:00Z';
  const current = { AccessKeyId: newId, Status: 'Active', ageDays: 5 };

  /** A key that an interrupted sweep left pending, and what else the user has by now. */
  function overtaken(more: object, ...others: object[]): World {
    const AccessKeys = [{ AccessKeyId: oldId, Status: 'Active', ageDays: 12, ...more }, ...others];
    const versions = [version(oldId, 'AWSPENDING'), version(newId, 'AWSCURRENT')];
    const user = { UserName: 'alice', AccessKeys, uses: 'none' };
    return world([user], { secrets: [{ Name: name, versions }] });
  }

  it.each([
    ['and nobody ever used the unfinished one, that one is deleted (G3)', [{}, current], [newId]],
    [
      'and somebody used the unfinished one, that one stays',
      [{ LastUsedDate: lateLastUse }, current],
      [oldId, newId],
    ],
    ['but Inactive, the unfinished one stays', [{}, { ...current, Status: 'Inactive' }], [oldId, newId]],
  ] as const)('given the key that is current is younger %s', async (_, [more, other], left) => {
    const one = overtaken(more, other);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished done');
    expect(keysOf(one)).toEqual(left);
    expect(stagesOf(one, newId)).toEqual(['AWSCURRENT']);
    expect(stagesOf(one, oldId)).toEqual([]);
  });

  it('given somebody uses it after the look, it stays as it is (G2)', async () => {
    const one = overtaken({}, current);
    const lastUse = { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' };
    const use = () => Object.assign(one.account.users.get('alice')?.keys[0] ?? {}, { lastUse });
    rightBefore(one.account, 'iam:GetAccessKeyLastUsed', use, 3);
    await one.sweep();
    expect(one.decided()).toContain('alice unfinished deferred');
    expect(keysOf(one)).toEqual([oldId, newId]);
    expect(stagesOf(one, oldId)).toEqual(['AWSPENDING']);
  });
});

describe('deleting a key', () => {
  it('given it is gone already, that is done, and its slot is used', async () => {
    const one = deletable();
    one.account.intercept = ({ operation }, serve) => {
      const answer = serve();
      if (operation !== 'iam:DeleteAccessKey') return answer;
      throw new ServiceError('NoSuchEntity', 404, 'The Access Key cannot be found.');
    };
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toEqual(['alice inactive-past-delete done', 'alice create done']);
    expect(keysOf(one)).toHaveLength(2);
    expect(tagsOf(one).filter((tag) => tag.includes('inactive-since'))).toEqual([]);
  });

  it('given it is deferred, the creation behind it writes nothing', async () => {
    const one = deletable();
    const reactivate = () =>
      Object.assign(one.account.users.get('alice')?.keys[0] ?? {}, { Status: 'Active' });
    rightBefore(one.account, 'iam:ListAccessKeys', reactivate, 2);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete deferred', 'alice create deferred']);
    expect(writes(one.account)).not.toContain('secretsmanager:CreateSecret');
  });
});

describe('tidying up', () => {
  it('given a pending label to take off, it goes by the ARN: another secret may take the name', async () => {
    const AccessKeys = [{ AccessKeyId: newId, Status: 'Active', ageDays: 5 }];
    const versions = [version(newId, 'AWSCURRENT', 'AWSPENDING')];
    const one = world([{ UserName: 'alice', AccessKeys }], { secrets: [{ Name: name, versions }] });
    await one.sweep();
    const removal = one.account.history.find(({ RemoveFromVersionId }) => RemoveFromVersionId);
    expect(removal?.SecretId).toMatch(/^arn:/);
    expect(stagesOf(one, newId)).toEqual(['AWSCURRENT']);
  });

  it('given marks that say nothing true cannot be removed, no act is done, and the sweep fails', async () => {
    const AccessKeys = [{ AccessKeyId: newId, Status: 'Active', ageDays: 65 }];
    const Tags = { [`access-key-sweeper:inactive-since:${oldId}`]: '2026-02-20T06:00:00Z' };
    const one = world([{ UserName: 'alice', AccessKeys, Tags, uses: 'newest' }]);
    failNext(one.account, 'iam:UntagUser', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('Tidying up');
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
  });

  it('given such marks cannot be removed before a deletion, that is not done either', async () => {
    const one = deletable();
    const Key = `access-key-sweeper:told-since:${newId}`;
    one.account.users.get('alice')?.tags.set(Key.toLowerCase(), { Key, Value: '2026-02-20T06:00:00Z' });
    failNext(one.account, 'iam:UntagUser', { error: denied });
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-past-delete deferred', 'alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:DeleteAccessKey');
  });

  it('given what a creation left cannot be removed, no other is begun', async () => {
    const AccessKeys = [{ AccessKeyId: newId, Status: 'Active', ageDays: 65 }];
    const Tags = { 'access-key-sweeper:creating:sweep-0': `2026-03-03T01:00:00Z ${newId}` };
    const one = world([{ UserName: 'alice', AccessKeys, Tags, uses: 'newest' }]);
    failNext(one.account, 'iam:UntagUser', { error: denied });
    await one.sweep();
    expect(one.decided()).toEqual(['alice create deferred']);
    expect(writes(one.account)).not.toContain('iam:CreateAccessKey');
  });
});
