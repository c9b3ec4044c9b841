import { describe, expect, it } from 'vitest';
import { keysOf, start, textsOf, type World, world } from './world.ts';

const daysAgo = (days: number) => new Date(start.getTime() - days * 86_400_000).toISOString();

describe('how long a key must look unused (G1)', () => {
  const [oldId, newId] = ['AKIAALICEOLD00000001', 'AKIAALICENEW00000002'];

  it('given a key in the way whose 90 days are just over, a use may show up late: it stays a day longer', async () => {
    const AccessKeys = [
      { AccessKeyId: oldId, Status: 'Active', ageDays: 300, LastUsedDate: daysAgo(3) },
      { AccessKeyId: newId, Status: 'Active', ageDays: 200, LastUsedDate: daysAgo(90.5) },
    ];
    const one = world([{ UserName: 'alice', AccessKeys, uses: 'none' }]);
    await one.sweep();
    expect(one.decided()).toEqual(['alice no-slot none', 'alice no-slot none']);
    one.pass(1);
    await one.sweep();
    expect(one.decided()).toEqual(['alice no-slot none', 'alice in-the-way none']);
  });

  it('given unused keys are retired, one whose days are just over stays a day longer', async () => {
    const AccessKeys = [{ Status: 'Active', ageDays: 64, LastUsedDate: daysAgo(45.5) }];
    const config = { unused: { action: 'retire' }, lateKeys: 'report', thresholds: { create: { from: 63 } } };
    const make = () => world([{ UserName: 'alice', AccessKeys, uses: 'none' }], { config });
    const early = make();
    await early.sweep();
    expect(early.decided()).toEqual(['alice create done']);
    const one = make();
    one.pass(0.5);
    await one.sweep();
    expect(one.decided()).toEqual(['alice unused-waiting none']);
  });
});

describe('two keys that a person made', () => {
  const [oldId, newId] = ['AKIAALICEOLD00000001', 'AKIAALICENEW00000002'];
  const key = (AccessKeyId: string, ageDays: number, used: number) => ({
    AccessKeyId,
    Status: 'Active',
    ageDays,
    LastUsedDate: daysAgo(used),
  });
  const statusOf = (one: World) => keysOf(one).map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);

  it('given a monthly job on the older one, and something on the younger each day, both stay (G1)', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [key(oldId, 200, 1), key(newId, 40, 0)], uses: 'newest' }]);
    for (let week = 0; week < 30; week++) {
      const [old] = keysOf(one);
      if (week % 5 === 0 && old) old.lastUse = { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' };
      await one.sweep();
      one.pass(7);
    }
    expect(statusOf(one)).toEqual([`${oldId} Active`, `${newId} Active`]);
  });

  it('given both were last used at the same moment and not since, the older one goes, and the younger one is replaced', async () => {
    const one = world([{ UserName: 'alice', AccessKeys: [key(oldId, 170, 40), key(newId, 97, 40)], uses: 'none' }]);
    const rules = new Set<string>();
    for (let week = 0; week < 26; week++) {
      await one.sweep();
      for (const line of one.decided()) rules.add(line);
      one.pass(7);
    }
    expect(rules).toContain('alice in-the-way none');
    expect(rules).toContain('alice in-the-way-done done');
    expect(rules).toContain('alice create done');
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).not.toContain(oldId);
  });
});

it('given three keys in use, nobody is told of two', async () => {
  const AccessKeys = [200, 100, 61].map((ageDays) => ({ Status: 'Active', ageDays, LastUsedDate: daysAgo(0) }));
  const one = world([{ UserName: 'alice', AccessKeys, uses: 'none' }]);
  const { report } = await one.sweep();
  expect(report.userResults.flatMap(({ results }) => results).map(({ decision }) => decision.reason)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('3 keys are in use, and none of them')),
  );
  expect(textsOf(one)).toContain('You use 3 access keys');
  expect(textsOf(one)).not.toMatch(/two (access )?keys/);
  expect(one.account.published[0]?.Subject).toBe('[sandbox] 3 access keys are in use, and none can be replaced (alice)');
});

it('given three keys that nobody uses, the owner of the oldest is not told of "your other key"', async () => {
  const AccessKeys = [300, 200, 100].map((ageDays) => ({ Status: 'Active', ageDays }));
  const one = world([{ UserName: 'alice', AccessKeys, uses: 'none' }]);
  await one.sweep();
  expect(one.decided()).toContain('alice in-the-way none');
  expect(textsOf(one)).toContain('the replacement of another key of yours needs');
});
