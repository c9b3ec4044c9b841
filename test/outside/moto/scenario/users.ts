import { active, newest, user } from './parts.ts';
import type { Scenario } from './scenario.ts';

/** Users by name, path, tags and number. */
export const users: readonly Scenario[] = [
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
    users: [user('ci', [active(61)], { Path: '/ci/' }), user('deep', [active(61)], { Path: '/ci/eu/' }), user('other', [active(61)])],
    config: { include: { paths: ['/ci/'] } },
    weeks: 2,
  },
  {
    given: 'user names of every sign that IAM allows',
    users: ['a,b', 'a.b', 'a@b', 'a+b', 'a=b', 'a_b', 'svc-abcdef', 'svc', 'bob', 'bobby', 'x'.repeat(64)].map((name) =>
      user(name, [active(61)], newest),
    ),
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
];
