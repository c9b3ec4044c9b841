import { expect, it } from 'vitest';
import {
  aUser,
  decisionOf,
  first,
  inactive,
  type Moment,
  type Overrides,
  second,
  third,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

const pair = withKeys(70, 7);
const told = (at: Moment) => ({ ...pair, current: second, told: { [first]: at } });
const waiting = `replaced by ${second}; deactivated from 2026-12-04 on;`;
const retire: Overrides = { unused: { action: 'retire' } };
const report: Overrides = { lateKeys: 'report' };
const used = (at: number) => ({ used: { [first]: at, [second]: at } });
const off = withKeys(inactive(0));
const pending = { stages: { [first]: ['AWSPENDING'] } };

it.each<[given: string, reason: string, user: UserSketch, overrides?: Overrides]>([
  ['a fresh key', '30 days old, due for replacement from day 60', withKeys(30)],
  [
    'a fresh key that was replaced',
    `30 days old, replaced by ${second}; not deactivated before 2027-01-13`,
    { ...withKeys(30, 1), current: second },
  ],
  ['a due key', '60 days old, due for replacement from day 60', withKeys(60)],
  ['a key on its last day before it is late', '70 days old, due for replacement from day 60', withKeys(70)],
  ['a late key', '71 days old, late: due for replacement from day 60 to 70', withKeys(71)],
  ['a forced young key', '59 days old; a person asked to rotate this user now', { ...withKeys(59), forced: true }],
  ['a forced due key', '60 days old, due for replacement from day 60', { ...withKeys(60), forced: true }],
  ['a late key that is only reported', '71 days old, past 70, and late keys are only reported (lateKeys)', withKeys(71), report],
  ['an owner told 23 hours ago', `${waiting} its owner was told today`, told({ hours: 23 })],
  ['an owner told a day ago', `${waiting} its owner was told 1 day ago`, told(1)],
  ['an owner told two days ago', `${waiting} its owner was told 2 days ago`, told(2)],
  ['an owner told by a clock ahead', `${waiting} its owner was told today`, told({ minutes: -59 })],
  ['an owner not told yet', `replaced by ${second}; deactivated from day 80; its owner has to be told first`, { ...pair, current: second }],
  [
    'a key in use that was told a day, and lower thresholds since',
    `replaced by ${second}, yet last used today; in use or not, it is deactivated from 2026-12-01 on`,
    {
      ...withKeys(83, 20),
      current: second,
      used: { [first]: 0 },
      told: { [first]: 19 },
      days: { earliest: '2026-11-20', latest: '2026-12-01' },
    },
    { thresholds: { create: { from: 45, to: 53 }, deactivate: { from: 60, to: 70 }, delete: { after: 70 } } },
  ],
  [
    'a key used too long ago',
    'last used 46 days ago; keys unused for 45 days are retired, not replaced; its owner has to be told first',
    { ...withKeys(65), ...used(46) },
    retire,
  ],
  [
    'a key never used',
    'never used; keys unused for 45 days are retired, not replaced; its owner has to be told first',
    withKeys(65),
    retire,
  ],
  [
    'a key that nobody used since its owner was told',
    'never used; keys unused for 45 days are retired; its owner was told 20 days ago',
    { ...withKeys(85), told: { [first]: 20 }, days: { kind: 'unused' } },
    retire,
  ],
  ['a key in flight', 'another sweep began to create a key for this user less than an hour ago', { ...pair, intents: [{ at: 0 }] }],
  ['an unfinished key', 'an earlier sweep stored this key but did not get to make it current', { ...pair, ...pending }],
  ['an Inactive current key', 'it is Inactive, yet it is the last key that consumers fetched as current', { ...off, current: first }],
  ['an Inactive key without a mark', 'it is Inactive and nothing valid says since when', withKeys(inactive(0))],
  [
    'an Inactive key that waits',
    'Inactive; deleted from 2027-02-23 on, or from 2026-11-30 on if a replacement needs its slot and can be made',
    { ...off, inactiveSince: { [first]: 0 } },
  ],
  ['an old Inactive key that waits', 'Inactive; deleted from 2026-11-30 on', { ...withKeys(inactive(95)), inactiveSince: { [first]: 0 } }],
  ['an Inactive key old enough', '95 days old and Inactive since 2026-11-15', { ...withKeys(inactive(95)), inactiveSince: { [first]: 9 } }],
  [
    'an Inactive orphan',
    'nobody ever had it, and it is Inactive since 2026-11-22',
    { ...withKeys(inactive(3)), intents: [{ at: 3 }], inactiveSince: { [first]: 2 }, inactiveKind: 'orphan' },
  ],
  [
    'an Inactive key in the way',
    'Inactive since 2026-11-15, and it takes the slot that a replacement needs',
    { ...withKeys(inactive(30), 65), inactiveSince: { [first]: 9 } },
  ],
  [
    'a retired key that was used after all',
    'deactivated because nobody seemed to use it, yet AWS says now that it was last used 9 days ago',
    { ...withKeys(inactive(95)), inactiveSince: { [first]: 5 }, inactiveKind: 'unused', used: { [first]: 9 } },
  ],
  [
    'a late, unused, replaced key',
    `replaced by ${second} and was never used; its owner has to be told first`,
    { ...withKeys(400, 7), current: second },
  ],
  ['no slot', '70 days old, but the user has no free slot for a replacement', pair],
  ['two keys in use', 'two keys are in use, and neither is in Secrets Manager; this one was last used today', { ...pair, ...used(0) }],
  [
    'three keys in use',
    '3 keys are in use, and none of them is in Secrets Manager; this one was last used today',
    { ...withKeys(70, 7, 3), used: { [first]: 0, [second]: 0, [third]: 0 } },
  ],
])('given %s, the reason is: %s', (_, reason, user, overrides) => {
  expect(decisionOf(aUser(user), first, overrides).reason).toBe(reason);
});
