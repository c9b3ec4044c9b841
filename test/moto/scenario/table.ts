import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../../config/read-stage.ts';
import type { Scenario } from './scenario.ts';

const sample = join(import.meta.dirname, '../../../sandbox/sample');
const { users: sampled, secrets: kept } = JSON.parse(readFileSync(`${sample}.json`, 'utf8')) as Pick<
  Scenario,
  'users' | 'secrets'
>;

const active = (ageDays: number, more = {}) => ({ Status: 'Active', ageDays, ...more });
const inactive = (ageDays: number, more = {}) => ({ Status: 'Inactive', ageDays, ...more });
const user = (UserName: string, AccessKeys: object[], more = {}) => ({ UserName, AccessKeys, ...more });
const inUse = { LastUsedDate: '2026-03-02T18:00:00Z' };
const newest = { uses: 'newest' };
const [first, second] = ['AKIAFIRST00000000001', 'AKIASECOND0000000001'];
const UserId = 'AIDAALICE0000000001';
const owned = { 'access-key-sweeper:user-id': UserId };

/** Alice with a key of 65 days, and her secret, which may hold it. */
const alice = (Tags: object, stages?: string[]) => ({
  users: [user('alice', [active(65, { AccessKeyId: first })], { UserId, ...newest })],
  secrets: [
    {
      Name: 'iam-access-keys/alice',
      Tags,
      versions: stages ? [{ VersionId: `access-key-sweeper-${first}`, AccessKeyId: first, stages }] : [],
    },
  ],
});

/** Every scenario that both sides play. */
export const scenarios: readonly Scenario[] = [
  {
    given: 'the sample account, which shows every rule',
    users: sampled,
    secrets: kept ?? [],
    config: readYaml(`${sample}.yml`) as object,
    weeks: 4,
  },
  {
    given: 'keys on both sides of every threshold',
    users: [0, 14, 15, 59, 60, 70, 71, 79, 80, 90, 91, 400].map((age) =>
      user(`age-${age}`, [active(age)], newest),
    ),
    weeks: 3,
    config: { limits: { minimum: 20 } },
  },
  {
    given: 'an owner who moves to the replacement at once',
    users: [user('alice', [active(58)], newest)],
    weeks: 16,
  },
  {
    given: 'an owner who never moves',
    users: [user('alice', [active(58)], { uses: 'oldest' })],
    weeks: 8,
  },
  { given: 'a secret of ours without a version', ...alice(owned), weeks: 2 },
  { given: 'a secret of ours that holds the old key', ...alice(owned, ['AWSCURRENT']), weeks: 7 },
  { given: 'a secret that is not ours', ...alice({ team: 'shop' }, ['AWSCURRENT']), weeks: 1 },
  {
    given: 'a secret of another user of the same name',
    ...alice({ 'access-key-sweeper:user-id': 'AIDABEFORE0000000001' }, ['AWSCURRENT']),
    weeks: 1,
  },
  {
    given: 'a secret with a rotation of its own',
    ...alice(owned, ['AWSCURRENT']),
    weeks: 1,
    meddle: ({ secrets }) => {
      for (const secret of secrets.values()) secret.RotationEnabled = true;
    },
  },
  {
    given: 'a secret scheduled for deletion',
    ...alice(owned, ['AWSCURRENT']),
    weeks: 1,
    meddle: ({ clock, secrets }) => {
      for (const secret of secrets.values()) secret.DeletedDate = clock.now();
    },
  },
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
    secrets: [
      {
        Name: 'iam-access-keys/current',
        versions: [{ VersionId: `access-key-sweeper-${first}`, AccessKeyId: first, stages: ['AWSCURRENT'] }],
      },
    ],
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
    given: 'users who are exempt by tag in any case, by name and by path, and on hold',
    users: [
      user('tagged', [active(99)], { Tags: { 'Access-Key-Sweeper:EXEMPT': 'vendor' } }),
      user('held', [active(99)], { Tags: { 'access-key-sweeper:hold-until': '2026-03-12' } }),
      user('unclear', [active(99)], { Tags: { 'access-key-sweeper:hold-until': 'soon' } }),
      user('ses-smtp-user.1', [active(99)]),
      user('robot', [active(99)], { Path: '/robots/eu/' }),
      user('owned', [active(99)], { Tags: { 'access-key-sweeper:owner': 'shop' } }),
    ],
    config: { exempt: { paths: ['/robots/**'] } },
    weeks: 3,
  },
  {
    given: 'paths, of which one is included',
    users: [
      user('ci', [active(61)], { Path: '/ci/' }),
      user('deep', [active(61)], { Path: '/ci/eu/' }),
      user('other', [active(61)]),
    ],
    config: { include: { paths: ['/ci/'] } },
    weeks: 2,
  },
  {
    given: 'user names of every sign that IAM allows',
    users: [
      'a,b',
      'a.b',
      'a@b',
      'a+b',
      'a=b',
      'a_b',
      'svc-abcdef',
      'svc',
      'bob',
      'bobby',
      'x'.repeat(64),
    ].map((name) => user(name, [active(61)], newest)),
    config: { limits: { minimum: 20 } },
    weeks: 3,
  },
  {
    given: 'many users, on short pages',
    users: Array.from({ length: 60 }, (_, n) => user(`user-${n}`, [active(30 + n)])),
    weeks: 1,
    meddle: ({ settings }) => {
      settings.pageSize = 7;
    },
  },
  {
    given: 'a wave that the limits spread, and a surprise that they hold',
    users: [
      ...Array.from({ length: 12 }, (_, n) => user(`due-${n}`, [active(61 + n)], newest)),
      ...Array.from({ length: 3 }, (_, n) => user(`unused-${n}`, [active(400)])),
    ],
    config: { retireUnusedAfterDays: 365, limits: { percent: 1, minimum: 4, surprising: 2 } },
    weeks: 4,
  },
  {
    given: 'an unfinished key, an orphan and a sweep at work',
    users: [
      user('pending', [active(65, { AccessKeyId: first }), active(0.2, { AccessKeyId: second })]),
      user('orphaned', [active(65, { AccessKeyId: 'AKIAKNOWN00000000001' }), active(0.1)], {
        Tags: { 'access-key-sweeper:creating:crashed': '2026-03-03T03:35:00Z AKIAKNOWN00000000001' },
      }),
      user('busy', [active(65)], {
        Tags: { 'access-key-sweeper:creating:another': '2026-03-03T05:30:00Z' },
      }),
    ],
    secrets: [
      {
        Name: 'iam-access-keys/pending',
        versions: [
          { VersionId: `access-key-sweeper-${first}`, AccessKeyId: first, stages: ['AWSCURRENT'] },
          { VersionId: `access-key-sweeper-${second}`, AccessKeyId: second, stages: ['AWSPENDING'] },
        ],
      },
    ],
    weeks: 3,
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
