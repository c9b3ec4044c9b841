import { describe, expect, it } from 'vitest';
import { denied } from './meddle.ts';
import { marked, news } from './told.ts';
import { digestOf, keysOf, secretOf, userOfAge, type World, world } from './world.ts';

const lower = { create: { from: 45, to: 53 }, deactivate: { from: 63, to: 70 }, delete: { after: 70, inactiveFor: 6 } };
const higher = { create: { from: 60, to: 70 }, deactivate: { from: 90, to: 100 }, delete: { after: 100, inactiveFor: 6 } };
const highest = { create: { from: 80, to: 87 }, deactivate: { from: 97, to: 107 }, delete: { after: 107, inactiveFor: 6 } };
const told = 'access-key-sweeper:told-since:';

/** A user that a sweep of 3 March gave a new key: the old one, used until the end or not, was 65 days old then. */
async function replaced(uses = 'newest', config: object = {}): Promise<World> {
  const one = world([userOfAge('alice', 65, { uses })], { config });
  await one.sweep();
  return one;
}

const isActive = (one: World) => keysOf(one)[0]?.Status === 'Active';

/** Sweeps in some weeks; returns the day on which the old key is deactivated. */
async function deactivatedOn(one: World, weeks = 8): Promise<string | undefined> {
  for (let week = 0; week < weeks; week++) {
    one.pass(7);
    await one.sweep();
    if (!isActive(one)) return one.account.clock.now().toISOString().slice(0, 10);
  }
  return undefined;
}

describe('a day that an owner was told', () => {
  it('given a replacement, the mark has the days of the notice', async () => {
    const one = await replaced();
    expect(news(one)).toEqual(['create 2026-03-18 2026-03-21']);
    expect(marked(one)).toBe('2026-03-18 2026-03-21 any');
    expect(await deactivatedOn(one)).toBe('2026-03-24');
  });

  it.each<[given: string, uses: string, day: string]>([
    ['nobody uses the key', 'newest', '2026-03-24'],
    ['the key is in use', 'oldest', '2026-03-24'],
  ])('given a deployment with lower thresholds and %s, it is kept (G1)', async (_, uses, day) => {
    const one = await replaced(uses);
    one.deploy({ thresholds: lower });
    expect(await deactivatedOn(one)).toBe(day);
  });

  it('given a key in use that was made late in the evening, the sweep of the day that its owner was told ends it', async () => {
    const AccessKeys = [{ Status: 'Active', CreateDate: '2025-12-31T23:00:00Z' }];
    const one = world([{ UserName: 'alice', uses: 'oldest', AccessKeys }]);
    await one.sweep();
    // The sweep of that day is 17 hours before the hour at which the key was made.
    expect(marked(one)).toBe('2026-03-21 2026-03-24 any');
    expect(await deactivatedOn(one)).toBe('2026-03-24');
  });

  it('given lower thresholds and a sweep each day, the key ends on that day', async () => {
    const one = await replaced();
    one.deploy({ thresholds: lower, everyDays: 1, deploy: { schedule: 'rate(1 day)' } });
    const days: string[] = [];
    for (let day = 0; day < 20 && isActive(one); day++) {
      one.pass(1);
      await one.sweep();
      if (!isActive(one)) days.push(one.account.clock.now().toISOString().slice(0, 10));
    }
    expect(days).toEqual(['2026-03-18']);
  });

  it('given a deployment with higher thresholds, the owner is told the later days, and they are kept when they are lowered again', async () => {
    const one = await replaced();
    one.deploy({ thresholds: higher, notices: { reminders: false } });
    one.pass(7);
    news(one);
    await one.sweep();
    expect(news(one)).toEqual(['superseded-waiting 2026-03-28 2026-03-31']);
    expect(marked(one)).toBe('2026-03-28 2026-03-31 any');
    one.deploy({});
    expect(await deactivatedOn(one)).toBe('2026-03-31');
  });

  it('given a profile that is set, it is kept, and given its later days, they are told', async () => {
    const one = await replaced('newest', { profiles: { lower, higher } });
    const setProfile = (Value: string) =>
      one.account.users.get('alice')?.tags.set('access-key-sweeper:profile', { Key: 'access-key-sweeper:profile', Value });
    setProfile('lower');
    one.pass(7);
    await one.sweep();
    expect({ isActive: isActive(one), marked: marked(one) }).toEqual({ isActive: true, marked: '2026-03-18 2026-03-21 any' });
    setProfile('higher');
    news(one);
    one.pass(7);
    await one.sweep();
    expect(news(one)).toEqual(['superseded-waiting 2026-03-28 2026-03-31']);
  });

  it('given a second stage that the user is handed to, it is kept', async () => {
    const one = await replaced();
    one.deploy({ thresholds: lower });
    one.deps.environment = 'second';
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toEqual(['alice other-deployment none', 'alice other-deployment none']);
    const pointer = one.account.users.get('alice')?.tags.get('access-key-sweeper:secret:arn');
    if (pointer) pointer.Value = pointer.Value.replace(/ \S+$/, ' second');
    expect(await deactivatedOn(one)).toBe('2026-03-24');
  });

  it.each<[given: string, weeks: number, days: string]>([
    ['short', 3, 'superseded-waiting 2026-03-18'],
    ['long', 6, 'superseded-waiting 2026-05-01'],
  ])(
    'given a %s time in report mode, the mark stays, and after two sweeps past the last day the owner is told anew',
    async (_, weeks, day) => {
      const one = await replaced();
      const before = marked(one);
      one.deploy({ mode: 'report' });
      for (let week = 0; week < weeks; week++) {
        one.pass(7);
        await one.sweep();
      }
      expect({ isActive: isActive(one), marked: marked(one) }).toEqual({ isActive: true, marked: before });
      one.deploy({});
      news(one);
      one.pass(7);
      await one.sweep();
      if (weeks < 6) expect(isActive(one)).toBe(false);
      else expect(news(one)[0]).toContain(day);
    },
  );

  it('given a hold past the last day, the mark stays and the owner is told a whole overlap before the key ends', async () => {
    const one = await replaced();
    const before = marked(one);
    const Key = 'access-key-sweeper:hold-until';
    one.account.users.get('alice')?.tags.set(Key, { Key, Value: '2026-04-20' });
    for (let week = 0; week < 6; week++) {
      one.pass(7);
      await one.sweep();
    }
    expect(marked(one)).toBe(before);
    news(one);
    one.pass(7);
    await one.sweep();
    expect(news(one)).toEqual(['superseded-waiting 2026-05-01 2026-05-01']);
    expect(await deactivatedOn(one)).toBe('2026-05-05');
  });

  it.each([
    ['that told the time rightly', '2026-03-03T06:00:09Z'],
    ['that was an hour ahead around midnight', '2026-03-18T00:59:59Z'],
    ['that was an hour behind around midnight', '2026-03-02T23:30:00Z'],
  ])('given a mark by a clock %s, the key does not end before midnight UTC of the day', async (_, toldAt) => {
    const one = await replaced('none');
    const at = (moment: string) => one.account.clock.set(new Date(moment));
    const tag = [...(one.account.users.get('alice')?.tags.values() ?? [])].find(({ Key }) => Key.startsWith(told));
    if (tag) tag.Value = `${toldAt} 2026-03-18 2026-03-21 any`;
    one.deploy({ thresholds: lower });
    at('2026-03-17T23:59:59Z');
    await one.sweep();
    expect(isActive(one)).toBe(true);
    at('2026-03-18T00:00:00Z');
    await one.sweep();
    // An owner who was told just now has the whole overlap.
    expect(isActive(one)).toBe(toldAt.startsWith('2026-03-18'));
  });

  it('given a forced replacement of a key that is not due, no day is named and none is marked', async () => {
    const one = world([userOfAge('alice', 20)]);
    await one.sweep({ users: ['alice'], force: true });
    expect({ news: news(one), marked: marked(one) }).toEqual({ news: ['create'], marked: undefined });
  });

  it('given a mark of the first version, the owner is told anew for a whole overlap', async () => {
    const one = await replaced();
    const tag = [...(one.account.users.get('alice')?.tags.values() ?? [])].find(({ Key }) => Key.startsWith(told));
    if (tag) tag.Value = '2026-03-03T06:00:00Z slow';
    one.pass(21);
    news(one);
    await one.sweep();
    expect(news(one)).toEqual(['superseded-waiting 2026-04-03 2026-04-03']);
    expect(await deactivatedOn(one)).toBe('2026-04-07');
  });
});

describe('a promise that no longer holds', () => {
  const events = (one: World) => news(one).filter((line) => line.startsWith('withdrawn'));

  it.each<[given: string, change: (one: World) => void]>([
    ['its replacement was deleted', (one) => one.account.users.get('alice')?.keys.splice(1)],
    ['its secret is scheduled for deletion', (one) => Object.assign(secretOf(one) ?? {}, { DeletedDate: one.account.clock.now() })],
    ['the thresholds are so high that it is not due', (one) => one.deploy({ thresholds: highest })],
  ])('given %s, the owner is told that the day is withdrawn, once', async (_, change) => {
    const one = await replaced();
    one.pass(7);
    change(one);
    // No new key is made, or the promise would be a new one.
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:CreateAccessKey') throw denied(operation);
      return serve();
    };
    news(one);
    await one.sweep();
    expect(events(one)).toEqual(['withdrawn 2026-03-18']);
    expect({ isActive: isActive(one), marked: marked(one) }).toEqual({ isActive: true, marked: undefined });
    one.pass(7);
    await one.sweep();
    expect(events(one)).toEqual([]);
  });

  it('given a replacement that was deleted and a new one, the owner is told a whole overlap before the end, and no day is withdrawn', async () => {
    const one = await replaced();
    one.pass(7);
    one.account.users.get('alice')?.keys.splice(1);
    news(one);
    await one.sweep();
    expect(news(one)).toEqual(['create 2026-03-20 2026-03-21']);
    expect(await deactivatedOn(one)).toBe('2026-03-24');
  });

  it('given the notice cannot be published, the mark stays and the owner is told later', async () => {
    const one = await replaced();
    one.pass(7);
    one.deploy({ thresholds: highest });
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'sns:Publish') throw denied(operation);
      return serve();
    };
    await one.sweep();
    expect(marked(one)).toBe('2026-03-18 2026-03-21 any');
    delete one.account.intercept;
    news(one);
    await one.sweep();
    expect(events(one)).toEqual(['withdrawn 2026-03-18']);
  });
});

describe('days that do not hold', () => {
  const inUse = (UserName: string, age: number) => userOfAge(UserName, age, { uses: 'oldest' });

  it('given replacements that fail or are deferred, neither digest nor notice names a day (case of the digest)', async () => {
    const one = world(
      Array.from({ length: 4 }, (_, n) => inUse(`u${n}`, 85 + n)),
      { config: { limits: { percent: 1, minimum: 2 } } },
    );
    await one.sweep();
    const lines = digestOf(one).match(/u\d, .*in use or not/g);
    expect(lines?.map((line) => line.slice(0, 2))).toEqual(['u2', 'u3']);
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:CreateAccessKey') throw denied(operation);
      return serve();
    };
    one.pass(7);
    await one.sweep();
    expect(digestOf(one).match(/u[01], .*in use or not/g)).toBeNull();
  });

  it('given tags that are removed each week, no day is named as certain', async () => {
    const one = await replaced('oldest');
    const texts: string[] = [];
    for (let week = 0; week < 5; week++) {
      one.pass(7);
      const tags = one.account.users.get('alice')?.tags;
      for (const key of tags?.keys() ?? []) if (key.startsWith(told)) tags?.delete(key);
      one.account.published.length = 0;
      await one.sweep();
      texts.push(...one.account.published.map(({ Message }) => (JSON.parse(Message) as { default: string }).default));
    }
    const late = texts.slice(4).join('\n');
    expect(late).toContain("unless somebody removes the sweeper's tags");
    expect(late).not.toMatch(/in use or not|move before|before \d{4}/i);
  });
});
