import { describe, expect, it } from 'vitest';
import { deletionsToMark, promisesToMark, promiseThatHolds, remindersIn } from '../../../lib/model/announcements.ts';
import type { Action, Concern, Decision, Outcome, Plan, Result, RuleName } from '../../../lib/model/plan.ts';
import { accessKey, ago, decision, first, inactive, second, third, type UserSketch } from '../../tools/builders.ts';
import { noOverlap, overlapRules, planOf, resultsOf } from '../../tools/ruled-plan.ts';

const toldTag = (id: string) => `access-key-sweeper:told-since:${id}`;
const inactiveTag = (id: string) => `access-key-sweeper:inactive-since:${id}`;
const told = { told: { [first]: 3 } };

/** Returns the ids of the keys whose overlap begins. */
function started(given: Plan, outcome: Outcome, more: readonly Result[] = []): string[] {
  return promisesToMark([...resultsOf(given, outcome), ...more]).map(({ key }) => key.AccessKeyId);
}
describe('the promises to mark', () => {
  it.each(overlapRules)('given the rule %s and nothing done, it is marked', (rule) => {
    expect(started(planOf([rule]), 'none')).toEqual([first]);
  });

  it.each(noOverlap)('given the rule %s and nothing done, none is', (rule) => {
    expect(started(planOf([rule], {}, { action: rule === 'create' ? 'create' : 'keep' }), 'none')).toEqual([]);
  });

  it.each<[outcome: Outcome, ids: string[]]>([
    ['done', [first]],
    ['none', []],
    ['held', []],
    ['rehearsed', []],
  ])('given a replacement with outcome %s, what is marked is %j', (outcome, ids) => {
    expect(started(planOf(['create'], {}, { action: 'create' }), outcome)).toEqual(ids);
  });

  it('given a replacement that promises nothing, none is marked', () => {
    expect(started(planOf(['create'], {}, { action: 'create', promised: undefined }), 'done')).toEqual([]);
  });

  it('given a key that was deactivated, none is marked', () => {
    expect(started(planOf(['superseded-done'], {}, { action: 'deactivate' }), 'done')).toEqual([]);
  });

  it.each<Outcome>(['failed', 'deferred'])('given another act of the user that %s, none is, and its days do not hold', (outcome) => {
    const given = planOf(['superseded-waiting']);
    const results = [...resultsOf(given, 'none'), { decision: decision(), outcome }];
    expect(promisesToMark(results)).toEqual([]);
    expect(given.decisions.map((one) => promiseThatHolds(one, results))).toEqual([undefined]);
  });

  it('given a key that nothing is promised about, no days hold', () => {
    const given = planOf(['fresh']);
    expect(given.decisions.map((one) => promiseThatHolds(one, resultsOf(given, 'none')))).toEqual([undefined]);
  });

  it('given a marked promise and another act that failed, its days hold', () => {
    const given = planOf(['in-the-way'], told);
    const results = [...resultsOf(given, 'none'), { decision: decision(), outcome: 'failed' as const }];
    expect(given.decisions.map((one) => promiseThatHolds(one, results))).toEqual(given.decisions.map(({ promised }) => promised));
    expect(given.decisions[0]?.promised?.isMarked).toBe(true);
  });

  it.each<[given: string, ids: string[], user: UserSketch]>([
    ['an owner who was told before', [], told],
    ['an owner who was told an earlier day', [first], { ...told, days: { earliest: '2026-11-24' } }],
    ['a mark without a date', [first], { tags: { [toldTag(first)]: 'yes' } }],
    ['a mark of the first version', [first], { tags: { [toldTag(first)]: ago(3).toISOString() } }],
  ])('given %s, what is marked is %j', (_, ids, user) => {
    expect(started(planOf(['in-the-way'], user), 'none')).toEqual(ids);
  });
});

describe('the days of deletion to mark', () => {
  const marked = (given: Plan, outcome: Outcome) => deletionsToMark(resultsOf(given, outcome)).map(({ key }) => key.AccessKeyId);
  const off = { key: accessKey(inactive(0)) };
  const isOrphan = { deletion: { ...decision().deletion, kind: 'orphan' as const } };

  it.each<[given: string, ids: string[], plan: Plan, outcome: Outcome]>([
    ['a key that was deactivated', [first], planOf(['superseded-done'], {}, { action: 'deactivate' }), 'done'],
    ['a key that was not deactivated', [], planOf(['superseded-done'], {}, { action: 'deactivate' }), 'failed'],
    ['a key that would be deactivated', [], planOf(['superseded-done'], {}, { action: 'deactivate' }), 'rehearsed'],
    ['a key found Inactive', [first], planOf(['inactive-unmarked'], {}, { ...off, action: 'mark' }), 'done'],
    ['an orphan that was deactivated', [], planOf(['orphan'], {}, { action: 'deactivate', ...isOrphan }), 'done'],
    ['a key that was deleted', [], planOf(['inactive-past-delete'], {}, { ...off, action: 'delete' }), 'done'],
    ['a key that waits, whose owner was told', [], planOf(['inactive-waiting'], { inactiveSince: { [first]: 3 } }, off), 'none'],
    [
      'a key that waits, whose owner was told another day',
      [first],
      planOf(['inactive-waiting'], { tags: { [inactiveTag(first)]: ago(3).toISOString() } }, off),
      'none',
    ],
    ['a key that waits, deferred', [], planOf(['inactive-waiting'], {}, off), 'deferred'],
    ['a key that nothing is done with', [], planOf(['fresh']), 'none'],
  ])('given %s, what is marked is %j', (_, ids, given, outcome) => {
    expect(marked(given, outcome)).toEqual(ids);
  });
});

it('given one of two promises that are new, both hold, and that of another decision does not', () => {
  const given = planOf(['superseded-waiting', 'in-the-way']);
  const [one, other] = given.decisions;
  const results = resultsOf(given, 'none').slice(0, 1);
  expect(one && promiseThatHolds(one, results)).toEqual(one?.promised);
  expect(other && promiseThatHolds(other, results)).toBeUndefined();
});

describe('what owners are told in a freeze', () => {
  const toldOf = (given: Plan) => remindersIn(resultsOf(given, 'none')).map((result) => result.decision.key.AccessKeyId);
  const kept = overlapRules.filter((rule) => !rule.endsWith('-done'));

  it.each<RuleName>([...kept, 'inactive-waiting'])('given the rule %s and an owner who was told before, the key', (rule) => {
    expect(toldOf(planOf([rule], told))).toEqual([first]);
  });

  it('given an orphan that waits for its deletion, nothing: nobody has it', () => {
    const { deletion } = decision();
    expect(toldOf(planOf(['inactive-waiting'], told, { deletion: { ...deletion, kind: 'orphan' } }))).toEqual([]);
  });

  it.each(kept)('given the rule %s and an owner who was not told before, nothing: no overlap begins', (rule) => {
    expect(toldOf(planOf([rule]))).toEqual([]);
    expect(toldOf(planOf([rule], { ...told, days: { kind: 'unused' } }))).toEqual([]);
  });

  it.each(noOverlap.filter((rule) => rule !== 'inactive-waiting'))('given the rule %s, nothing', (rule) => {
    expect(toldOf(planOf([rule], told))).toEqual([]);
  });

  it.each(overlapRules.filter((rule) => rule.endsWith('-done')))('given the rule %s and an owner who was told before, nothing', (rule) => {
    expect(toldOf(planOf([rule], told, { action: 'deactivate' }))).toEqual([]);
  });

  it.each<[kind: Concern['kind'], rule: RuleName, ids: string[], more: Partial<Decision>]>([
    ['secret-deleted', 'fresh', [first], {}],
    ['secret-gone', 'no-slot', [first], { action: 'flag' }],
    ['secret-deleted', 'create', [], { action: 'create' }],
    ['value-replaced', 'superseded-waiting', [], { inOverlap: true }],
    ['reactivated', 'fresh', [], {}],
    ['tags-removed', 'fresh', [], {}],
  ])('given a key with %s, by the rule %s: %j', (kind, rule, ids, more) => {
    expect(toldOf(planOf([rule], {}, { concerns: [{ kind, reason: '', remedy: undefined }], ...more }))).toEqual(ids);
  });

  const replacement = accessKey({ AccessKeyId: second });
  const another = accessKey({ AccessKeyId: third });

  it.each<[given: string, ids: string[], action: Action, key: Decision['key']]>([
    ['a replacement that is to be finished', [], 'finish', replacement],
    ['a replacement that is current', [first], 'keep', replacement],
    ['another key that is to be finished', [first], 'finish', another],
  ])('given %s, what is told is %j', (_, ids, action, key) => {
    const waiting = planOf(['superseded-waiting'], told, { replacement });
    const other = { decision: decision({ key, rule: 'unfinished', action }), outcome: 'rehearsed' as const };
    expect(remindersIn([...resultsOf(waiting, 'none'), other]).map((result) => result.decision.key.AccessKeyId)).toEqual(ids);
  });
});
