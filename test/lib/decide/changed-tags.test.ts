import { expect, it } from 'vitest';
import { changedTags, withMarksAbout } from '../../../lib/decide/changed-tags.ts';
import { parseUserTags } from '../../../lib/model/user-tags.ts';
import { accessKey, aUser, config, evidence, first, now, second, tagged } from '../../tools/builders.ts';

const slow = config().thresholds;
const profiles = { slow, fast: slow };
const settings = { config: config({ profiles }), now };

it.each([
  ['as they were', 'slow', { profile: 'slow' }, undefined],
  ['another person’s note', 'slow', { profile: 'slow', owner: 'team-b' }, undefined],
  ['a hold that is over', 'slow', { profile: 'slow', 'hold-until': '2026-11-24' }, undefined],
  ['a hold', 'slow', { profile: 'slow', 'hold-until': '2026-11-25' }, 'on hold until 2026-11-25T00:00:00.000Z'],
  ['a hold that is no date', 'slow', { profile: 'slow', 'hold-until': 'may' }, 'its hold-until tag is no date, so it is left alone'],
  ['an exemption', 'slow', { profile: 'slow', exempt: 'vendor' }, 'tagged exempt: "vendor"'],
  ['another profile', 'slow', { profile: 'fast' }, 'its profile is "fast" now'],
  ['no profile', 'slow', {}, 'its profile is none now'],
  ['an unknown profile', 'slow', { profile: 'slwo' }, expect.stringContaining('its profile tag says')],
])('given tags that are now %s, what changed is told', (_, profile, tags, expected) => {
  const later = Object.entries(tags).map(([word, Value]) => ({ Key: `access-key-sweeper:${word}`, Value }));
  const user = aUser(tagged('profile', profile));
  const changed = changedTags(user, parseUserTags(later, now), settings);
  expect(changed?.replace(/^.*looked at them: /, '')).toEqual(expected);
});

it('given a user whose tags were not read, nothing changed', () => {
  expect(changedTags({ ...aUser(), evidence: undefined }, parseUserTags([], now), settings)).toBeUndefined();
});

it('given marks that changed, those about the key count as they are now, and those about others as they were', () => {
  const before = evidence({ told: { [first]: 20, [second]: 20 }, inactiveSince: { [second]: 9 } });
  const { tags } = evidence({ told: { [second]: 1 }, inactiveSince: { [first]: 1 } });
  const its = withMarksAbout(accessKey({ AccessKeyId: first }), tags, before).tags;
  expect(its.toldSince).toEqual(before.tags.toldSince.filter(({ AccessKeyId }) => AccessKeyId === second));
  expect(its.inactiveSince).toEqual([...before.tags.inactiveSince, ...tags.inactiveSince]);
});
