import { expect, it } from 'vitest';
import { unmatchedSettings, withEvidence } from '../../../lib/decide/unmatched.ts';
import { aUser, config, now, type Overrides } from '../../tools/builders.ts';

const team = { tags: { team: 'a' } };
const unread = { ...aUser({ UserName: 'Young', Path: '/' }), evidence: undefined };
const users = [
  aUser({ UserName: 'web', Path: '/apps/web/' }),
  aUser({ UserName: 'Jenkins-Prod', Path: '/ci/', ...team }),
  aUser({ UserName: 'alice', Path: '/people/' }),
  unread,
];

it.each<[given: string, Overrides, lines: readonly string[]]>([
  ['the defaults', {}, []],
  ['a name in another case', { exempt: { users: ['jenkins-*'] } }, []],
  ['a name that nobody has', { exempt: { users: ['alice', 'jenkns-*'] } }, ['exempt.users: jenkns-* matches no user']],
  ['a path of somebody', { exempt: { paths: ['/ci'] } }, []],
  ['a path in another case', { exempt: { paths: ['/CI/**'] } }, ['exempt.paths: /CI/** matches no user']],
  ['a prefix of a longer path', { include: { paths: ['/ci/', '/apps/'] } }, []],
  ['a prefix without its slash', { include: { paths: ['/ci', '/people/'] } }, []],
  ['one of two prefixes mistyped', { include: { paths: ['/ci/', '/poeple/'] } }, ['include.paths: /poeple/ matches no user']],
  [
    'the only prefix mistyped',
    { include: { paths: ['/poeple/'] } },
    ['include: no user of the account is swept', 'include.paths: /poeple/ matches no user'],
  ],
  ['a tag of somebody', { include: { tag: 'team=a' } }, []],
  [
    'a tag of nobody whose tags were read',
    { include: { tag: 'team=b' } },
    ['include.tag: team=b matches none of the 3 users whose tags were read (those of 1 more were not)'],
  ],
  [
    'a tag of nobody, when the tags of all candidates were read',
    { include: { tag: 'team=b' }, exempt: { users: ['young'] } },
    ['include.tag: team=b matches none of the 3 users whose tags were read'],
  ],
  ['the pattern that the switch has', { exempt: { users: ['ses-smtp-user.*'] } }, []],
  [
    'that pattern, and the switch off',
    { exempt: { users: ['ses-smtp-user.*'], sesSmtpUsers: false } },
    ['exempt.users: ses-smtp-user.* matches no user'],
  ],
  ['a tag of somebody, when the tags of all candidates were read', { include: { tag: 'team=a' }, exempt: { users: ['young'] } }, []],
  ['no tag, when the tags of all candidates were read', { exempt: { users: ['young'] } }, []],
  [
    'a path and a tag that nobody has together',
    { include: { paths: ['/people/'], tag: 'team=a' } },
    ['include: no user of the account is swept'],
  ],
])('given %s, it is named if nobody matches', (_, overrides, lines) => {
  expect(unmatchedSettings(users, config(overrides), now)).toEqual(lines);
});

it('given no tags were read, nothing is said of a tag', () => {
  expect(unmatchedSettings([unread], config({ include: { tag: 'team=b' } }), now)).toEqual([]);
});

it('given tags of nobody were read, and nobody else may have the tag, nothing is said of it', () => {
  const settings = config({ include: { tag: 'team=b' }, exempt: { users: ['young'] } });
  expect(unmatchedSettings([unread], settings, now)).toEqual([]);
});

it('given an account without users, nothing is said', () => {
  expect(unmatchedSettings([], config({ exempt: { users: ['a'] } }), now)).toEqual([]);
});

// Of all users above only the first was read; the reading of the others failed.
it.each<[given: string, Overrides, lines: readonly string[]]>([
  ['a name and a path of users that failed', { exempt: { users: ['jenkins-*'], paths: ['/people'] } }, []],
  ['a name of nobody', { exempt: { users: ['jenkns-*'] } }, ['exempt.users: jenkns-* matches no user']],
  ['a path of nobody', { include: { paths: ['/'] }, exempt: { paths: ['/poeple'] } }, ['exempt.paths: /poeple matches no user']],
  ['a path that takes in only users that failed', { include: { paths: ['/people/'] } }, []],
  [
    'a path that takes in nobody',
    { include: { paths: ['/poeple/'] } },
    ['include: no user of the account is swept', 'include.paths: /poeple/ matches no user'],
  ],
  [
    'a tag that a user that failed may have',
    { include: { tag: 'team=b' } },
    ['include.tag: team=b matches none of the 1 users whose tags were read (those of 3 more were not)'],
  ],
  [
    'a tag that the users that failed cannot add to',
    { include: { paths: ['/apps/'], tag: 'team=b' } },
    ['include: no user of the account is swept', 'include.tag: team=b matches none of the 1 users whose tags were read'],
  ],
])('given users whose reading failed, and %s, it is named if nobody matches', (_, overrides, lines) => {
  const [read] = users;
  expect(unmatchedSettings(withEvidence(users, read ? [read] : []), config(overrides), now)).toEqual(lines);
});
