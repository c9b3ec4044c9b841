import { expect, it } from 'vitest';
import { changeByHand } from '../../sandbox/faults/manual-changes.ts';
import { marked, news } from './told.ts';
import { keysOf, world } from './world.ts';

const thresholds = { create: { from: 110, to: 120 }, deactivate: { from: 200, to: 210 }, delete: { after: 210, inactiveFor: 6 } };

it.each([
  ['used once', true, '2026-07-11 - idle'],
  ['not used', false, '2026-05-22 - idle'],
])(
  'given a key that ends unless it is used, and a hold in which it is %s, its owner is told a new day only if it was used (G1)',
  async (_, isUsed, days) => {
    const AccessKeys = [130, 5].map((ageDays) => ({ Status: 'Active', ageDays }));
    const one = world([{ UserName: 'alice', AccessKeys, uses: 'newest' }], { config: { thresholds } });
    await one.sweep();
    expect(marked(one)).toBe('2026-05-22 - idle');
    const user = one.account.users.get('alice');
    if (user) changeByHand(one.account, user, { byHand: 'tag-user', tag: { Key: 'access-key-sweeper:hold-until', Value: '2026-04-20' } });
    one.pass(1);
    if (isUsed) Object.assign(keysOf(one)[0] ?? {}, { lastUse: { at: one.account.clock.now(), service: 's3', region: 'eu-west-1' } });
    for (let week = 0; week < 7; week++) {
      one.pass(7);
      await one.sweep();
    }
    // Unused for long enough again, and the day that was told has not come.
    expect(marked(one)).toBe(days);
    expect(news(one).at(-1)).toContain(days.slice(0, 10));
  },
);
