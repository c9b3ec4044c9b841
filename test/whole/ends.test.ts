import { describe, expect, it } from 'vitest';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { denied, failNext } from './meddle.ts';
import { digestOf, keysOf, textsOf, type World, world, writes } from './world.ts';

const [oldId, newId] = ['AKIAALICEOLD00000001', 'AKIAALICENEW00000002'];
const versions = [{ VersionId: `access-key-sweeper-${newId}`, AccessKeyId: newId, stages: ['AWSCURRENT'] }];
const key = (AccessKeyId: string, Status: string, ageDays: number, more: object = {}) => ({ AccessKeyId, Status, ageDays, ...more });
const told = { [`access-key-sweeper:told-since:${oldId}`]: '2026-02-11T06:00:00Z 2026-02-21 2026-02-21 any' };

/** Alice's old key ends today. */
function ending(config: object = {}): World {
  const AccessKeys = [key(oldId, 'Active', 88), key(newId, 'Active', 20)];
  const user = { UserName: 'alice', AccessKeys, Tags: told, uses: 'newest' };
  return world([user], { secrets: [{ Name: 'iam-access-keys/alice', versions }], config });
}

/** Alice has an old key that is Inactive, and one that is due in some weeks. */
function inactive(ageDays: number, other = 48): World {
  const AccessKeys = [key(oldId, 'Inactive', ageDays), key(newId, 'Active', other)];
  return world([{ UserName: 'alice', AccessKeys, uses: 'newest' }], { secrets: [{ Name: 'iam-access-keys/alice', versions }] });
}

const markOf = ({ account }: World, id = oldId) =>
  account.users.get('alice')?.tags.get(`access-key-sweeper:inactive-since:${id.toLowerCase()}`)?.Value ??
  account.users.get('alice')?.tags.get(`access-key-sweeper:inactive-since:${id}`)?.Value;

/** Sweeps each week, and returns what each sweep did with the old key. */
async function weeks(one: World, count: number): Promise<string[]> {
  const done: string[] = [];
  for (let n = 0; n < count; n++) {
    const { report } = await one.sweep();
    const results = report.userResults.flatMap((user) => user.results);
    done.push(...one.decided().filter((_, at) => results[at]?.decision.key.AccessKeyId === oldId));
    one.pass(7);
  }
  return done;
}

const byHand = (one: World, Status: 'Active' | 'Inactive', id = oldId) => {
  const found = keysOf(one).find(({ AccessKeyId }) => AccessKeyId === id);
  if (found) found.Status = Status;
};

describe('the wait of an Inactive key (G2)', () => {
  it('given a deactivation, the owner is told a day, which is in the mark, and the key is not deleted before', async () => {
    const one = ending();
    await one.sweep();
    const [, day, kind] = markOf(one)?.split(' ') ?? [];
    expect({ day, kind }).toEqual({ day: '2026-03-09', kind: 'ours' });
    expect(textsOf(one)).toContain('It is not deleted before 2026-03-09');
  });

  it('given the notice of a deactivation cannot be published, the wait begins only once its owner was told', async () => {
    const one = ending();
    failNext(one.account, 'sns:Publish', { error: denied });
    const { error } = await one.sweep();
    expect(error?.message).toContain('AuthorizationError');
    expect(markOf(one)).toMatch(/ - ours$/);
    delete one.account.intercept;
    one.pass(30);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-unmarked done');
    expect(markOf(one)).toMatch(/ 2026-04-08 ours$/);
    expect(keysOf(one)).toHaveLength(2);
  });

  it('given a person makes the key Active again before its owner was told, a new overlap begins', async () => {
    const one = ending();
    failNext(one.account, 'sns:Publish', { error: denied });
    await one.sweep();
    delete one.account.intercept;
    byHand(one, 'Active');
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice in-the-way none');
    expect(keysOf(one)[0]).toMatchObject({ Status: 'Active' });
    expect(textsOf(one)).toContain('somebody made it Active again');
  });

  it('given a shorter wait is deployed, the day that its owner was told is kept', async () => {
    const long = { thresholds: { delete: { inactiveFor: 20 } } };
    const one = ending(long);
    await one.sweep();
    expect(markOf(one)).toMatch(/ 2026-03-23 ours$/);
    one.deploy({});
    one.pass(14);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-waiting none');
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-past-delete done');
  });

  it('given a longer wait is deployed, its owner is told the later day, also if reminders are off, and it is kept', async () => {
    const one = ending();
    await one.sweep();
    one.deploy({ thresholds: { delete: { inactiveFor: 20 } }, notices: { reminders: false } });
    one.pass(5);
    one.account.published.length = 0;
    await one.sweep();
    expect(markOf(one)).toMatch(/ 2026-03-23 ours$/);
    expect(textsOf(one)).toContain('2026-03-23');
    one.deploy({});
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-waiting none');
  });

  it.each<[what: string, before: object, after: object]>([
    ['a lower age is deployed', { thresholds: { delete: { after: 120 } } }, {}],
    ['a freeze is removed', { freezes: [{ from: '2026-03-09', to: '2026-04-30', reason: 'sales' }] }, {}],
  ])('given %s after its owner was told, no notice named a later day than that of its deletion', async (_, before, after) => {
    const one = ending(before);
    await one.sweep();
    one.deploy(after);
    for (let week = 0; week < 9; week++) {
      one.pass(7);
      const today = one.account.clock.now().toISOString().slice(0, 10);
      const named = [...textsOf(one).matchAll(/not deleted before (\d{4}-\d\d-\d\d)/g)].map(([, day]) => day ?? '');
      await one.sweep();
      if (one.decided().includes('alice inactive-past-delete done')) {
        expect(named.toSorted().at(-1)).toSatisfy((day: string) => day <= today);
        expect(textsOf(one)).not.toContain('is deleted from');
        return;
      }
    }
    throw new Error('It was not deleted');
  });

  it('given an orphan looks like a person’s key for a week, the day that its owner was told is kept', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [key(oldId, 'Active', 61)], uses: 'oldest' }]);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    delete one.account.intercept;
    one.pass(0, 70);
    await one.sweep();
    const orphan = keysOf(one)[1]?.AccessKeyId ?? '';
    const alice = one.account.users.get('alice');
    if (alice) changeByHand(one.account, alice, { byHand: 'make-secret', secret: { versions: [], Tags: {} } });
    one.pass(1);
    await one.sweep();
    const [, day = ''] = markOf(one, orphan)?.split(' ') ?? [];
    expect(day).toBe('2026-03-18');
    one.account.secrets.clear();
    one.pass(7);
    await one.sweep();
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).toContain(orphan);
    one.pass(7);
    await one.sweep();
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).not.toContain(orphan);
  });

  it('given a person deactivated the key, it waits for two sweeps', async () => {
    const one = inactive(120);
    expect(await weeks(one, 3)).toEqual(['alice inactive-unmarked done', 'alice inactive-waiting none', 'alice inactive-past-delete done']);
  });

  it('given somebody removes the mark, the wait begins anew', async () => {
    const one = inactive(120);
    await weeks(one, 2);
    for (const name of [...(one.account.users.get('alice')?.tags.keys() ?? [])]) {
      if (name.includes('inactive-since')) one.account.users.get('alice')?.tags.delete(name);
    }
    expect(await weeks(one, 3)).toEqual(['alice inactive-unmarked done', 'alice inactive-waiting none', 'alice inactive-past-delete done']);
  });
});

describe('an Inactive key in the way of a replacement', () => {
  it('given a young one, it is deleted when the other key is due and its wait is over', async () => {
    const one = inactive(30);
    expect(await weeks(one, 3)).toEqual(['alice inactive-unmarked done', 'alice inactive-waiting none', 'alice inactive-in-the-way done']);
    expect(one.decided()).toContain('alice create done');
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).not.toContain(oldId);
  });

  it('given a leaked key was replaced by force and deactivated, its slot is free when the new key is due, 60 days later', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [key(oldId, 'Active', 5)], uses: 'newest' }]);
    await one.sweep({ users: ['alice'], force: true });
    expect(one.decided()).toEqual(['alice create done']);
    byHand(one, 'Inactive');
    const rules = await weeks(one, 10);
    expect(rules[0]).toBe('alice inactive-unmarked done');
    expect(rules.at(-1)).toBe('alice inactive-in-the-way done');
    expect(keysOf(one)).toHaveLength(2);
    expect(digestOf(one)).not.toContain('no free slot');
  });

  it('given it was deactivated in the same sweep, owner and digest know it as Inactive', async () => {
    const AccessKeys = [key(oldId, 'Active', 88), key(newId, 'Active', 62)];
    const user = { UserName: 'alice', AccessKeys, Tags: told, uses: 'newest' };
    const one = world([user], { secrets: [{ Name: 'iam-access-keys/alice', versions }] });
    await one.sweep();
    expect(one.decided()).toEqual(['alice superseded-done done', 'alice no-slot none']);
    const text = textsOf(one);
    expect(text).toContain(`there is no free slot yet. ${oldId} is deleted on 2026-03-09 at the earliest.`);
    expect(text).toContain(`- alice, ${newId}: 62 days old; ${oldId} is deleted on 2026-03-09 at the earliest; replaced after that`);
    expect(text).not.toMatch(/If nobody needs|Needs a person/);
  });

  it('given three keys, one of which was deactivated or deleted, nobody is asked for what is done', async () => {
    const used = { LastUsedDate: '2026-03-03T00:00:00Z' };
    const spare = 'AKIAALICESPARE000003';
    const AccessKeys = [key(oldId, 'Active', 300, used), key(newId, 'Active', 200, used), key(spare, 'Active', 100)];
    const one = world([{ UserName: 'alice', AccessKeys }]);
    await one.sweep();
    expect(textsOf(one)).toContain(`Move everything to ${newId}.`);
    expect(digestOf(one)).toContain(`${newId}, 200 days old, last used on 2026-03-03 (service s3, region us-east-1), the one to move to;`);
    expect(textsOf(one)).not.toContain(`deactivate ${spare}`);
    one.pass(11);
    await one.sweep();
    expect(one.decided()).toContain('alice in-the-way-done done');
    expect(digestOf(one)).toContain(`${spare}, Inactive, 111 days old`);
    one.account.published.length = 0;
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-past-delete done');
    expect(textsOf(one)).toContain('You have 2 access keys');
    expect(textsOf(one).match(new RegExp(`${spare}, Inactive|delete-access-key.* ${spare}`, 'g'))).toBeNull();
  });

  it('given its wait is over and nothing needs its slot, its owner is told the day to come, and none that has passed', async () => {
    const one = inactive(10, 20);
    const told: string[] = [];
    for (let week = 0; week < 4; week++) {
      one.account.published.length = 0;
      await one.sweep();
      told.push(`${one.account.published[0]?.Subject}\n${textsOf(one)}`);
      one.pass(7);
    }
    expect(told[1]).toMatch(/it is not deleted before 2026-03-17 \(alice\)\n.*for 7 days at least.*before 2026-03-17, make/s);
    expect(told[3]).toMatch(
      /it is deleted from 2026-05-23 on, or before \(alice\)\n.*deleted from 2026-05-23 on, or before that if.*Until then it can.*before a sweep deletes it, make/s,
    );
    expect(told[3]).not.toContain('2026-03-17');
  });

  it('given it is made Active again right before the deletion, nothing is deleted', async () => {
    const one = inactive(30);
    await weeks(one, 2);
    let looks = 0;
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:ListAccessKeys' && ++looks === 2) byHand(one, 'Active');
      return serve();
    };
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-in-the-way deferred');
    expect(keysOf(one)).toHaveLength(2);
  });
});

describe('an orphan', () => {
  async function withOrphan(): Promise<World> {
    const one = world([{ UserName: 'alice', AccessKeys: [key(oldId, 'Active', 61)], uses: 'oldest' }]);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    delete one.account.intercept;
    one.pass(0, 70);
    await one.sweep();
    expect(one.decided()).toEqual(['alice orphan done', 'alice no-slot none']);
    return one;
  }

  it('given a use of an orphan shows up late, it is not deleted, and its owner is told', async () => {
    const one = await withOrphan();
    const [, orphan] = keysOf(one);
    Object.assign(orphan ?? {}, { lastUse: { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' } });
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-unmarked done');
    expect(textsOf(one)).toContain(`Access key ${orphan?.AccessKeyId}`);
    expect(keysOf(one)).toHaveLength(2);
  });

  it.each([
    [2, 'kept', 'alice inactive-waiting none'],
    [23, 'kept', 'alice inactive-waiting none'],
    [25, 'deleted', 'alice inactive-past-delete done'],
  ])('given a sweep %i hours after the deactivation, it is %s: AWS may show a use hours late', async (hours, _, decided) => {
    const one = await withOrphan();
    one.pass(hours / 24);
    await one.sweep();
    expect(one.decided()).toContain(decided);
  });

  it('given its use shows up right before the deletion, it is not deleted', async () => {
    const one = await withOrphan();
    one.pass(1);
    const [, orphan] = keysOf(one);
    let looks = 0;
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:GetAccessKeyLastUsed' && ++looks === 3)
        Object.assign(orphan ?? {}, { lastUse: { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' } });
      return serve();
    };
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-past-delete deferred');
    expect(keysOf(one)).toHaveLength(2);
  });

  it('given a person made it Active again, no sweep takes it', async () => {
    const one = await withOrphan();
    const [, orphan] = keysOf(one);
    byHand(one, 'Active', orphan?.AccessKeyId);
    await weeks(one, 2);
    expect(keysOf(one)[1]).toMatchObject({ AccessKeyId: orphan?.AccessKeyId, Status: 'Active' });
    expect(writes(one.account)).not.toContain('iam:DeleteAccessKey');
  });

  it('given its marks are removed, it is deleted as a key that a person deactivated', async () => {
    const one = await withOrphan();
    const tags = one.account.users.get('alice')?.tags;
    for (const name of tags?.keys() ?? []) if (/creating|inactive-since/.test(name)) tags?.delete(name);
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-unmarked done');
  });
});
