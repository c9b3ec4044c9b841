import { expect, it } from 'vitest';
import { exemptionOf } from '../../../lib/decide/exempt.ts';
import { aUser, config, now, type Overrides } from '../../tools/builders.ts';

const tagged = (word: string, value: string) => ({ tags: { [`access-key-sweeper:${word}`]: value } });

it.each<[string, Parameters<typeof aUser>[0], Overrides, string | undefined]>([
  ['nothing that exempts it', {}, {}, undefined],
  ['another path', { Path: '/ci/' }, { include: { paths: ['/app/'] } }, 'outside: path /ci/'],
  ['not the tag that is wanted', {}, { include: { tag: 'team=a' } }, 'outside: no tag team=a'],
  ['an exempt name', { UserName: 'robot' }, { exempt: { users: ['rob*'] } }, 'wanted: the user'],
  ['an exempt path', { Path: '/ci/' }, { exempt: { paths: ['/ci/'] } }, 'wanted: path /ci/'],
  ['an exempt tag without a value', tagged('exempt', ''), {}, 'wanted: tagged exempt: no reason given'],
  ['a hold', tagged('hold-until', '2027-01-01'), {}, 'wanted: on hold until 2027-01-01'],
  ['a hold that is no date', tagged('hold-until', 'May'), {}, 'unclear: its hold-until tag is no date'],
  [
    'a profile where there are none',
    tagged('profile', 'slow'),
    {},
    'unclear: its profile tag says "slow", so it is left alone; known profiles: none',
  ],
])('given a user with %s, it is left alone so: %4$s', (_, known, overrides, says) => {
  const found = exemptionOf(aUser(known), config(overrides), now);
  if (says === undefined) expect(found).toBeUndefined();
  else expect(`${found?.kind}: ${found?.reason}`).toContain(says);
});
