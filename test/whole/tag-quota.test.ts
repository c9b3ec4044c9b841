import { describe, expect, it } from 'vitest';
import { digestOf, keysOf, secretOf, textsOf, userOfAge, world, writes } from './world.ts';

const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`team:tag${n}`, 'v']));

describe('a user with almost as many tags as IAM allows', () => {
  it.each([44, 45, 46, 47])('given %i tags, its key is replaced, deactivated and deleted without a failure', async (count) => {
    const one = world([userOfAge('alice', 63, { Tags: tags(count) })]);
    const [old] = keysOf(one);
    for (let week = 0; week < 6; week++) {
      expect((await one.sweep()).error, `week ${week}`).toBeUndefined();
      one.pass(7);
    }
    expect(keysOf(one)).toHaveLength(1);
    expect(keysOf(one)[0]?.AccessKeyId).not.toBe(old?.AccessKeyId);
  });

  it.each([48, 49, 50])('given %i tags, nothing is made, nothing fails, and a person is told what to do', async (count) => {
    const one = world([userOfAge('alice', 63, { Tags: tags(count) })]);
    for (let week = 0; week < 3; week++) {
      expect((await one.sweep()).error, `week ${week}`).toBeUndefined();
      one.pass(7);
    }
    expect(keysOf(one)).toHaveLength(1);
    expect(secretOf(one)).toBeUndefined();
    expect(digestOf(one)).toContain(`no room for 3 tags of the sweeper: ${count} of 50`);
    expect(textsOf(one)).toContain('aws iam untag-user --user-name="alice" --tag-keys "<key>"');
  });

  it('given 50 tags and an Inactive key, it is not marked, nothing fails, and once there is room it ends as ever', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [{ Status: 'Inactive', ageDays: 120 }], Tags: tags(50), uses: 'none' }]);
    expect((await one.sweep()).error).toBeUndefined();
    expect(writes(one.account).filter((name) => name.startsWith('iam:'))).toEqual([]);
    expect(digestOf(one)).toContain('Needs a person: no room for a tag of the sweeper (1)');
    expect(textsOf(one)).toMatch(/is left as it is, because the user has no room|was left as it is, because the user has no room/);
    one.account.users.get('alice')?.tags.delete('team:tag0');
    for (let week = 0; week < 3; week++) {
      one.pass(7);
      expect((await one.sweep()).error, `week ${week}`).toBeUndefined();
    }
    expect(keysOf(one)).toEqual([]);
  });

  it('given 48 tags and a young Inactive key, nobody is told that this key goes by itself, or that a slot is all that lacks', async () => {
    const AccessKeys = [
      { Status: 'Inactive', ageDays: 20 },
      { Status: 'Active', ageDays: 65 },
    ];
    const one = world([{ UserName: 'alice', AccessKeys, Tags: tags(48), uses: 'newest' }]);
    for (let week = 0; week < 5; week++) {
      await one.sweep();
      one.pass(7);
    }
    expect(keysOf(one)).toHaveLength(2);
    expect(one.decided()).toContain('alice no-slot none');
    expect(digestOf(one)).toContain('Needs a person: no replacement can be made, stored or made current (1)');
    expect(digestOf(one)).not.toContain('no free slot for a replacement (');
    expect(textsOf(one)).toContain('no room for 3 tags of the sweeper: 48 of 50');
    expect(textsOf(one)).not.toMatch(/by itself from|a slot is free/);
  });

  // Keys of one user share the room; a Service Quotas increase allows a third key.
  const idle = { Status: 'Inactive', ageDays: 95 };
  const ended = { Status: 'Inactive', ageDays: 40 };
  const due = { Status: 'Active', ageDays: 70 };
  it.each<[keys: string, AccessKeys: object[]]>([
    ['two Inactive ones', [idle, ended]],
    ['an Inactive and an unused one', [ended, due]],
    ['three Inactive ones', [idle, ended, ended]],
    ['two Inactive ones and a due one', [idle, ended, { ...due, LastUsedDate: '2026-03-02T00:00:00Z' }]],
    ['an Inactive one and two of which the older is in the way', [ended, { ...due, ageDays: 200 }, due]],
  ])(
    'given keys (%s), at each number of tags what fits is done, the rest is left to a person, and nothing fails',
    async (_, AccessKeys) => {
      for (let count = 43; count <= 50; count++) {
        const one = world([{ UserName: 'alice', Tags: tags(count), AccessKeys, uses: 'oldest' }], {
          config: { unused: { action: 'retire' } },
        });
        for (let week = 0; week < 8; week++) {
          expect((await one.sweep()).error, `${count} tags, week ${week}`).toBeUndefined();
          one.pass(7);
        }
      }
    },
  );

  it('given 49 tags and two Inactive keys, the day of the first is told and holds, and the second waits for room', async () => {
    const one = world([{ UserName: 'alice', Tags: tags(49), AccessKeys: [idle, ended], uses: 'none' }]);
    expect((await one.sweep()).report.userResults[0]?.results.map(({ outcome }) => outcome)).toEqual(['done', 'none']);
    expect(digestOf(one)).toContain("no room for a tag of the sweeper: 49 of 50, and the user's other keys need 1; remove some");
    one.pass(14);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-past-delete done');
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toEqual(['alice inactive-unmarked done']);
  });

  it.each([1, 2, 3])(
    'given somebody fills the tags up after %i sweeps, nothing fails, and the old key ends once there is room',
    async (sweeps) => {
      const one = world([userOfAge('alice', 63)]);
      const alice = one.account.users.get('alice');
      let isFull = false;
      for (let week = 0; week < 8; week++) {
        if (week === sweeps) {
          isFull = true;
          for (let n = 0; (alice?.tags.size ?? 50) < 50; n++) alice?.tags.set(`team:more${n}`, { Key: `team:more${n}`, Value: 'v' });
        }
        if (week === sweeps + 2)
          for (const key of [...(alice?.tags.keys() ?? [])].filter((each) => each.includes('more'))) alice?.tags.delete(key);
        expect((await one.sweep()).error, `week ${week}`).toBeUndefined();
        one.pass(7);
      }
      expect(isFull).toBe(true);
      expect(keysOf(one)).toHaveLength(1);
    },
  );

  it('given the mark that its owner was told is gone and there is no room for it, nobody is told, and nothing fails', async () => {
    const one = world([userOfAge('alice', 63)]);
    await one.sweep();
    const alice = one.account.users.get('alice');
    for (const key of [...(alice?.tags.keys() ?? [])].filter((each) => each.includes('told-since'))) alice?.tags.delete(key);
    for (let n = 0; (alice?.tags.size ?? 50) < 50; n++) alice?.tags.set(`team:more${n}`, { Key: `team:more${n}`, Value: 'v' });
    one.pass(7);
    expect((await one.sweep()).error).toBeUndefined();
    expect(one.decided()).toContain('alice superseded-waiting none');
    expect(digestOf(one)).toContain('Needs a person: no room for a tag of the sweeper (1)');
  });

  it('given an act fails, it is named by what it does to the key', async () => {
    const one = world([userOfAge('alice', 63)]);
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:CreateAccessKey') throw new Error('broken');
      return serve();
    };
    const { report } = await one.sweep();
    expect(report.failures.map(({ error }) => error.message).join()).toContain(`To replace ${keysOf(one)[0]?.AccessKeyId}`);
  });
});
