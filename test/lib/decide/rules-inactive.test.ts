import { describe, expect, it } from 'vitest';
import {
  accessKey,
  ago,
  aUser,
  decisionOf,
  first,
  inactive,
  type Overrides,
  rulesFor,
  second,
  type Time,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

type Row = [given: string, rule: string, user: UserSketch];

describe('unknown-status', () => {
  it.each([
    ['Expired', 'unknown-status'],
    ['active', 'unknown-status'],
    ['Active', 'create'],
    ['Inactive', 'inactive-unmarked'],
  ])('given an old key of status %s, %s', (Status, rule) => {
    expect(rulesFor(aUser(withKeys({ age: 95, Status })))).toBe(rule);
  });

  it('given an Expired key, it is flagged with its status', () => {
    const { action, reason } = decisionOf(aUser(withKeys({ Status: 'Expired' })), first);
    expect({ action, reason }).toEqual({ action: 'flag', reason: expect.stringContaining('Expired') });
  });
});

describe('inactive-current and inactive-unmarked', () => {
  const since = { inactiveSince: { [first]: 10 } };
  const otherCase = `Access-Key-Sweeper:Inactive-Since:${first.toLowerCase()}`;
  const hourLater = { days: 10, hours: -1 };

  it.each<Row>([
    ['current', 'inactive-current', { ...since, current: first }],
    [
      'current, and a sweep made another since',
      'inactive-current, fresh',
      { ...withKeys(inactive(95), 20), ...since, current: first, made: [first, second] },
    ],
    // By the marks it was current last: somebody else moved its label.
    ['previous', 'inactive-current', { ...since, stages: { [first]: ['AWSPREVIOUS'] } }],
    [
      'previous, and no mark says that it was current',
      'inactive-past-delete',
      { ...since, stages: { [first]: ['AWSPREVIOUS'] }, made: [] },
    ],
    ['no mark', 'inactive-unmarked', {}],
    ['a mark', 'inactive-past-delete', since],
    ['a mark in other case', 'inactive-past-delete', { tags: { [otherCase]: ago(10).toISOString() } }],
    ['a mark about another key', 'inactive-unmarked', { inactiveSince: { [second]: 10 } }],
    ['a mark without a date', 'inactive-unmarked', { tags: { [`access-key-sweeper:inactive-since:${first}`]: 'lately' } }],
    ['a mark and a use before it', 'inactive-past-delete', { ...since, used: { [first]: 11 } }],
    ['a mark and a use an hour after it', 'inactive-past-delete', { ...since, used: { [first]: hourLater } }],
    ['a mark and a use a second later', 'inactive-unmarked', { ...since, used: { [first]: { ...hourLater, seconds: -1 } } }],
  ])('given an Inactive key past deletion with %s, %s', (_, rule, user) => {
    expect(rulesFor(aUser({ ...withKeys(inactive(95)), ...user }))).toBe(rule);
  });

  it('given an Inactive key of any age without a mark, it is marked', () => {
    expect(decisionOf(aUser(withKeys(inactive(0))), first)).toMatchObject({ rule: 'inactive-unmarked', action: 'mark' });
  });
});

describe('inactive-past-delete and inactive-waiting', () => {
  const later: Overrides = { thresholds: { delete: { after: 95, inactiveFor: 20 } } };

  it.each<[age: number, rule: string, since: number | Time, overrides?: Overrides]>([
    [90, 'inactive-waiting', 30],
    [91, 'inactive-past-delete', 30],
    [91, 'inactive-past-delete', 6],
    [91, 'inactive-waiting', { days: 6, seconds: -1 }],
    [91, 'inactive-waiting', { minutes: -59 }],
    [91, 'inactive-unmarked', -3],
    [20, 'inactive-waiting', 6],
    [95, 'inactive-waiting', 20, later],
    [96, 'inactive-waiting', 19, later],
    [96, 'inactive-past-delete', 20, later],
  ])('given an Inactive key of %i days, %s if Inactive for %o, with %o', (age, rule, since, overrides) => {
    expect(rulesFor(aUser({ ...withKeys(inactive(age)), inactiveSince: { [first]: since } }), overrides)).toBe(rule);
  });

  it('given a key a second younger than 91 days, it waits', () => {
    const keys = [accessKey({ CreateDate: ago({ days: 91, seconds: -1 }), Status: 'Inactive' })];
    const decision = decisionOf(aUser({ keys, inactiveSince: { [first]: 30 } }), first);
    expect(decision).toMatchObject({ age: 90, rule: 'inactive-waiting', action: 'keep' });
  });

  it('given a key past deletion, it is deleted', () => {
    expect(decisionOf(aUser({ ...withKeys(inactive(95)), inactiveSince: { [first]: 6 } }), first)).toMatchObject({ action: 'delete' });
  });
});
