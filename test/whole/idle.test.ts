import { describe, expect, it } from 'vitest';
import { start, world } from './world.ts';

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
