import { describe, expect, it } from 'vitest';
import { tagKeys } from '../../../lib/model/user-tags.ts';
import { ago, aUser, decisionOf, first, inactive, second, secretArn, type UserSketch, withKeys } from '../../tools/builders.ts';

const others = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`team-${n}`, 'x']));
const pointer = { [tagKeys.pointer]: `${secretArn} prod` };
const since = { [tagKeys.inactiveSince(first)]: 'no date' };
const told = { told: { [first]: 20 } };
const replaced = { ...withKeys(85, 20), current: second };
const unused = { retireUnusedAfterDays: 30 };

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
    ['the first creation', 'create', {}, { ...withKeys(65), tags: others(47) }, { ...withKeys(65), tags: others(48) }],
    [
      'a mark of an Inactive key',
      'mark',
      {},
      { ...withKeys(inactive(95)), tags: others(49) },
      { ...withKeys(inactive(95)), tags: others(50) },
    ],
    ['the start of an overlap', 'keep', {}, { ...replaced, tags: others(48) }, { ...replaced, tags: others(49) }],
    [
      'a deactivation of which nobody was told',
      'deactivate',
      unused,
      { ...withKeys(65), tags: others(49) },
      { ...withKeys(65), tags: others(50) },
    ],
  ])('given %s, one tag more than there is room for: not to %s, but a person is needed', (_, action, overrides, fitting, full) => {
    expect(decisionOf(aUser(fitting), first, overrides)).toMatchObject({ action, refusal: undefined });
    const refused = decisionOf(aUser(full), first, overrides);
    expect(refused).toMatchObject({ action: 'flag', refusal: { reason: expect.stringContaining('no room for') } });
    expect(refused.refusal?.remedy).toContain('aws iam untag-user --user-name="bob"');
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
  ])('given 49 or 50 tags and %s, its place is there: %s', (_, action, user) => {
    expect(decisionOf(aUser(user), first)).toMatchObject({ action, refusal: undefined });
  });
});
