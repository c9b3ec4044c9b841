import { describe, expect, it } from 'vitest';
import { withdrawnPromises } from '../../../lib/model/announcements.ts';
import { settledIntents, staleMarks, stalePending } from '../../../lib/model/marks.ts';
import type { Action, Decision, Outcome, Plan, Result, RuleName } from '../../../lib/model/plan.ts';
import { accessKey, ago, first, inactive, second, third, type UserSketch, withKeys } from '../../tools/builders.ts';
import { noOverlap, overlapRules, planOf, resultsOf } from '../../tools/ruled-plan.ts';

const toldTag = (id: string) => `access-key-sweeper:told-since:${id}`;
const inactiveTag = (id: string) => `access-key-sweeper:inactive-since:${id}`;
const told = { told: { [first]: 3 } };

const active = new Map([[first, 'Active']]);
const nothing = { removed: [], made: [] };
const statuses = ({ keys }: Plan) => new Map(keys.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]));

/** Returns the tag keys of the promises that are withdrawn. */
function withdrawn(given: Plan, outcome: Outcome = 'none'): string[] {
  return withdrawnPromises(given, resultsOf(given, outcome)).map(({ tagKey }) => tagKey);
}

it('given the rules of an overlap, they are these', () => {
  expect(overlapRules).toEqual([
    'in-the-way-done',
    'in-the-way',
    'superseded-in-use',
    'superseded-done',
    'superseded-waiting',
    'unused-done',
    'unused-waiting',
  ]);
});

describe('marks that an owner was told', () => {
  const marked = { ...told, days: { earliest: '2099-01-01', kind: 'any' as const } };

  it.each(overlapRules)('given the rule %s, the mark stays and is not withdrawn', (rule) => {
    const given = planOf([rule], marked);
    expect({ stale: staleMarks(given), withdrawn: withdrawn(given) }).toEqual({ stale: [], withdrawn: [] });
  });

  it.each(noOverlap.filter((rule) => rule !== 'create'))(
    'given the rule %s, it stays until its owner was told that it is withdrawn',
    (rule) => {
      const given = planOf([rule], marked);
      expect({ stale: staleMarks(given), withdrawn: withdrawn(given) }).toEqual({ stale: [], withdrawn: [toldTag(first)] });
    },
  );

  it.each<[outcome: Outcome, because: string, ids: string[], more?: Partial<Decision>]>([
    ['done', 'it was created', []],
    ['failed', 'AWS refused it', [toldTag(first)]],
    ['deferred', 'of limits', [toldTag(first)], { postponed: 'deferred' }],
    ['deferred', 'another sweep works on the user', []],
  ])(
    'given a new replacement with outcome %s, because %s, the mark of the one before is removed first, and what is withdrawn is %j',
    (outcome, _, ids, more) => {
      const given = planOf(['create'], marked, { action: 'create', ...more });
      expect({ stale: staleMarks(given), withdrawn: withdrawn(given, outcome) }).toEqual({ stale: [toldTag(first)], withdrawn: ids });
    },
  );

  it.each(['idle', 'unused'] as const)('given a new replacement for a key that was %s, the mark stays, so that its day is kept', (kind) => {
    const given = planOf(['create'], { ...marked, days: { ...marked.days, kind } }, { action: 'create' });
    expect(staleMarks(given)).toEqual([]);
  });

  it('given a new replacement, a mark of the first version, which names no day, is removed first', () => {
    const tags = { [toldTag(first)]: ago(3).toISOString() };
    expect(staleMarks(planOf(['create'], { tags }, { action: 'create' }))).toEqual([toldTag(first)]);
  });

  it('given a new replacement that is deferred because another act failed, the promise is withdrawn', () => {
    const given = planOf(['create', 'inactive-past-delete'], marked, { action: 'create' });
    const [create, deletion] = given.decisions.map((one) => ({ decision: one }));
    const results = [
      { ...create, outcome: 'deferred' },
      { ...deletion, outcome: 'failed' },
    ] as Result[];
    expect(withdrawnPromises(given, results).map(({ tagKey }) => tagKey)).toEqual([toldTag(first)]);
  });

  it.each<Action>(['deactivate', 'delete', 'finish'])('given a key to %s, nothing is withdrawn', (action) => {
    expect(withdrawn(planOf(['fresh'], marked, { action }))).toEqual([]);
  });

  it.each<[given: string, stale: string[], user: UserSketch]>([
    ['no mark that it is Inactive, its mark stays', [], {}],
    ['a mark that it is Inactive, its mark is removed', [toldTag(first)], { inactiveSince: { [first]: 1 } }],
  ])('given a key that is not Active and %s, and nothing is withdrawn', (_, stale, user) => {
    const given = planOf(['inactive-waiting'], { ...marked, ...user }, { key: accessKey(inactive(0)) });
    expect({ stale: staleMarks(given), withdrawn: withdrawn(given) }).toEqual({ stale, withdrawn: [] });
  });

  it('given a new promise about another key, it is withdrawn all the same', () => {
    expect(withdrawn(planOf(['in-the-way', 'fresh'], { told: { [second]: 3 } }))).toEqual([toldTag(second)]);
  });

  it.each<[given: string, stale: string[], plan: Plan]>([
    ['a mark about a key that is gone', [toldTag(second)], planOf(['superseded-waiting'], { told: { [first]: 3, [second]: 3 } })],
    ['marks about two keys in an overlap', [], planOf(['superseded-waiting', 'in-the-way'], { told: { [first]: 3, [second]: 1 } })],
    // The role may touch only tags with this prefix in lower case.
    [
      'a mark in other case about a key that is gone',
      [toldTag(third.toLowerCase())],
      planOf(['fresh'], { tags: { [`ACCESS-KEY-SWEEPER:Told-Since:${third.toLowerCase()}`]: ago(3).toISOString() } }),
    ],
    ['evidence that was not read', [], { ...planOf(['superseded-waiting']), evidence: undefined }],
    ['evidence that was not read, and a key in no overlap', [], { ...planOf(['fresh']), evidence: undefined }],
  ])('given %s, what is removed is %j', (_, stale, given) => {
    expect({ stale: staleMarks(given), withdrawn: withdrawn(given) }).toEqual({ stale, withdrawn: [] });
  });
});

describe('marks since when a key is Inactive', () => {
  const marked = { inactiveSince: { [first]: 3 } };

  it.each<[given: string, stale: string[], plan: Plan]>([
    ['the key is Active', [inactiveTag(first)], planOf(['fresh'], marked)],
    ['the key is Inactive', [], planOf(['fresh'], marked, { key: accessKey(inactive(0)) })],
    ['the key is Expired', [], planOf(['fresh'], marked, { key: accessKey({ Status: 'Expired' }) })],
    ['the key is gone', [inactiveTag(first)], planOf(['fresh'], marked, { key: accessKey({ AccessKeyId: second }) })],
  ])('given %s, what is removed is %j', (_, stale, given) => {
    expect(staleMarks(given)).toEqual(stale);
  });
});

describe('all marks of a user', () => {
  const marked = { ...told, inactiveSince: { [first]: 3 }, intents: [{ at: 3 }] };

  it.each<RuleName>(['exempt', 'other-deployment', 'pointer-lost', 'in-flight'])(
    'given a user under the rule %s, every mark stays',
    (rule) => {
      const given = planOf([rule], marked);
      expect({ marks: staleMarks(given), intents: settledIntents(given, [], statuses(given)) }).toEqual({ marks: [], intents: nothing });
      expect(withdrawn(given)).toEqual([]);
    },
  );

  it.each<[given: string, stale: string[], made: string[]]>([
    ['a key that is there', [], [first]],
    ['a key that is gone', [`access-key-sweeper:creating:of-${third}`], [first, third]],
  ])('given a mark that vouches for %s, what is removed is %j', (_, stale, made) => {
    expect(staleMarks(planOf(['fresh'], { made }))).toEqual(stale);
  });

  it('given a user whose keys are gone, every mark is removed', () => {
    const given = planOf([], marked);
    expect({ marks: staleMarks(given), intents: settledIntents(given, [], statuses(given)) }).toEqual({
      marks: [inactiveTag(first), toldTag(first)],
      intents: { removed: ['access-key-sweeper:creating:sweep-0'], made: [] },
    });
  });
});

describe('pending labels', () => {
  const both = { stages: { [first]: ['AWSCURRENT', 'AWSPENDING'] } };
  const byHand = new Map([['by-hand', { stages: ['AWSPENDING'], createdAt: ago(3) }]]);
  const versionOf = (id: string) => `access-key-sweeper-${id}`;

  it.each<[given: string, versions: string[], user: UserSketch]>([
    ['current and pending', [versionOf(first)], both],
    ['previous and pending', [versionOf(first)], { stages: { [first]: ['AWSPREVIOUS', 'AWSPENDING'] } }],
    ['current', [], { stages: { [first]: ['AWSCURRENT'] } }],
    ['pending', [], { stages: { [first]: ['AWSPENDING'] } }],
    ['current, and another is pending', [], { stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] } }],
    ['current and pending in a secret that must not be written', [], { ...both, secret: { refusal: 'is not ours' } }],
    ['pending, and its key is gone', [versionOf(third)], { stages: { [third]: ['AWSPENDING'] } }],
    ['current, and its key is gone', [], { stages: { [third]: ['AWSCURRENT'] } }],
    ['pending, and a person stored it', [], { secret: { versions: byHand } }],
  ])('given a version that is %s, AWSPENDING is removed from %j', (_, versions, user) => {
    expect(stalePending(planOf(['fresh', 'unfinished'], user))).toEqual(versions);
  });

  it.each<[string, Plan]>([
    ['in flight', planOf(['in-flight'], both)],
    ['whose evidence was not read', { ...planOf(['fresh'], both), evidence: undefined }],
  ])('given a user %s, no label is removed', (_, given) => {
    expect(stalePending(given)).toEqual([]);
  });
});

describe('intent marks', () => {
  const marked = { intents: [{ at: 3 }, { at: 9 }] };
  const both = ['access-key-sweeper:creating:sweep-0', 'access-key-sweeper:creating:sweep-1'];

  it.each<[rule: RuleName, outcome: Outcome, removed: string[]]>([
    ['unfinished', 'done', both],
    ['unfinished', 'failed', []],
    ['inactive-past-delete', 'failed', both],
    ['fresh', 'none', both],
  ])('given the rule %s with outcome %s, the marks that are removed are %j', (rule, outcome, removed) => {
    const given = planOf([rule], marked);
    expect(settledIntents(given, resultsOf(given, outcome), statuses(given))).toEqual({ removed, made: [] });
  });

  it('given an unfinished key that is only flagged, every mark stays', () => {
    expect(settledIntents(planOf(['unfinished'], marked, { action: 'flag' }), [], active)).toEqual(nothing);
  });

  it('given one of two keys is mended, every mark stays', () => {
    const given = planOf(['unfinished', 'unfinished'], marked);
    const results = resultsOf(given, 'done').map((one, n) => (n === 0 ? one : { ...one, outcome: 'failed' as const }));
    expect(settledIntents(given, results, statuses(given))).toEqual(nothing);
  });

  it('given a secret that is not the user’s under its name, every mark stays', () => {
    const foreign = planOf(['fresh'], { ...marked, secret: { claim: 'foreign' } });
    expect(settledIntents(foreign, [], statuses(foreign))).toEqual(nothing);
  });

  it('given an intent without a date, it is removed too', () => {
    const tags = { 'access-key-sweeper:creating:x': 'soon' };
    expect(settledIntents(planOf(['fresh'], { tags }), [], active)).toEqual({ removed: ['access-key-sweeper:creating:x'], made: [] });
  });

  it('given evidence that was not read, no mark is removed', () => {
    expect(settledIntents({ ...planOf(['fresh']), evidence: undefined }, [], active)).toEqual(nothing);
  });

  describe('of a key that came with the mark', () => {
    const mark = 'access-key-sweeper:creating:sweep-0';
    const vouching = { removed: [], made: [{ tagKey: mark, AccessKeyId: first }] };
    const gone = { removed: [mark], made: [] };

    const orphan = { intents: [{ at: { hours: 2 } }], keys: [accessKey({ CreateDate: ago({ hours: 2 }) })] };

    it.each<[given: string, expected: object, status: string | undefined, user: UserSketch]>([
      ['stored, and stays', vouching, 'Active', { current: first }],
      ['stored without a label, and stays', vouching, 'Active', { stages: { [first]: [] } }],
      ['stored, and is Inactive by now', gone, 'Inactive', { current: first }],
      ['stored, and is deleted by now', gone, undefined, { current: first }],
      ['not stored, and was used', gone, 'Active', { ...orphan, used: { [first]: 0 } }],
      ['an orphan', nothing, 'Active', orphan],
      ['an orphan that is Inactive by now', nothing, 'Inactive', orphan],
      ['an orphan that is deleted by now', gone, undefined, orphan],
      ['there before the mark', gone, 'Active', { current: first, intents: [{ at: 0, keyIds: [first] }] }],
    ])('given it is %s, the mark becomes %j', (_, expected, status, user) => {
      const [key] = user.keys ?? withKeys(0).keys;
      const given = planOf(['fresh'], { ...withKeys(0), intents: [{ at: 0 }], made: [], ...user }, { ...(key && { key }) });
      expect(settledIntents(given, [], new Map(status === undefined ? [] : [[first, status]]))).toEqual(expected);
    });
  });
});
