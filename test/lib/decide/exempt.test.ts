import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import { exemptionOf, unclearTags } from '../../../lib/decide/exempt.ts';
import { ago, aUser, config, decisionOf, first, now, type Overrides, tagged, type UserSketch, withKeys } from '../../tools/builders.ts';

type Row = [given: string, exemption: string, user?: UserSketch, overrides?: Overrides];

const noDate = 'unclear: its hold-until tag is no date, so it is left alone';
const onHold = 'wanted: on hold until 2026-12-24T00:00:00.000Z';
const noProfile = 'unclear: its profile tag says "slow", so it is left alone; known profiles: none';
const noRegion = 'unclear: its ses-smtp tag says "yes", which is no AWS Region, so it is left alone';
const strange = (tag: string) => `unclear: nothing is known of its tag ${tag}, so it is left alone`;
const hold = (value: string) => tagged('hold-until', value);
const robots = { exempt: { users: ['x', 'robot-*', 'robot-7*'] } };
const ciStar = { exempt: { paths: ['/ci/*'] } };
const ciRobot = { exempt: { paths: ['/ci/Robot-*'] } };
const ciStars = { exempt: { paths: ['/ci/**'] } };
const ci = { exempt: { paths: ['/ci', '/ci/*'] } };
const apps = { include: { paths: ['/ci/', '/apps/'] } };
const teamB = { include: { tag: 'team=b' } };

const ses = 'the user name matches ses-smtp-user.* (exempt.sesSmtpUsers)';
const sesUser = { UserName: 'ses-smtp-user.20260101-120000' };

/** Returns why the user is exempt, as `kind: reason`; `none` if it is not. */
function exemption(user?: UserSketch, overrides?: Overrides): string {
  const found = exemptionOf(aUser(user), config(overrides), now);
  return found ? `${found.kind}: ${found.reason}` : 'none';
}

describe('tags that leave a user alone', () => {
  it.each<Row>([
    ['no tag', 'none'],
    ['the tag exempt', 'wanted: tagged exempt: "legacy till"', tagged('exempt', 'legacy till')],
    ['the tag exempt without a reason', 'wanted: tagged exempt: no reason given', tagged('exempt', '')],
    ['the tag exempt in other case', 'wanted: tagged exempt: "x"', { tags: { 'Access-Key-Sweeper:EXEMPT': 'x' } }],
    ...['false', 'no', '0', 'off', ' NO '].map((value): Row => {
      const shown = JSON.stringify(value.trim());
      return [
        `the tag exempt with the value ${shown}`,
        `unclear: its exempt tag says ${shown}, which is not clear, so it is left alone`,
        tagged('exempt', value),
      ];
    }),
    ['the tag exempt with a reason that starts with no', 'wanted: tagged exempt: "no owner yet"', tagged('exempt', 'no owner yet')],
    ['a tag that only starts with exempt', strange('"access-key-sweeper:exempted"'), tagged('exempted', 'x')],
    ['a tag with other separators', strange('"access-key-sweeper-exempt"'), { tags: { 'access-key-sweeper-exempt': 'x' } }],
    ['a tag of that name in include.tag', 'none', tagged('rotate', 'yes'), { include: { tag: 'Access-Key-Sweeper:rotate=yes' } }],
    [
      'an unknown tag beside an exemption',
      'wanted: tagged exempt: "x"',
      { tags: { ...tagged('exempt', 'x').tags, ...tagged('exmept', 'y').tags } },
    ],
    [
      'an unknown tag beside a hold that is over',
      strange('"access-key-sweeper:hold-untill"'),
      { tags: { ...hold('2026-11-01').tags, ...tagged('hold-untill', '2027-01-01').tags } },
    ],
    ['hold-until a second from now', 'wanted: on hold until 2026-11-24T06:00:01.000Z', hold(ago({ seconds: -1 }).toISOString())],
    ['hold-until this very moment', 'none', hold(now.toISOString())],
    ['hold-until a past day', 'none', hold('2026-11-01')],
    // In UTC, whatever zone the machine is in: it is 2026-11-24 now.
    ['hold-until today', 'none', hold('2026-11-24')],
    ['hold-until a later day', onHold, hold('2026-12-24')],
    ['hold-until a later moment', 'wanted: on hold until 2027-01-01T00:00:00.000Z', hold('2027-01-01T00:00:00Z')],
    ['hold-until in other case', onHold, { tags: { 'ACCESS-KEY-SWEEPER:Hold-Until': '2026-12-24' } }],
    ['hold-until a past moment without a zone', noDate, hold('2026-11-01T00:00:00')],
    ['hold-until 12', noDate, hold('12')],
    ['hold-until Christmas', noDate, hold('Christmas')],
    ['hold-until without a value', noDate, hold('')],
    ['a profile where there are none', noProfile, tagged('profile', 'slow')],
    ['a Region in which it sends mail', 'none', tagged('ses-smtp', 'eu-west-1')],
    ['a Region that is none', noRegion, tagged('ses-smtp', 'yes')],
  ])('given %s, the exemption is %s', (_, expected, user, overrides) => {
    expect(exemption(user, overrides)).toBe(expected);
  });
});

describe('exempt users and paths', () => {
  it.each<Row>([
    ['a name in exempt.users', 'wanted: the user name matches exempt.users robot-*', { UserName: 'robot-7' }, robots],
    ['a name of which exempt.users has the start', 'none', { UserName: 'robots' }, robots],
    ['a name that starts with a dot', 'wanted: the user name matches exempt.users *', { UserName: '.robot' }, { exempt: { users: ['*'] } }],
    [
      'a name that a pattern leaves out in this case only',
      'wanted: the user name matches exempt.users !Robot-*',
      { UserName: 'robot-7' },
      { exempt: { users: ['!Robot-*'] } },
    ],
    ['a name in another case', 'wanted: the user name matches exempt.users robot-*', { UserName: 'Robot-7' }, robots],
    ['an SES SMTP user', `wanted: ${ses}`, sesUser],
    ['an SES SMTP user, and other names in exempt.users', `wanted: ${ses}`, sesUser, robots],
    ['an SES SMTP user with the switch off', 'none', sesUser, { exempt: { sesSmtpUsers: false } }],
    ['a name that only ends like one', 'none', { UserName: 'my-ses-smtp-user.1' }],
    ['a path in exempt.paths', 'wanted: path "/ci/" matches exempt.paths /ci/', { Path: '/ci/' }, { exempt: { paths: ['/ci/'] } }],
    ['a path below one in exempt.paths', 'none', { Path: '/ci/a/' }, { exempt: { paths: ['/ci/'] } }],
    ['a path two levels below a double asterisk', 'wanted: path "/ci/a/b/" matches exempt.paths /ci/**', { Path: '/ci/a/b/' }, ciStars],
    ['a path two levels below an asterisk', 'none', { Path: '/ci/a/b/' }, ciStar],
    ['a path whose last slash exempt.paths lacks', 'wanted: path "/ci/" matches exempt.paths /ci', { Path: '/ci/' }, ci],
    ['a path with a glob below it', 'wanted: path "/ci/" matches exempt.paths /ci/*', { Path: '/ci/' }, ciStar],
    [
      'a path and a name in another case',
      'wanted: path "/ci/" matches exempt.paths /ci/Robot-*',
      { Path: '/ci/', UserName: 'robot-7' },
      ciRobot,
    ],
    [
      'a name in upper case below a path',
      'wanted: path "/ci/" matches exempt.paths /ci/Robot-*',
      { Path: '/ci/', UserName: 'ROBOT-7' },
      ciRobot,
    ],
    ['a path in another case, and the name', 'none', { Path: '/CI/', UserName: 'Robot-7' }, ciRobot],
    ['a path in another case where a pattern ends', 'none', { Path: '/CI/' }, ci],
    [
      'a name that a pattern below a path leaves out in this case only',
      'wanted: path "/ci/" matches exempt.paths /ci/r!(Obot-7)',
      { Path: '/ci/', UserName: 'robot-7' },
      { exempt: { paths: ['/ci/r!(Obot-7)'] } },
    ],
    ['a path that only starts alike', 'none', { Path: '/cinema/' }, ci],
    ['the root path and /*', 'wanted: path "/" matches exempt.paths /*', { Path: '/' }, { exempt: { paths: ['/*'] } }],
    ['the root path and another path', 'none', { Path: '/' }, ciStars],
    ['a path that starts with a dot', 'wanted: path "/ci/.a/" matches exempt.paths /ci/*', { Path: '/ci/.a/' }, ciStar],
  ])('given %s, the exemption is %s', (_, expected, user, overrides) => {
    expect(exemption(user, overrides)).toBe(expected);
  });
});

describe('included paths and tags', () => {
  it.each<Row>([
    ['a path below one in include.paths', 'none', { Path: '/apps/web/' }, apps],
    ['a path outside include.paths', 'outside: path "/people/" is not in include.paths', { Path: '/people/' }, apps],
    ['a path with an included one inside', 'outside: path "/a/apps/" is not in include.paths', { Path: '/a/apps/' }, apps],
    ['the tag of include.tag', 'none', { tags: { rotate: 'yes' } }, { include: { tag: 'rotate' } }],
    ['the tag of include.tag in other case', 'none', { tags: { ROTATE: '' } }, { include: { tag: 'Rotate' } }],
    ['not the tag of include.tag', 'outside: no tag rotate (include.tag)', { tags: { other: 'yes' } }, { include: { tag: 'rotate' } }],
    ['the value of include.tag', 'none', { tags: { team: 'a=b' } }, { include: { tag: 'team=a=b' } }],
    ['another value than include.tag', 'outside: no tag team=b (include.tag)', { tags: { team: 'a' } }, teamB],
    ['no value where include.tag has one', 'outside: no tag team=b (include.tag)', { tags: { team: '' } }, teamB],
    ['a value where include.tag has none', 'outside: no tag team= (include.tag)', { tags: { team: 'b' } }, { include: { tag: 'team=' } }],
  ])('given %s, the exemption is %s', (_, expected, user, overrides) => {
    expect(exemption(user, overrides)).toBe(expected);
  });

  it('given tags that were not read, only name and path can exempt the user', () => {
    const unread = { ...aUser(), evidence: undefined };
    expect(exemptionOf(unread, config({ include: { tag: 'rotate' } }), now)).toBeUndefined();
    expect(exemptionOf(unread, config({ exempt: { users: ['b*'] } }), now)).toMatchObject({ kind: 'wanted' });
  });
});

it('given an exempt user with an old key, the key is kept for that reason', () => {
  const user = aUser({ ...withKeys(200), ...tagged('exempt', 'legacy till') });
  expect(decisionOf(user, first)).toMatchObject({ rule: 'exempt', action: 'keep', reason: 'tagged exempt: "legacy till"' });
});

describe('tags that cannot be understood', () => {
  const mistyped = { 'Access-Key-Sweeper:exmept': 'x' };
  const nothing = 'bob: nothing is known of its';

  it.each<[given: string, lines: string[], user: UserSketch]>([
    ['no tag', [], {}],
    ['a tag that another program set', [], { tags: { team: 'x' } }],
    ['a mistyped tag', [`${nothing} tag "Access-Key-Sweeper:exmept", so it is left alone`], { tags: mistyped }],
    [
      'two mistyped tags',
      [`${nothing} tags "Access-Key-Sweeper:exmept", "access_key_sweeper:owner", so it is left alone`],
      { tags: { ...mistyped, 'access_key_sweeper:owner': 'x' } },
    ],
    ['a hold without a date', ['bob: its hold-until tag is no date, so it is left alone'], hold('May')],
    ['an exemption that a person wants', [], tagged('exempt', 'x')],
    [
      'an exemption that a person wants, and a mistyped tag',
      [`${nothing} tag "Access-Key-Sweeper:exmept", so it is left alone`],
      { tags: { ...tagged('exempt', 'x').tags, ...mistyped } },
    ],
  ])('given %s, the lines for a person are %j', (_, lines, user) => {
    expect(unclearTags(decide(aUser(user), config(), now))).toEqual(lines);
  });

  it('given tags that were not read, there are none', () => {
    expect(unclearTags(decide({ ...aUser(), evidence: undefined }, config(), now))).toEqual([]);
  });
});
