import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import {
  ago,
  aUser,
  config,
  decisionOf,
  first,
  inactive,
  type Moment,
  now,
  proof,
  rulesFor,
  second,
  type Time,
  third,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

type Row = [given: string, rules: string, user: UserSketch];

const pair = withKeys(85, 7);
const told = { told: { [first]: 30 } };
const pending = { [second]: ['AWSPENDING'] };
const thirdPending = { [third]: ['AWSPENDING'] };
const lost = { secret: { deleted: true } };
const refused = { secret: { refusal: 'is not ours' } };

describe('in-flight', () => {
  const due = withKeys(65);
  const marked = (at: Time) => ({ ...due, intents: [{ at, keyIds: [first] }] });
  const storedSince = (at: Time) => ({ current: second, storedAt: { [second]: at }, madeAt: { [second]: at } });

  it.each<Row>([
    ['an intent mark a second less than an hour old', 'in-flight', marked({ minutes: 59, seconds: 59 })],
    ['an intent mark an hour old', 'create', marked({ hours: 1 })],
    ['an intent mark of a clock a minute ahead', 'in-flight', marked({ minutes: -1 })],
    ['an intent mark of a clock an hour ahead', 'in-flight', marked({ hours: -1 })],
    ['an intent mark more than an hour ahead', 'create', marked({ hours: -1, seconds: -1 })],
    ['an intent mark years ahead', 'create', { ...due, tags: { 'access-key-sweeper:creating:x': '2036-01-01T00:00:00Z' } }],
    ['an intent mark without a date', 'create', { ...due, tags: { 'access-key-sweeper:creating:x': 'soon' } }],
    ['an intent mark in other case', 'in-flight', { ...due, tags: { 'ACCESS-KEY-SWEEPER:Creating:x': ago({ minutes: 3 }).toISOString() } }],
    ['an unlisted key stored a second less than an hour ago', 'in-flight', { ...due, ...storedSince({ minutes: 59, seconds: 59 }) }],
    ['an unlisted key stored an hour ago', 'create', { ...due, ...storedSince({ hours: 1 }) }],
    ['a listed key stored a minute ago', 'superseded-waiting, fresh', { ...withKeys(65, 0), ...storedSince({ minutes: 1 }) }],
  ])('given %s, %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it('given a value that a person stored a minute ago, no other sweep works on the user', () => {
    const versions = new Map([['by-hand', { stages: ['AWSCURRENT'], createdAt: ago({ minutes: 1 }) }]]);
    expect(rulesFor(aUser({ ...due, secret: { versions } }))).toBe('create');
  });

  it('given one young mark among old ones, every key of the user is kept and deferred', () => {
    const marks = [3, { minutes: 3 }].map((at) => ({ at, keyIds: [first, second] }));
    const { decisions } = decide(aUser({ ...withKeys(inactive(95), 65), intents: marks }), config(), now);
    const deferred = { rule: 'in-flight', action: 'keep', postponed: 'deferred' };
    expect(decisions).toMatchObject([deferred, deferred]);
  });

  it('given any other rule, the decision is not postponed', () => {
    expect(decisionOf(aUser(due), first)).not.toHaveProperty('postponed');
  });
});

describe('unfinished', () => {
  const staged = (...stages: readonly string[]) => ({ ...withKeys(1), stages: { [first]: stages } });

  it.each<Row>([
    ['pending', 'unfinished', staged('AWSPENDING')],
    ['pending with a stage that a person set', 'unfinished', staged('AWSPENDING', 'blue')],
    ['pending and current', 'fresh', staged('AWSPENDING', 'AWSCURRENT')],
    ['pending and previous', 'fresh', staged('AWSPENDING', 'AWSPREVIOUS')],
    ['current', 'fresh', staged('AWSCURRENT')],
    ['deprecated', 'fresh', staged()],
    ['not there', 'fresh', withKeys(1)],
    ['pending, the key Inactive', 'inactive-unmarked', { ...staged('AWSPENDING'), ...withKeys(inactive(1)), made: [] }],
    ['pending, the key Expired', 'unknown-status', { ...staged('AWSPENDING'), ...withKeys({ Status: 'Expired' }) }],
  ])('given a key whose version is %s, %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it.each<Row>([
    ['younger than the previous', 'superseded-done, unfinished', { ...pair, ...told, stages: { [first]: ['AWSPREVIOUS'], ...pending } }],
    ['younger than the current key', 'superseded-done, unfinished', { ...pair, ...told, current: first, stages: pending }],
    ['in a secret scheduled for deletion', 'no-slot, unfinished', { ...pair, ...told, current: first, stages: pending, ...lost }],
    ['in a secret that must not be written', 'no-slot, unfinished', { ...pair, ...told, stages: pending, ...refused }],
    ['older than the current key', 'unfinished, no-slot', { ...withKeys(85, 62), current: second, stages: { [first]: ['AWSPENDING'] } }],
    [
      'older than an Inactive current key',
      'no-slot, unfinished, inactive-current',
      { ...withKeys(85, 10, inactive(9)), ...told, stages: pending, current: third },
    ],
    [
      'youngest of three',
      'superseded-done, superseded-waiting, unfinished',
      { ...withKeys(85, 70, 10), ...told, current: second, stages: thirdPending },
    ],
  ])('given an unfinished key %s, %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it.each([
    ['before it', 8, 'superseded-done, unfinished'],
    ['in the same moment', 7, 'no-slot, unfinished'],
    ['after it', 6, 'no-slot, unfinished'],
  ])('given a person stored a value %s, %i days ago: %s', (_, days, rules) => {
    const versions = new Map([
      [`access-key-sweeper-${second}`, { stages: ['AWSPENDING'], createdAt: ago(7) }],
      ['by-hand', { stages: ['AWSCURRENT'], createdAt: ago(days) }],
    ]);
    expect(rulesFor(aUser({ ...pair, ...told, days: { kind: 'any' }, made: [second], secret: { versions } }))).toBe(rules);
  });
});

describe('orphan', () => {
  /** A key of an hour or so, and an intent mark of an hour ago that does not list it. */
  const minted = (made: Time, more: UserSketch = {}) => ({
    ...withKeys({ CreateDate: ago(made) }),
    intents: [{ at: { hours: 1 }, keyIds: [second] }],
    ...more,
  });
  const hour = { hours: 1 };

  it.each<Row>([
    ['created 5 minutes and a second before the mark', 'fresh', minted({ hours: 1, minutes: 5, seconds: 1 })],
    ['created 5 minutes before the mark', 'orphan', minted({ hours: 1, minutes: 5 })],
    ['created with the mark', 'orphan', minted(hour)],
    ['created 15 minutes after the mark', 'orphan', minted({ minutes: 45 })],
    ['created 15 minutes and a second after the mark', 'fresh', minted({ minutes: 44, seconds: 59 })],
    ['whose mark is younger than an hour', 'in-flight', minted(hour, { intents: [{ at: { minutes: 59, seconds: 59 } }] })],
    ['that the mark lists', 'fresh', minted(hour, { intents: [{ at: hour, keyIds: [first] }] })],
    ['that one mark lists and another does not', 'orphan', minted(hour, { intents: [{ at: hour, keyIds: [first] }, { at: hour }] })],
    ['without a mark', 'fresh', minted(hour, { intents: [] })],
    ['whose mark is years ahead', 'fresh', minted(hour, { intents: [{ at: -3650 }] })],
    ['that is stored', 'fresh', minted(hour, { current: first })],
    ['that was stored and is deprecated', 'fresh', minted(hour, { stages: { [first]: [] } })],
    ['beside a stored key', 'orphan', minted(hour, { current: second })],
    ['that somebody used', 'fresh', minted(hour, { used: { [first]: { minutes: 30 } } })],
    ['that the sweeper proved', 'fresh', minted(hour, { used: { [first]: proof(hour) } })],
    ['that is Inactive', 'inactive-unmarked', minted(hour, withKeys({ CreateDate: ago(hour), Status: 'Inactive' }))],
  ])('given a key %s, %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it('given an orphan, it is deactivated, and deleted from tomorrow on', () => {
    const { action, deletion } = decisionOf(aUser(minted(hour)), first);
    expect({ action, kind: deletion.kind, notBefore: deletion.notBefore }).toEqual({
      action: 'deactivate',
      kind: 'orphan',
      notBefore: '2026-11-25',
    });
  });

  const off = (since: Moment, more: UserSketch = {}) => ({
    ...withKeys({ CreateDate: ago({ days: 2 }), Status: 'Inactive' }),
    ...{ intents: [{ at: 2 }], inactiveSince: { [first]: since }, inactiveKind: 'orphan' as const },
    ...more,
  });

  it.each<Row>([
    ['that is Inactive for a day', 'inactive-past-delete', off(1)],
    ['that is Inactive for a second less', 'inactive-waiting', off({ days: 1, seconds: -1 })],
    // Its owner was not told, because it seemed to have none.
    ['that is Inactive, and was used', 'inactive-unmarked', off(1, { used: { [first]: 1.9 } })],
    ['that is Inactive, and whose mark of the creation is gone', 'inactive-unmarked', off(1, { intents: [] })],
    ['that somebody made Active again', 'fresh', off(1, withKeys({ CreateDate: ago({ days: 2 }) }))],
  ])('given an orphan %s, %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });

  it('given a key whose last use was not read, it is not an orphan', () => {
    const user = aUser(minted(hour));
    const evidence = user.evidence && { ...user.evidence, lastUse: new Map() };
    expect(rulesFor({ ...user, evidence })).toBe('fresh');
  });
});

describe('a secret that is not the user’s', () => {
  const foreign = { secret: { claim: 'foreign' as const, refusal: 'is not ours', versions: new Map() } };
  const born = { hours: 2 };

  it.each<Row>([
    ['an orphan without it', 'no-slot, orphan', { ...withKeys(65, { CreateDate: ago(born) }), intents: [{ at: born, keyIds: [first] }] }],
    ['an orphan', 'no-slot, fresh', { ...withKeys(65, { CreateDate: ago(born) }), intents: [{ at: born, keyIds: [first] }], ...foreign }],
    ['a key in the way without it', 'in-the-way, no-slot', withKeys(95, 62)],
    ['a key in the way', 'no-slot, no-slot', { ...withKeys(95, 62), ...foreign }],
  ])('given %s, it takes no key that may be in there: %s', (_, rules, user) => {
    expect(rulesFor(aUser(user))).toBe(rules);
  });
});
