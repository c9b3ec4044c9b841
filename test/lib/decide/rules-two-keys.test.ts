import { describe, expect, it } from 'vitest';
import {
  ago,
  aUser,
  decisionOf,
  first,
  inactive,
  type Moment,
  type Overrides,
  proof,
  rulesFor,
  second,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';
import { gone } from '../../tools/notice-examples.ts';

type Row = [given: string, rules: string, user: UserSketch, overrides?: Overrides];

const hour = { hours: 1 };
const told = { told: { [first]: 10 } };
const used = (one?: Moment, other?: Moment) => ({ used: { [first]: one, [second]: other } });
const both = used(hour, hour);

describe('two-in-use', () => {
  // AWS shows a use late, so a day is added to the seven of the settings.
  const almost = { days: 8, seconds: -1 };

  it.each<Row>([
    ['both used today', 'two-in-use, fresh', { ...withKeys(60, 1), ...both }],
    ['both used today, a day too young', 'fresh, fresh', { ...withKeys(59, 1), ...both }],
    ['both used today and old', 'two-in-use, two-in-use', { ...withKeys(100, 60), ...both }],
    ['the older last used a second less than 8 days ago', 'two-in-use, fresh', { ...withKeys(60, 1), ...used(almost, hour) }],
    ['the older last used 8 days ago', 'no-slot, fresh', { ...withKeys(60, 1), ...used(8, hour) }],
    ['the older last used 36 days ago', 'superseded-waiting, fresh', { ...withKeys(60, 1), ...used(36, hour) }],
    ['the younger last used a second less than 8 days ago', 'two-in-use, fresh', { ...withKeys(60, 1), ...used(hour, almost) }],
    ['the younger last used 8 days ago', 'no-slot, fresh', { ...withKeys(60, 1), ...used(hour, 8) }],
    ['the younger current', 'superseded-waiting, fresh', { ...withKeys(60, 1), ...both, current: second }],
    ['the older current', 'no-slot, fresh', { ...withKeys(60, 1), ...both, current: first }],
    ['the guards off', 'no-slot, fresh', { ...withKeys(60, 1), ...both }, { inUseWithinDays: 0 }],
    [
      'the guards off, by a clock ahead of ours',
      'no-slot, fresh',
      { ...withKeys(60, 1), ...used({ hours: -1 }, { hours: -1 }) },
      { inUseWithinDays: 0 },
    ],
    ['the younger never used', 'no-slot, fresh', { ...withKeys(60, 1), ...used(hour) }],
    ['the younger only proven', 'no-slot, fresh', { ...withKeys(60, 1), used: { [first]: hour, [second]: proof(1) } }],
    ['the younger Inactive', 'no-slot, inactive-unmarked', { ...withKeys(60, inactive(1)), ...both }],
    ['and a third that nobody uses', 'two-in-use, two-in-use, no-slot', { ...withKeys(70, 80, 61), ...both }],
  ])('given two keys in use, %s: %s', (_, rules, user, overrides) => {
    expect(rulesFor(aUser(user), overrides)).toBe(rules);
  });

  it('given two keys in use, each is flagged', () => {
    const user = aUser({ ...withKeys(100, 60), ...both });
    for (const id of [first, second]) expect(decisionOf(user, id)).toMatchObject({ rule: 'two-in-use', action: 'flag' });
  });
});

describe('in-the-way and in-the-way-done', () => {
  const lost = { deleted: true };
  const orphan = { ...withKeys(120, { CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 }, keyIds: [first] }] };
  const almost = { days: 91, seconds: -1 };

  it.each<Row>([
    ['never used, the other used', 'in-the-way-done', used(undefined, 1)],
    ['a day younger', 'superseded-done', { ...withKeys(90, 20), ...used(undefined, 1) }],
    ['last used 91 days ago, the other lately', 'in-the-way-done', used(91, 1)],
    ['last used a second less than 91 days ago', 'superseded-done', used(almost, 1)],
    ['neither ever used', 'in-the-way-done', {}],
    ['neither ever used, the secret lost', 'in-the-way-done', { secret: lost }],
    ['neither ever used, the other previous', 'in-the-way-done', { stages: { [second]: ['AWSPREVIOUS'] } }],
    ['neither ever used, the other previous in a lost secret', 'no-slot', { stages: { [second]: ['AWSPREVIOUS'] }, secret: lost }],
    // The owner is told each week that no older key is deactivated until the secret is restored.
    ['never used, the other used, its secret lost', 'no-slot', { ...used(undefined, 1), stages: { [second]: [] }, secret: lost }],
    ['neither ever used, the secret of the other gone', 'no-slot', { ...gone, made: [second] }],
    ['neither ever used, the secret gone, the other a person’s', 'in-the-way-done', gone],
    ['never used, the other used, whose secret is gone', 'in-the-way-done', { ...used(undefined, 1), ...gone, made: [second] }],
    ['neither ever used, the other deprecated', 'no-slot', { stages: { [second]: [] } }],
    [
      'neither ever used, the other pending and not to be finished',
      'no-slot',
      { stages: { [second]: ['AWSPENDING'] }, secret: { refusal: 'x' } },
    ],
    // Only the sweeper's proof used the other: the sweeper created it, and its secret is gone.
    ['never used, the other only proven', 'no-slot', { used: { [second]: proof(20) } }],
    ['itself stored and deprecated', 'no-slot', { stages: { [first]: [] } }],
    ['whose owner was never told', 'in-the-way', { ...used(undefined, 1), told: {} }],
    ['whose owner was told a second less than 10 days ago', 'in-the-way', { told: { [first]: { days: 10, seconds: -1 } } }],
    ['with a mark without a date', 'in-the-way', { told: {}, tags: { [`access-key-sweeper:told-since:${first}`]: 'yes' } }],
    ['with a mark about the other key', 'in-the-way', { told: { [second]: 10 } }],
  ])('given an old key beside another, %s: %s', (_, rule, more) => {
    expect(rulesFor(aUser({ ...withKeys(91, 20), ...told, ...more })).split(', ')[0]).toBe(rule);
  });

  it.each<Row>([
    // AWS records a use once in 15 minutes: the order of two uses that are closer together is not known.
    ['used in the same second', 'in-the-way-done, no-slot', { ...withKeys(100, 95), ...told, ...used(95, 95) }],
    ['used in the same second, no owner told', 'in-the-way, no-slot', { ...withKeys(100, 95), ...used(95, 95) }],
    [
      'the older 59 seconds later in the same minute',
      'in-the-way-done, no-slot',
      { ...withKeys(100, 95), ...told, ...used({ days: 95, seconds: -59 }, 95) },
    ],
    ['the older a minute later', 'no-slot, in-the-way', { ...withKeys(100, 95), ...told, ...used({ days: 95, seconds: -60 }, 95) }],
    ['of the same second, used in the same minute', 'in-the-way-done, no-slot', { ...withKeys(100, 100), ...told, ...used(95, 95) }],
    ['the younger a second later', 'in-the-way-done, no-slot', { ...withKeys(100, 95), ...told, ...used({ days: 95, seconds: 1 }, 95) }],
    ['the older used, the younger never', 'no-slot, fresh', { ...withKeys(100, 20), ...told, ...used(95) }],
    ['never used', 'in-the-way-done, no-slot', { ...withKeys(120, 110), told: { [first]: 10, [second]: 50 } }],
    ['of the same second, never used', 'in-the-way-done, no-slot', { ...withKeys(100, 100), told: { [first]: 10, [second]: 50 } }],
    ['the older used lately', 'no-slot, in-the-way-done', { ...withKeys(200, 91), ...used(1), told: { [second]: 10 } }],
    ['the younger Inactive', 'no-slot, inactive-unmarked', { ...withKeys(120, inactive(20)), ...told }],
    ['the younger Inactive and used', 'no-slot, inactive-unmarked', { ...withKeys(120, inactive(20)), ...told, ...used(undefined, 1) }],
  ])('given two keys, %s: %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it.each<Row>([
    ['one key, never used', 'create', { ...withKeys(120), ...told }],
    ['three keys, never used', 'no-slot, in-the-way, no-slot', withKeys(110, 120, 100)],
    ['a second key that is an orphan', 'no-slot, orphan', { ...orphan, ...told }],
  ])('given %s: %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  const early: Overrides = {
    ...{ everyDays: 1, deploy: { schedule: 'rate(1 day)' } },
    thresholds: { create: { from: 20, to: 21 }, deactivate: { from: 22, to: 24 }, delete: { after: 31 } },
  };

  it.each<Row>([
    ['35 days old, never used', 'no-slot, no-slot', { ...withKeys(35, 33) }],
    ['36 days old, never used', 'in-the-way, no-slot', { ...withKeys(36, 33) }],
    ['last used a second less than 36 days ago', 'no-slot, no-slot', { ...withKeys(100, 90), ...used(0, { days: 36, seconds: -1 }) }],
    ['last used 36 days ago', 'no-slot, in-the-way', { ...withKeys(100, 90), ...used(0, 36) }],
  ])('given keys that end at 24 days, one that is %s: %s', (_, rules, user) => {
    expect(rulesFor(aUser(user), early)).toBe(rules);
  });

  it('given two old keys whose evidence was not read, the older one is in the way', () => {
    expect(rulesFor({ ...aUser(withKeys(91, 20)), evidence: undefined })).toBe('in-the-way, fresh');
  });

  it.each<[string, string, UserSketch]>([
    ['in-the-way-done', 'deactivate', told],
    ['in-the-way', 'keep', {}],
  ])('given %s, the action is %s', (rule, action, more) => {
    expect(decisionOf(aUser({ ...withKeys(91, 20), ...more }), first)).toMatchObject({ rule, action });
  });
});
