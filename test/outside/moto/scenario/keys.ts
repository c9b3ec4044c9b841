import { active, first, inactive, newest, second, user, version } from './parts.ts';
import type { Scenario } from './scenario.ts';

const inUse = { LastUsedDate: '2026-03-02T18:00:00Z' };

/** Keys by age, status and use, and how a sweep is run. */
export const keys: readonly Scenario[] = [
  {
    given: 'keys on both sides of every threshold',
    users: [0, 14, 15, 59, 60, 70, 71, 79, 80, 90, 91, 400].map((age) => user(`age-${age}`, [active(age)], newest)),
    weeks: 3,
    config: { limits: { minimum: 20 } },
  },
  { given: 'an owner who moves to the replacement at once', users: [user('alice', [active(58)], newest)], weeks: 16 },
  { given: 'an owner who never moves', users: [user('alice', [active(58)], { uses: 'oldest' })], weeks: 8 },
  {
    given: 'Inactive keys: to be marked, waiting, to be deleted, current, and used again since',
    users: [
      user('marked', [inactive(50), active(10)]),
      user('waiting', [inactive(89), active(10)]),
      user('old', [inactive(200)]),
      user('two', [inactive(200), inactive(150)]),
      user('current', [inactive(50, { AccessKeyId: first })]),
      user('used', [inactive(95, { AccessKeyId: second, LastUsedDate: '2026-02-20T06:00:00Z' })], {
        Tags: { [`access-key-sweeper:inactive-since:${second}`]: '2026-02-01T06:00:00Z' },
      }),
    ],
    secrets: [{ Name: 'iam-access-keys/current', versions: [version(first, 'AWSCURRENT')] }],
    weeks: 4,
  },
  {
    given: 'two keys in use, two that nobody uses, no slot, three keys and an Expired one',
    users: [
      user('both', [active(90, inUse), active(70, inUse)]),
      user('idle', [active(400), active(300)]),
      user('full', [active(65), inactive(30)]),
      user('three', [active(65), active(40), inactive(30)]),
      user('expired', [{ Status: 'Expired', ageDays: 200 }]),
      user('none', []),
    ],
    weeks: 8,
  },
  {
    given: 'a wave that the limits spread, orphans that they hold, and keys that nobody uses',
    users: [
      ...Array.from({ length: 12 }, (_, n) => user(`due-${n}`, [active(61 + n)], newest)),
      ...Array.from({ length: 3 }, (_, n) => user(`unused-${n}`, [active(400)])),
      ...Array.from({ length: 3 }, (_, n) =>
        user(`lost-${n}`, [active(0.1)], { Tags: { 'access-key-sweeper:creating:crashed': '2026-03-03T03:35:00Z' } }),
      ),
    ],
    config: { unused: { action: 'retire' }, limits: { percent: 1, minimum: 4, surprising: 2 } },
    weeks: 8,
  },
  {
    given: 'report mode',
    users: [user('alice', [active(75)], newest), user('bob', [inactive(200)])],
    config: { mode: 'report' },
    weeks: 2,
  },
  {
    given: 'a forced run of one user',
    users: [user('alice', [active(20)], newest), user('bob', [active(99)])],
    run: { users: ['alice', 'nobody'], force: true },
    weeks: 2,
  },
];
