import { describe, expect, it } from 'vitest';
import {
  ago,
  aUser,
  decisionOf,
  first,
  inactive,
  now,
  type Overrides,
  proof,
  rulesFor,
  second,
  tagged,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

type Row = [given: string, rules: string, user: UserSketch, overrides?: Overrides];

const report: Overrides = { lateKeys: 'report' };
/** An orphan that this sweep deletes. */
const orphan = { CreateDate: ago({ hours: 2 }) };
const marked = { intents: [{ at: { hours: 2 }, keyIds: [first] }] };

describe('unused', () => {
  const retire: Overrides = { retireUnusedAfterDays: 45 };
  const used = (at: number | object) => ({ used: { [first]: at } });

  it.each<Row>([
    ['a key never used, but unused keys are not retired', 'fresh', withKeys(59), {}],
    // A day more than the setting, because AWS shows a use late.
    ['a key of 46 days, never used', 'unused', withKeys(46)],
    ['a key a second younger than 46 days, never used', 'fresh', withKeys({ CreateDate: ago({ days: 46, seconds: -1 }) })],
    ['a key last used 46 days ago', 'unused', { ...withKeys(59), ...used(46) }],
    ['a key last used a second less than 46 days ago', 'fresh', { ...withKeys(59), ...used({ days: 46, seconds: -1 }) }],
    ['a key only proven', 'unused', { ...withKeys(50), used: { [first]: proof(50) } }],
    ['a late key', 'unused', withKeys(75)],
    ['two unused keys', 'unused, fresh', withKeys(50, 49)],
    ['two unused keys of the same second', 'fresh, unused', { keys: withKeys(50, 50).keys.toReversed() }],
    ['an unused key younger than a used one', 'fresh, fresh', { ...withKeys(55, 50), used: { [first]: now } }],
    ['an unused key younger than an Inactive one', 'inactive-unmarked, unused', withKeys(inactive(55), 50)],
    ['an unused key of an exempt user', 'exempt', { ...withKeys(200), ...tagged('exempt', 'spare') }],
  ])('given %s: %s', (_, rules, user, overrides = retire) => {
    expect(rulesFor(aUser(user), overrides)).toBe(rules);
  });

  it('given an unused key, it is deactivated', () => {
    expect(decisionOf(aUser(withKeys(46)), first, retire)).toMatchObject({ action: 'deactivate' });
  });

  it('given a key whose evidence was not read, it does not count as unused', () => {
    expect(rulesFor({ ...aUser(withKeys(50)), evidence: undefined }, retire)).toBe('fresh');
  });
});

describe('create, late and fresh', () => {
  const from90 = { create: { from: 90, to: 97 }, deactivate: { from: 104, to: 111 }, delete: { after: 111 } };

  it.each<[age: number, rule: string, action: string, overrides: Overrides]>([
    [0, 'fresh', 'keep', {}],
    [59, 'fresh', 'keep', {}],
    [60, 'create', 'create', {}],
    [70, 'create', 'create', {}],
    [71, 'create', 'create', {}],
    [4000, 'create', 'create', {}],
    [70, 'create', 'create', report],
    [71, 'late', 'flag', report],
    [89, 'fresh', 'keep', { thresholds: from90 }],
    [90, 'create', 'create', { thresholds: from90 }],
  ])('given one key of %i days, %s: %s, with %o', (age, rule, action, overrides) => {
    expect(decisionOf(aUser(withKeys(age)), first, overrides)).toMatchObject({ age, rule, action });
  });

  it('given a key a second younger than 60 days, it is fresh', () => {
    expect(rulesFor(aUser(withKeys({ CreateDate: ago({ days: 60, seconds: -1 }) })))).toBe('fresh');
  });

  it('given a due key whose evidence was not read, it is replaced', () => {
    const unread = { ...aUser(withKeys(65)), evidence: undefined };
    expect(decisionOf(unread, first)).toMatchObject({ rule: 'create', action: 'create' });
  });
});

describe('no-slot', () => {
  const since = { inactiveSince: { [second]: 6 } };
  const superseded = { ...withKeys(100, 61), current: second, told: { [first]: 20 } };

  it.each<Row>([
    ['a young Active key', 'no-slot, fresh', withKeys(60, 5)],
    ['an Inactive key', 'no-slot, inactive-unmarked', withKeys(60, inactive(5))],
    ['an Expired key', 'no-slot, unknown-status', withKeys(60, { age: 5, Status: 'Expired' })],
    ['a key that this sweep deletes', 'create, inactive-past-delete', { ...withKeys(65, inactive(95)), ...since }],
    [
      'a key that this sweep deletes and a third one',
      'no-slot, inactive-past-delete, fresh',
      { ...withKeys(65, inactive(95), 5), ...since },
    ],
    ['an older key that this sweep deactivates', 'superseded-done, no-slot', { ...superseded, used: { [first]: 30 } }],
  ])('given a due key beside %s: %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it('given late keys are only reported, a key without a slot is flagged for the slot', () => {
    expect(decisionOf(aUser(withKeys(95, inactive(5))), first, report)).toMatchObject({ rule: 'no-slot', action: 'flag' });
  });
});

describe('a forced run', () => {
  it.each<Row>([
    ['a young key', 'create', withKeys(1)],
    ['a late key where late keys are only reported', 'create', withKeys(100), report],
    ['two keys', 'fresh, no-slot', withKeys(9, 1)],
    ['two keys of the same second', 'fresh, no-slot', withKeys(1, 1)],
    ['one Inactive key', 'inactive-unmarked', withKeys(inactive(1))],
    ['an Inactive key that is newer', 'no-slot, inactive-unmarked', withKeys(9, inactive(1))],
    ['an orphan that is newer', 'create, orphan', { ...withKeys(20, orphan), ...marked }],
    ['an exempt user', 'exempt', { ...withKeys(1), ...tagged('exempt', 'x') }],
  ])('given %s, the newest Active key that stays is replaced now: %s', (_, rules, user, overrides) => {
    expect(rulesFor(aUser({ ...user, forced: true }), overrides)).toBe(rules);
  });

  it.each<[given: string, rules: string, user: UserSketch, keys: string[]]>([
    ['the only key', 'create', withKeys(1), [first]],
    ['the older of two', 'no-slot, fresh', withKeys(9, 1), [first]],
    ['the newest, beside one that this sweep deletes', 'create, orphan', { ...withKeys(20, orphan), ...marked }, [first]],
    ['both of two', 'no-slot, no-slot', withKeys(9, 1), [first, second]],
    ['a key that is not there', 'fresh', withKeys(1), [second]],
    ['no key', 'fresh', withKeys(1), []],
    ['a key that was replaced since', 'fresh, fresh', { ...withKeys(9, 0), current: second }, [first]],
    [
      'a key whose replacement this sweep finishes',
      'fresh, unfinished',
      { ...withKeys(9, 0), stages: { [second]: ['AWSPENDING'] } },
      [first],
    ],
  ])('given the run names %s: %s', (_, rules, user, forcedKeys) => {
    expect(rulesFor({ ...aUser({ ...user, forced: true }), forcedKeys })).toBe(rules);
  });
});
