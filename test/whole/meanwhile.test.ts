import { describe, expect, it } from 'vitest';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { rightBefore } from './meddle.ts';
import { digestOf, keysOf, type World, world, writes } from './world.ts';

const [oldId, newId] = ['AKIAALICEOLD00000001', 'AKIAALICENEW00000002'];
const lastUse = 'iam:GetAccessKeyLastUsed';
const tags = 'iam:ListUserTags';

/** Alice's old key ends today: by its age, its owner was told long ago, and nobody uses it. */
function ending(old: object = {}, more: object = {}): World {
  const AccessKeys = [
    { AccessKeyId: oldId, Status: 'Active', ageDays: 80, ...old },
    { AccessKeyId: newId, Status: 'Active', ageDays: 20 },
  ];
  const Tags = { [`access-key-sweeper:told-since:${oldId}`]: '2026-02-11T06:00:00Z 2026-02-21 2026-02-21 any' };
  const versions = [{ VersionId: `access-key-sweeper-${newId}`, AccessKeyId: newId, stages: ['AWSCURRENT'] }];
  const user = { UserName: 'alice', UserId: 'AIDAALICEEXAMPLE', AccessKeys, Tags, uses: 'none', ...more };
  return world([user], { secrets: [{ Name: 'iam-access-keys/alice', versions }] });
}

const gone = { Status: 'Inactive', ageDays: 95 };
const goneTags = { Tags: { [`access-key-sweeper:inactive-since:${oldId}`]: '2026-02-20T06:00:00Z' } };

/** A person tags alice after the sweep has read her tags, which is when it reads them again. */
function tagLater(one: World, word: string, Value: string, nth = 2): void {
  const user = one.account.users.get('alice');
  const tag = { Key: `access-key-sweeper:${word}`, Value };
  rightBefore(one.account, tags, () => user && changeByHand(one.account, user, { byHand: 'tag-user', tag }), nth);
}

describe('what a person wants after the sweep has looked', () => {
  const hold: [string, string] = ['hold-until', '2026-06-01'];

  it.each<[given: string, one: () => World, rule: string, tag: [string, string]]>([
    ['hold-until is set before a deactivation', ending, 'superseded-done', hold],
    ['exempt is set before a deactivation', ending, 'superseded-done', ['exempt', 'its vendor rotates it']],
    ['a mistyped profile is set before a deactivation', ending, 'superseded-done', ['profile', 'slwo']],
    ['hold-until is set before a deletion', () => ending(gone, goneTags), 'inactive-past-delete', hold],
    [
      'hold-until is set before a creation',
      () => world([{ UserName: 'alice', AccessKeys: [{ Status: 'Active', ageDays: 61 }] }]),
      'create',
      hold,
    ],
  ])('given %s, nothing of the user changes, and the next sweep leaves it alone', async (_, make, rule, [word, value]) => {
    const one = make();
    const before = keysOf(one).map(({ AccessKeyId, Status }) => ({ AccessKeyId, Status }));
    tagLater(one, word, value);
    const { error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided()).toContain(`alice ${rule} deferred`);
    expect(keysOf(one)).toMatchObject(before);
    expect(keysOf(one)).toHaveLength(before.length);
    one.pass(0, 70);
    await one.sweep();
    expect(
      one.decided().every((line) => line === 'alice exempt none'),
      one.decided().join(),
    ).toBe(true);
    expect(writes(one.account).filter((name) => /AccessKey$/.test(name))).toEqual([]);
  });
});

describe('marks that another sweep writes after this one has looked', () => {
  const now = '2026-03-03T06:00:00Z';

  it.each<[given: string, one: () => World, rule: string, mark: [word: string, value: string]]>([
    ['a later day was told before a deactivation', ending, 'superseded-done', ['told-since', `${now} 2026-04-20 2026-04-27 any`]],
    [
      'a later day was told before a deletion',
      () => ending(gone, goneTags),
      'inactive-past-delete',
      ['inactive-since', '2026-02-20T06:00:00Z 2026-04-20 ours'],
    ],
  ])('given %s, the key stays as it is, and so in the next sweep', async (_, make, rule, [word, value]) => {
    const one = make();
    const before = keysOf(one).map(({ AccessKeyId, Status }) => ({ AccessKeyId, Status }));
    tagLater(one, `${word}:${oldId}`, value);
    await one.sweep();
    expect(one.decided()).toContain(`alice ${rule} deferred`);
    expect(digestOf(one)).toContain('(the marks about the key changed after this sweep had looked at them)');
    expect(keysOf(one)).toMatchObject(before);
    one.pass(0, 70);
    await one.sweep();
    expect(keysOf(one)).toMatchObject(before);
    expect(keysOf(one)).toHaveLength(before.length);
  });
});

describe('a key that is used after the sweep has looked (G1)', () => {
  const useLater = (one: World, nth: number) => {
    const use = () => Object.assign(keysOf(one)[0] ?? {}, { lastUse: { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' } });
    rightBefore(one.account, lastUse, use, nth);
  };

  it('given it ends early because nobody used it, it stays, and the next sweep says that it is in use', async () => {
    const one = ending();
    useLater(one, 2);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done deferred');
    expect(keysOf(one)[0]).toMatchObject({ Status: 'Active' });
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-in-use none');
  });

  it('given its time is over in any case, it ends', async () => {
    const one = ending({ ageDays: 88 });
    useLater(one, 2);
    await one.sweep();
    expect(one.decided()).toContain('alice superseded-done done');
  });
});
