import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import type { Failure, Plan, Result, UserResult } from '../../../lib/model/plan.ts';
import type { SweepRequest } from '../../../lib/model/sweep-request.ts';
import { type MissedRotation, missedRotations, replacedBefore } from '../../../lib/report/missed-rotations.ts';
import {
  ago,
  aUser,
  config,
  first,
  inactive,
  now,
  type Overrides,
  second,
  tagged,
  third,
  type UserSketch,
  userResultOf,
  withKeys,
} from '../../tools/builders.ts';

type Sketch = UserSketch & { forcedKeys?: string[] };

const force = { users: ['bob'], force: true };

function planOf({ forcedKeys, ...user }: Sketch, overrides: Overrides = {}): Plan {
  return decide({ ...aUser({ ...user, forced: true }), forcedKeys }, config(overrides), now);
}

/** The result of bob in a forced run. */
function bob(user: Sketch, result: Partial<Result> = {}, overrides: Overrides = {}): UserResult {
  return userResultOf(planOf(user, overrides), result);
}

function missed(
  userResult: UserResult,
  failures: readonly Failure[] = [],
  request: SweepRequest & { delivery?: string } = force,
): MissedRotation[] {
  return missedRotations({ now, userResults: [userResult], failures, missing: ['zoe'], isUnheard: false }, request);
}

const young = withKeys(20);
const hour = { hours: 1 };
/** The key to replace, and one that was created after the run was requested. */
const since: Sketch = { ...withKeys(20, { CreateDate: ago(hour) }), forcedKeys: [first] };
const gone: Sketch = { ...withKeys({ CreateDate: ago(hour) }), forcedKeys: [second] };
const pending = { stages: { [second]: ['AWSPENDING'] } };
/** Bob's creation was deferred by the limits of one sweep. */
const spread = planOf(young);
const postponed = spread.decisions.map((one) => ({ ...one, postponed: 'deferred' as const }));

it.each<[given: string, lines: string[], user: Sketch]>([
  [
    'a named key whose replacement is current',
    [`bob, ${first}, now ${second}: `],
    { ...withKeys(20, 1), current: second, forcedKeys: [first] },
  ],
  ['no named key', [], { ...withKeys(20, 1), current: second }],
  ['another named key', [], { ...withKeys(20, 1), current: second, forcedKeys: [second] }],
  ['a named key that nothing replaces', [], { ...withKeys(20, 1), forcedKeys: [first] }],
  ['a named key that a person’s replaces', [], { ...withKeys(65, 10), used: { [second]: 1 }, forcedKeys: [first] }],
])('given %s, what was replaced before is %j', (_, lines, user) => {
  expect(replacedBefore([bob(user)])).toEqual(lines.map((line) => expect.stringContaining(line)));
});

describe('a slot that an orphan takes', () => {
  const orphan = { ...withKeys(20, { CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 }, keyIds: [first] }] };
  const off = {
    ...withKeys(20, { CreateDate: ago({ days: 1 }), Status: 'Inactive' }),
    intents: [{ at: 1, keyIds: [first] }],
    inactiveSince: { [second]: { hours: 3 } },
    inactiveKind: 'orphan' as const,
  };
  const delivery = 'delivery-1';

  it.each<[given: string, waits: true | undefined, user: Sketch, request: SweepRequest & { delivery?: string }, result?: Partial<Result>]>([
    ['the run deactivates it', true, orphan, force],
    ['a continuation deactivates it', true, orphan, { ...force, delivery }],
    ['a continuation does not get to deactivate it', undefined, orphan, { ...force, delivery }, { outcome: 'failed' }],
    ['the run finds it Inactive', true, off, force],
    ['a continuation finds it Inactive', undefined, off, { ...force, delivery }],
    ['a continuation finds it Inactive without a mark, and marks it', undefined, { ...off, inactiveSince: {} }, { ...force, delivery }],
    ['another key takes the slot', undefined, withKeys(20, inactive(3)), force],
    ['another key takes the slot in a continuation', undefined, withKeys(20, inactive(3)), { ...force, delivery }],
    ['the user is exempt', undefined, { ...orphan, ...tagged('exempt', 'x') }, force],
    ['the secret must not be written', undefined, { ...off, secret: { refusal: 'is a replica' } }, force],
    ['nothing takes the slot', undefined, { ...withKeys(20), ...tagged('exempt', 'x') }, force],
  ])('given %s, the user waits for a day: %s', (_, waits, user, request, result) => {
    const [found] = missed(bob(user, result), [], request);
    expect(found).toBeDefined();
    expect(found?.waitsForOrphan).toBe(waits);
  });

  it.each<[given: string, waits: true | undefined, from: string, to: string]>([
    ['over on the day of the continuation', undefined, '2026-11-25', '2026-11-25'],
    ['that began and ends before it', true, '2026-11-01', '2026-11-24'],
    ['that begins after it', true, '2026-11-26', '2026-11-30'],
  ])('given a freeze %s, the user waits for a day: %s', (_, waits, from, to) => {
    const [found] = missed(bob(orphan, {}, { freezes: [{ from, to, reason: 'sales' }] }));
    expect(found?.waitsForOrphan).toBe(waits);
  });
});

describe('users of a forced run', () => {
  it.each<[string, UserResult]>([
    ['whose replacement was created', bob(young)],
    ['whose replacement would be created', bob(young, { outcome: 'rehearsed' })],
    ['whose unfinished key was made current', bob({ ...since, ...pending })],
    ['with a current key in place of the named one', bob({ ...since, current: second })],
  ])('given one %s, none is missed', (_, userResult) => {
    expect(missed(userResult)).toEqual([]);
  });

  it.each<[given: string, mayFollow: boolean, reason: string, UserResult]>([
    ['whose creation failed', true, '(AccessDenied)', bob(young, { outcome: 'failed', note: 'AccessDenied' })],
    ['whose creation was deferred', true, '(keys changed)', bob(young, { outcome: 'deferred', note: 'keys changed' })],
    ['whose creation the limits put off', true, '(the limits of one sweep put it off)', userResultOf({ ...spread, decisions: postponed })],
    ['that is exempt', false, `${first}: tagged exempt: "till"`, bob({ ...young, ...tagged('exempt', 'till') })],
    ['without a key', false, 'it has no Active key', bob({ keys: [], forcedKeys: [first] })],
    ['with an Inactive key', false, 'it has no Active key', bob(withKeys(inactive(0)))],
    ['with another key beside the named one', false, `${first}: 20 days old, but the user has no free slot for a replacement`, bob(since)],
    ['whose named key is not there', false, 'it has none of the keys to replace', bob({ ...gone, current: first })],
    ['whose unfinished key was dropped', false, '(dropped)', bob({ ...since, ...pending }, { note: 'dropped' })],
    [
      'of whose two named keys one has a current key in its place',
      false,
      `${second}: 0 days old, but the user has no free slot for a replacement`,
      bob({ ...since, current: second, forcedKeys: [first, second] }),
    ],
    [
      'whose only key is an orphan',
      false,
      'lost its secret before it was stored; nobody has it',
      bob({ ...withKeys({ CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 } }] }),
    ],
    [
      'whose newest key is deactivated',
      false,
      `${first}: 200 days old, but the user has no free slot for a replacement`,
      bob({ ...withKeys(200, 91), used: { [first]: 1 }, told: { [second]: 10 } }),
    ],
    [
      'whose newest key is an orphan that takes the slot',
      false,
      `${first}: 20 days old, but the user has no free slot for a replacement`,
      bob({ ...withKeys(20, { CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 }, keyIds: [first] }] }, {}),
    ],
    ['whose secret must not be written', false, '; but its secret iam-access-keys/bob x', bob({ ...young, secret: { refusal: 'x' } })],
  ])('given one %s, it is missed, may follow: %s, %s', (_, mayFollow, reason, userResult) => {
    const [found, ...others] = missed(userResult);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ UserName: 'bob', reason: expect.stringMatching(`${escaped(reason)}$`), mayFollow });
    expect(found?.AccessKeyId).toBe(/^AKIA\w+(?=:)/.exec(found?.reason ?? '')?.[0]);
  });

  it('given a continuation whose key was deleted since, none is missed if the user can fetch another', () => {
    const again = { ...force, keys: [second], delivery: 'delivery-2' };
    expect(missed(bob({ ...gone, current: first }), [], again)).toEqual([]);
    expect(missed(bob({ ...since, forcedKeys: [third], current: second }), [], again)).toEqual([]);
    expect(missed(bob(gone), [], again)).toHaveLength(1);
  });

  it('given a request of an older version, which names no key, each user is missed and a person is needed', () => {
    const reason = 'the request does not name its key';
    expect(missed(bob({ ...young, forcedKeys: [] }), [], { ...force, keys: [] })).toEqual([{ UserName: 'bob', reason, mayFollow: false }]);
  });

  it.each<[given: string, isMissed: boolean, user: Sketch, result?: Partial<Result>]>([
    ['would be replaced', true, young, { outcome: 'rehearsed' }],
    ['cannot be replaced', true, { ...young, secret: { refusal: 'x' } }],
    ['has been replaced by the run before', false, { ...since, current: second }],
  ])('given a freeze and a key that %s, it is missed: %s, and a person is needed', (_, isMissed, user, result) => {
    const freeze = { until: '2026-12-24', reason: 'sales' };
    const found = missedRotations({ now, userResults: [bob(user, result)], failures: [], missing: [], isUnheard: false, freeze }, force);
    const reason = 'there is a freeze until 2026-12-24 ("sales")';
    expect(found).toEqual(isMissed ? [{ UserName: 'bob', reason, mayFollow: false }] : []);
  });

  it('given users that were not looked at, each is missed once, in order, without names that no user has', () => {
    const failures = ['Throttling', 'and then this'].map((text) => ({ UserName: 'al', error: new Error(text) }));
    expect(missed(bob(young), [{ error: new Error('x') }, ...failures], { users: ['eve', 'al', 'zoe', 'bob', 'al'], force: true })).toEqual(
      [
        { UserName: 'al', reason: 'Throttling', mayFollow: true },
        { UserName: 'eve', reason: 'this sweep did not look at it', mayFollow: true },
      ],
    );
  });

  it.each<[string, SweepRequest]>([
    ['not forced', { users: ['bob'] }],
    ['forced without names', { force: true }],
  ])('given a run that is %s, none is missed', (_, request) => {
    expect(missed(bob(young, { outcome: 'failed', note: 'AccessDenied' }), [], request)).toEqual([]);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[()/.]/g, '\\$&');
}
