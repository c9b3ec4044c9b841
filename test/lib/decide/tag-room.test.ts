import { describe, expect, it } from 'vitest';
import { tagKeys } from '../../../lib/model/user-tags.ts';
import {
  ago,
  aUser,
  decisionOf,
  first,
  inactive,
  type Overrides,
  second,
  secretArn,
  third,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

const others = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`team-${n}`, 'x']));
const pointer = { [tagKeys.pointer]: `${secretArn} prod` };
const since = { [tagKeys.inactiveSince(first)]: 'no date' };
const told = { told: { [first]: 20 } };
const replaced = { ...withKeys(85, 20), current: second };
const unused: Overrides = { unused: { action: 'retire' } };
const orphan = { ...withKeys({ CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 } }] };

describe('acts that need a tag', () => {
  // A key that the sweeper made has a mark too: `replaced` has one.
  it.each<[given: string, fits: string, overrides: object, fitting: UserSketch, full: UserSketch]>([
    [
      'a creation',
      'create',
      {},
      { ...withKeys(65), tags: { ...others(47), ...pointer } },
      { ...withKeys(65), tags: { ...others(48), ...pointer } },
    ],
    [
      // The mark of its creation goes on as the one that vouches for it.
      'a creation, for a current key whose creation broke off after it was stored',
      'create',
      {},
      { ...withKeys(65), current: first, made: [], intents: [{ at: 65 }], tags: { ...others(46), ...pointer } },
      { ...withKeys(65), current: first, made: [], intents: [{ at: 65 }], tags: { ...others(47), ...pointer } },
    ],
    ['the first creation', 'create', {}, { ...withKeys(65), tags: others(47) }, { ...withKeys(65), tags: others(48) }],
    [
      'a mark of an Inactive key',
      'mark',
      {},
      { ...withKeys(inactive(95)), tags: others(49) },
      { ...withKeys(inactive(95)), tags: others(50) },
    ],
    ['the start of an overlap', 'keep', {}, { ...replaced, tags: others(48) }, { ...replaced, tags: others(49) }],
    ['the deactivation of an orphan', 'deactivate', {}, { ...orphan, tags: others(48) }, { ...orphan, tags: others(49) }],
    ['the first word about an unused key', 'keep', unused, { ...withKeys(65), tags: others(49) }, { ...withKeys(65), tags: others(50) }],
  ])('given %s, one tag more than there is room for: not to %s, but a person is needed', (_, action, overrides, fitting, full) => {
    expect(decisionOf(aUser(fitting), first, overrides)).toMatchObject({ action, refusal: undefined });
    const refused = decisionOf(aUser(full), first, overrides);
    expect(refused).toMatchObject({ action: 'flag', refusal: { reason: expect.stringContaining('no room for') } });
    expect(refused.refusal?.remedy).toContain('aws iam untag-user --user-name="bob"');
  });

  it.each<[needed: string, user: UserSketch]>([
    ['3 tags of the sweeper: 48 of 50', { ...withKeys(65), tags: others(48) }],
    ['2 tags of the sweeper: 49 of 50', { ...withKeys(65), tags: { ...others(48), ...pointer } }],
    ['a tag of the sweeper: 50 of 50', { ...withKeys(inactive(95)), tags: others(50) }],
  ])('given a user without room for %s, the reason says so', (needed, user) => {
    expect(decisionOf(aUser(user), first).refusal?.reason).toContain(`no room for ${needed};`);
  });

  it.each<[keys: string, actions: string[], user: UserSketch]>([
    ['two Inactive ones', ['mark', 'flag'], { ...withKeys(inactive(95), inactive(40)), tags: others(49) }],
    ['two Inactive ones, and room for both', ['mark', 'mark'], { ...withKeys(inactive(95), inactive(40)), tags: others(48) }],
    [
      'an overlap that begins and an Inactive one',
      ['flag', 'keep', 'mark'],
      { ...withKeys(85, 20, inactive(40)), current: second, tags: others(48) },
    ],
  ])('given room for the tags of some of the keys (%s), what is done first has it', (_, actions, user) => {
    const { keys } = aUser(user);
    expect(keys.map(({ AccessKeyId }) => decisionOf(aUser(user), AccessKeyId).action)).toEqual(actions);
  });

  const leaving = { ...withKeys(inactive(95), 65), inactiveSince: { [first]: 9 }, told: { [first]: 20 }, made: [first, second] };

  const both = { ...withKeys(inactive(95), 65, inactive(94)), inactiveSince: { [first]: 9, [third]: 9 }, made: [first, second, third] };

  it.each<[given: string, action: string, user: UserSketch]>([
    // The three marks about the key that is deleted give their places to the three of the new one.
    ['a key that this sweep deletes', 'create', { ...leaving, tags: others(46) }],
    ['a key that this sweep deletes, and one tag more', 'flag', { ...leaving, tags: others(47) }],
    ['two keys that this sweep deletes', 'create', { ...both, tags: others(46) }],
    ['two keys that this sweep deletes, and one tag more', 'flag', { ...both, tags: others(47) }],
    ['a key that stays', 'flag', { ...leaving, inactiveSince: { [first]: 1 }, tags: others(46) }],
  ])('given marks about %s, beside a due key: %s', (_, action, user) => {
    expect(decisionOf(aUser(user), second).action).toBe(action);
  });

  it.each<[given: string, refusal: string | undefined, user: UserSketch]>([
    ['the three marks about it', undefined, { ...leaving, ...withKeys(inactive(20), 65), inactiveSince: { [first]: 1 }, tags: others(46) }],
    [
      'the three marks about it, and one tag more',
      'no room for 3 tags of the sweeper: 48 of 50',
      { ...leaving, ...withKeys(inactive(20), 65), inactiveSince: { [first]: 1 }, tags: others(47) },
    ],
    // A person has to delete one of two Active keys.
    ['the mark about an Active key', undefined, { ...withKeys(20, 65), made: [first], tags: others(47) }],
    ['no mark of an Active key', 'no room for 3 tags', { ...withKeys(20, 65), tags: others(48) }],
  ])('given no slot until another key is gone, and %s, its replacement is refused: %s', (_, refusal, user) => {
    const { rule, action, refusal: found } = decisionOf(aUser(user), second);
    expect({ rule, action }).toEqual({ rule: 'no-slot', action: 'flag' });
    if (refusal === undefined) expect(found).toBeUndefined();
    else expect(found?.reason).toContain(refusal);
  });

  it.each<[given: string, action: string, user: UserSketch]>([
    ['a void mark of an Inactive key', 'mark', { ...withKeys(inactive(95)), tags: { ...others(49), ...since } }],
    ['an overlap that began', 'keep', { ...withKeys(75, 10), current: second, tags: others(48), told: { [first]: 5 } }],
    ['a deactivation whose owner was told', 'deactivate', { ...replaced, tags: others(48), ...told }],
    ['a deletion', 'delete', { ...withKeys(inactive(95)), tags: { ...others(49), [tagKeys.inactiveSince(first)]: ago(20).toISOString() } }],
    [
      'a creation, with marks of creations that broke off',
      'create',
      { ...withKeys(65), tags: { ...others(47), 'access-key-sweeper:creating:x': 'soon' }, intents: [{ at: 3 }] },
    ],
    ['a key that nothing is due for', 'keep', { ...withKeys(5), tags: others(50) }],
    ['the same, should AWS allow more', 'keep', { ...withKeys(5), tags: others(51) }],
  ])('given 49 tags or more and %s, its place is there: %s', (_, action, user) => {
    expect(decisionOf(aUser(user), first)).toMatchObject({ action, refusal: undefined });
  });
});
