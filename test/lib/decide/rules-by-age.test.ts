import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../lib/model/age.ts';
import { inactiveValue } from '../../../lib/model/mark-values.ts';
import { tagKeys } from '../../../lib/model/user-tags.ts';
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
/** An orphan that this sweep deactivates. */
const orphan = { CreateDate: ago({ hours: 2 }) };
const marked = { intents: [{ at: { hours: 2 }, keyIds: [first] }] };

describe('unused keys', () => {
  const retire: Overrides = { unused: { action: 'retire' } };
  const used = (at: number | object) => ({ used: { [first]: at } });
  const told = (days: number, kind: 'unused' | 'any' = 'unused') => ({ told: { [first]: days }, days: { kind } });

  it.each<Row>([
    ['a key never used, but unused keys are not retired', 'create', withKeys(60), {}],
    ['a key that is not due, never used', 'fresh', withKeys(59)],
    ['a due key, never used', 'unused-waiting', withKeys(60)],
    // A day more than the setting, because AWS shows a use late.
    ['a key last used 46 days ago', 'unused-waiting', { ...withKeys(65), ...used(46) }],
    ['a key last used a second less than 46 days ago', 'create', { ...withKeys(65), ...used({ days: 46, seconds: -1 }) }],
    ['a key only proven', 'unused-waiting', { ...withKeys(60), used: { [first]: proof(60) } }],
    ['a key that a person asks to replace', 'create', { ...withKeys(65), forced: true }],
    ['a late key', 'unused-waiting', withKeys(75)],
    ['two unused keys', 'unused-waiting, no-slot', withKeys(66, 65)],
    ['two unused keys of the same second', 'no-slot, unused-waiting', { keys: withKeys(65, 65).keys.toReversed() }],
    ['an unused key younger than a used one', 'no-slot, no-slot', { ...withKeys(66, 65), used: { [first]: now } }],
    ['an unused key younger than an Inactive one', 'inactive-unmarked, unused-waiting', withKeys(inactive(66), 65)],
    ['an unused key that was replaced', 'superseded-waiting, fresh', { ...withKeys(65, 1), current: second }],
    [
      'the same, and its secret is scheduled for deletion',
      'no-slot, fresh',
      { ...withKeys(65, 1), current: second, secret: { deleted: true } },
    ],
    [
      'an only unused key, whose secret is scheduled for deletion',
      'unused-waiting',
      { ...withKeys(65), current: first, secret: { deleted: true } },
    ],
    // Consumers fetch the first one, so the second does not replace it.
    [
      'an unused current key beside a used one of a person',
      'unused-waiting, fresh',
      { ...withKeys(100, 20), current: first, used: { [second]: 1 } },
    ],
    ['an unused key of an exempt user', 'exempt', { ...withKeys(200), ...tagged('exempt', 'spare') }],
    ['an unused key whose owner was told 20 days ago', 'unused-done', { ...withKeys(80), ...told(20) }],
    ['a key too young to be deactivated, whose owner was told', 'unused-waiting', { ...withKeys(79), ...told(15) }],
    [
      'a key old enough to be deactivated later today, whose owner was told',
      'unused-waiting',
      { ...withKeys({ CreateDate: ago({ days: 79, hours: 12 }) }), ...told(20) },
    ],
    ['a key whose owner was told 9 days ago', 'unused-waiting', { ...withKeys(80), ...told(9) }],
    ['a key whose owner was told that it was replaced', 'unused-waiting', { ...withKeys(80), ...told(20, 'any') }],
    ['a key used since its owner was told', 'create', { ...withKeys(80), ...told(20), ...used(1) }],
  ])('given %s: %s', (_, rules, user, overrides = retire) => {
    expect(rulesFor(aUser(user), overrides)).toBe(rules);
  });

  it('given an unused key, its owner is told a day from which it ends unless it is used', () => {
    const { promised, deletion } = decisionOf(aUser(withKeys(65)), first, retire);
    expect(promised).toMatchObject({ kind: 'unused', earliest: dayOf(ago(-15)), latest: undefined, isMarked: false });
    expect(deletion.kind).toBe('unused');
  });

  it('given a key whose evidence was not read, it does not count as unused', () => {
    expect(rulesFor({ ...aUser(withKeys(65)), evidence: undefined }, retire)).toBe('create');
  });
});

describe('retired keys', () => {
  const retired = (at: number) => ({ ...withKeys(inactive(200)), inactiveSince: { [first]: at }, inactiveKind: 'unused' as const });
  const used = (at: number | object) => ({ used: { [first]: at } });

  it.each<Row>([
    ['Inactive for 89 days', 'inactive-waiting', retired(89)],
    ['Inactive for 90 days', 'inactive-past-delete', retired(90)],
    ['current in its secret', 'inactive-waiting', { ...retired(3), current: first }],
    // The least that `unused.after` can be: an earlier use may have been no obstacle under an earlier setting.
    ['used 14 days before it was deactivated', 'inactive-past-delete', { ...retired(90), ...used(104) }],
    ['used a second less than that before', 'retired-in-use', { ...retired(90), ...used({ days: 104, seconds: -1 }) }],
    [
      'used earlier, but not earlier than today’s setting',
      'inactive-past-delete',
      { ...retired(90), ...used(140) },
      { unused: { action: 'retire', after: 59 } },
    ],
    ['used within an hour after', 'retired-in-use', { ...retired(3), ...used({ days: 3, hours: -1 }) }],
    ['used later, so that somebody had reactivated it', 'inactive-unmarked', { ...retired(3), ...used(2) }],
    ['deactivated by a person, used lately', 'inactive-waiting', { ...retired(3), inactiveKind: 'found', ...used(4) }],
  ])('given one %s: %s', (_, rules, user, overrides) => {
    expect(rulesFor(aUser(user), overrides)).toBe(rules);
  });
});

describe('Inactive keys in the way of a replacement', () => {
  const gone = (days: number) => ({ inactiveSince: { [first]: days } });
  const young = withKeys(inactive(30), 65);

  it.each<Row>([
    ['one whose wait is over', 'inactive-in-the-way, create', { ...young, ...gone(6) }],
    ['one whose wait is not over', 'inactive-waiting, no-slot', { ...young, ...gone(5) }],
    ['one without a mark', 'inactive-unmarked, no-slot', young],
    ['one that consumers fetch', 'inactive-current, no-slot', { ...young, ...gone(9), current: first }],
    ['a key that is not due', 'inactive-waiting, fresh', { ...withKeys(inactive(30), 50), ...gone(9) }],
    ['a key that a person asks to replace', 'inactive-in-the-way, create', { ...withKeys(inactive(30), 50), ...gone(9), forced: true }],
    ['a late key that is only reported', 'inactive-waiting, no-slot', { ...withKeys(inactive(30), 75), ...gone(9) }, report],
    ['no other key', 'inactive-waiting', { ...withKeys(inactive(30)), ...gone(9) }],
    ['a key that is retired', 'inactive-waiting, unused-waiting', { ...young, ...gone(9) }, { unused: { action: 'retire' } }],
    ['one that is old enough to be deleted anyway', 'inactive-past-delete, create', { ...withKeys(inactive(95), 65), ...gone(9) }],
    [
      'two, of which one was marked first',
      'inactive-waiting, inactive-in-the-way, no-slot',
      { ...withKeys(inactive(40), inactive(30), 65), inactiveSince: { [first]: 8, [second]: 9 } },
    ],
    [
      'two, of which the other was marked first',
      'inactive-in-the-way, inactive-waiting, no-slot',
      { ...withKeys(inactive(40), inactive(30), 65), inactiveSince: { [first]: 9, [second]: 8 } },
    ],
    [
      'two, of which the one marked first is retired and must wait',
      'inactive-waiting, inactive-in-the-way, no-slot',
      { ...withKeys(inactive(40), inactive(30), 65), tags: { ...mark(first, 9, 'unused'), ...mark(second, 8, 'ours') } },
    ],
    ['a key whose replacement is refused', 'inactive-waiting, no-slot', { ...young, ...gone(9), secret: { refusal: 'is a replica' } }],
  ])('given %s: %s', (_, rules, user, overrides) => {
    expect(rulesFor(aUser(user), overrides)).toBe(rules);
  });

  function mark(id: string, days: number, kind: 'ours' | 'unused') {
    return { [tagKeys.inactiveSince(id)]: inactiveValue(ago(days), kind, dayOf(ago(0))) };
  }
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
    ['an orphan that is newer', 'no-slot, orphan', { ...withKeys(20, orphan), ...marked }],
    ['an exempt user', 'exempt', { ...withKeys(1), ...tagged('exempt', 'x') }],
  ])('given %s, the newest Active key that stays is replaced now: %s', (_, rules, user, overrides) => {
    expect(rulesFor(aUser({ ...user, forced: true }), overrides)).toBe(rules);
  });

  it.each<[given: string, rules: string, user: UserSketch, keys: string[]]>([
    ['the only key', 'create', withKeys(1), [first]],
    ['the older of two', 'no-slot, fresh', withKeys(9, 1), [first]],
    ['the newest, beside an orphan', 'no-slot, orphan', { ...withKeys(20, orphan), ...marked }, [first]],
    ['both of two', 'no-slot, no-slot', withKeys(9, 1), [first, second]],
    ['a key that is not there', 'fresh', withKeys(1), [second]],
    ['no key', 'fresh', withKeys(1), []],
    ['an unused key beside one that a person made and uses', 'no-slot, fresh', { ...withKeys(40, 30), used: { [second]: 1 } }, [first]],
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
