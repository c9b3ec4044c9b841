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
    const AccessKeys = [{ Status: 'Active', ageDays: 59, LastUsedDate: daysAgo(45.5) }];
    const one = world([{ UserName: 'alice', AccessKeys, uses: 'none' }], { config: { retireUnusedAfterDays: 45 } });
    await one.sweep();
    expect(one.decided()).toEqual(['alice fresh none']);
    one.pass(1);
    await one.sweep();
    expect(one.decided()).toEqual(['alice unused done']);
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
});
