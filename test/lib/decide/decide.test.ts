import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import {
  ago,
  aUser,
  config,
  decisionOf,
  first,
  inactive,
  now,
  type Overrides,
  rulesFor,
  second,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';
import { elsewhere, lost, notOurs } from '../../tools/notice-examples.ts';

it('given keys in any order, the decisions have the oldest key first', () => {
  const { decisions } = decide(aUser(withKeys(20, 85, 40)), config(), now);
  expect(decisions.map(({ age }) => age)).toEqual([85, 40, 20]);
});

describe('keys that this sweep takes away', () => {
  const told = { told: { [first]: 20, [second]: 20 } };
  const used = { used: { [first]: 20, [second]: 150 } };
  const orphan = { ...withKeys(85, { CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 }, keyIds: [first] }] };
  const unused = {
    ...withKeys(300, 200),
    used: { [first]: 100, [second]: 150 },
    told: { [first]: 20, [second]: 20 },
    days: { kind: 'unused' as const },
  };

  it.each<[given: string, rules: string, user: UserSketch, overrides?: Overrides]>([
    ['a replacement that is deactivated as an orphan', 'no-slot, orphan', { ...orphan, ...told }],
    ['a key in the way of one that is retired as unused', 'unused-done, no-slot', unused, { unused: { action: 'retire' } }],
    ['two keys that could each replace the other', 'no-slot, in-the-way-done', { ...withKeys(300, 200), ...told, ...used }],
  ])('given %s, the key that would rely on them stays: %s', (_, rules, user, overrides) => {
    expect(rulesFor(aUser(user), overrides)).toBe(rules);
  });
});

describe('a secret that must not be written', () => {
  const secret = { refusal: 'is not ours; tag it' };

  it('given a due key, it is flagged with the reason', () => {
    const { rule, action, reason } = decisionOf(aUser({ ...withKeys(65), secret }), first);
    expect({ rule, action }).toEqual({ rule: 'create', action: 'flag' });
    expect(reason).toMatch(/^65 days old, .*; but its secret iam-access-keys\/bob is not ours; tag it$/);
  });

  it('given an unfinished key, it is flagged', () => {
    const user = aUser({ ...withKeys(7), stages: { [first]: ['AWSPENDING'] }, secret });
    expect(decisionOf(user, first)).toMatchObject({ rule: 'unfinished', action: 'flag' });
  });

  it('given a key for which nothing is to be written, its action is that of its rule', () => {
    expect(decisionOf(aUser({ secret }), first)).toMatchObject({ rule: 'fresh', action: 'keep' });
  });
});

it.each<[given: string, leftAlone: boolean, user: UserSketch, overrides?: Overrides]>([
  ['nothing special', false, {}],
  ['an exemption', true, {}, { exempt: { users: ['bob'] } }],
  ['another sweep that works on it', true, { intents: [{ at: { minutes: 5 } }] }],
])('given a user with %s, it is left alone: %s', (_, leftAlone, user, overrides) => {
  expect(decide(aUser(user), config(overrides), now)).toMatchObject({ leftAlone });
});

it.each<[given: string, rule: string, inOverlap: boolean, toldAt: Date | undefined, user: UserSketch]>([
  ['a replaced key', 'superseded-waiting', true, ago(7), { ...withKeys(70, 7), current: second, told: { [first]: 7 } }],
  ['a young key with a mark that is left', 'fresh', false, undefined, { ...withKeys(10), told: { [first]: 7 } }],
])('given %s, its rule %s says whether it is in overlap: %s', (_, rule, inOverlap, toldAt, user) => {
  const { promised, ...decision } = decisionOf(aUser(user), first);
  expect({ rule: decision.rule, inOverlap: decision.inOverlap, toldAt: promised?.toldAt }).toEqual({ rule, inOverlap, toldAt });
});

it.each<[given: string, isPromised: boolean, user: UserSketch, overrides?: Overrides]>([
  ['that is due', true, withKeys(60)],
  ['that a person asks to replace a day before it is due', false, { ...withKeys(59), forced: true }],
  ['that is not due', false, withKeys(59)],
  ['that has no slot for a replacement', false, withKeys(65, inactive(5))],
  ['that is late and only reported', false, withKeys(95), { lateKeys: 'report' }],
])('given a key %s, its owner is promised when it ends: %s', (_, isPromised, user, overrides) => {
  expect(decisionOf(aUser(user), first, overrides).promised !== undefined).toBe(isPromised);
});

it.each<[given: string, leftAlone: boolean, user: UserSketch]>([
  ['whose secret is in order', false, withKeys(65)],
  ['of another deployment', true, { ...withKeys(65), secret: elsewhere }],
  ['whose pointer is lost', true, { ...withKeys(65), secret: lost }],
  ['whose name another secret has', false, { ...withKeys(65), secret: notOurs }],
])('given a user %s, it is left alone: %s', (_, leftAlone, user) => {
  expect(decide(aUser(user), config(), now).leftAlone).toBe(leftAlone);
});

it('given a refusal of one of two keys, it is told instead of a concern about the other', () => {
  const { decisions } = decide(aUser({ ...withKeys(65, inactive(95)), inactiveSince: { [second]: 9 }, secret: notOurs }), config(), now);
  expect(decisions.map(({ refusal }) => refusal !== undefined)).toEqual([false, true]);
  expect(decisions.flatMap(({ concerns }) => concerns)).toEqual([]);
});
