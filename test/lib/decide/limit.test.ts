import { describe, expect, it } from 'vitest';
import { limit } from '../../../lib/decide/limit.ts';
import type { Decision, Plan } from '../../../lib/model/plan.ts';
import { accessKey, ago, decision, plan } from '../../tools/builders.ts';

type Sketch = Partial<Decision>;

const limits = { percent: 50, backlogPercent: 50, minimum: 2, surprising: 2, callsPerSecond: 20 };
const lowest = { ...limits, percent: 1, minimum: 1 };

const creation = (age: number): Sketch => ({ age });
const deactivation = (age: number): Sketch => ({ age, rule: 'superseded-done', action: 'deactivate' });
const deletion = (age: number): Sketch => ({ age, rule: 'inactive-past-delete', action: 'delete' });
const orphan = (age: number): Sketch => ({ age, rule: 'orphan', action: 'deactivate' });
const unused = (age: number): Sketch => ({ age, rule: 'unused-waiting', action: 'keep' });
const told = (age: number): Sketch => ({
  ...unused(age),
  promised: { earliest: '2026-12-01', latest: undefined, kind: 'unused', toldAt: ago(7), isMarked: true, isFinal: false },
});
/** What has no room for its tag. */
const refused = (sketch: Sketch): Sketch => ({
  ...sketch,
  action: 'flag',
  promised: undefined,
  refusal: { reason: 'no room', remedy: undefined },
});
const fresh = (age: number): Sketch => ({ age, rule: 'fresh', action: 'keep' });

/** One user for each decision, each with its one key. */
function plansOf(sketches: readonly Sketch[]): Plan[] {
  return sketches.map((sketch, i) => plan([decision({ key: accessKey({ UserName: `user-${i}`, AccessKeyId: `AKIA${i}` }), ...sketch })]));
}

/** One user with a key for each decision. */
function planOf(...sketches: readonly Sketch[]): Plan {
  return plan(sketches.map((sketch, i) => decision({ key: accessKey({ AccessKeyId: `AKIA${i}` }), ...sketch })));
}

/** Returns the decisions as `61 now`, `61 deferred` or `61 held`, where 61 is the age of the key. */
function limited(plans: readonly Plan[], given = limits): string {
  const decisions = limit(plans, given).flatMap((one) => one.decisions);
  return decisions.map(({ age, postponed }) => `${age} ${postponed ?? 'now'}`).join(', ');
}

describe('more acts than one sweep may do', () => {
  const two = [creation(61), creation(62)];
  const four = [...two, creation(63), creation(64)];
  const each = [...two, deactivation(81), deactivation(82), deletion(91), deletion(92)];

  it.each<[given: string, result: string, sketches: readonly Sketch[], given?: typeof limits]>([
    ['as many as the minimum', '61 now, 62 now', two],
    ['one more than the minimum', '61 deferred, 63 now, 62 now', [creation(61), creation(63), creation(62)]],
    ['equal ages', '61 now, 61 now, 61 deferred', [creation(61), creation(61), creation(61)]],
    ['a percentage of 3.5', '61 deferred, 62 now, 63 now, 64 now, 1 now, 2 now, 3 now', [...four, fresh(1), fresh(2), fresh(3)]],
    ['a percentage of 4', '61 now, 62 now, 63 now, 64 now, 1 now, 2 now, 3 now, 4 now', [...four, fresh(1), fresh(2), fresh(3), fresh(4)]],
    ['a minimum above the percentage', '61 now, 62 now, 63 now', [...two, creation(63)], { ...limits, minimum: 3 }],
    ['deactivations', '91 deferred, 93 now, 92 now', [deactivation(91), deactivation(93), deactivation(92)]],
    ['deletions', '91 deferred, 93 now, 92 now', [deletion(91), deletion(93), deletion(92)]],
    ['two of each kind', '61 now, 62 now, 81 now, 82 now, 91 now, 92 now', each, { ...limits, percent: 1 }],
    [
      'three of two kinds',
      '61 now, 62 now, 81 now, 82 now, 91 deferred, 92 now, 93 now, 80 deferred',
      [...each, deletion(93), deactivation(80)],
      { ...limits, percent: 1 },
    ],
    ['one that another sweep defers', '9 deferred', [{ age: 9, rule: 'in-flight', action: 'keep', postponed: 'deferred' }]],
  ])('given %s, the most overdue come first: %s', (_, result, sketches, given) => {
    expect(limited(plansOf(sketches), given)).toBe(result);
  });

  it.each<[given: string, result: string, sketches: readonly Sketch[], given?: typeof limits]>([
    ['keys past deactivate.to', '91 deferred, 93 now, 92 deferred, 90 now', [creation(91), creation(93), creation(92), creation(90)]],
    [
      'more than all creations together may be',
      '91 now, 92 now, 90 deferred',
      [creation(91), creation(92), creation(90)],
      { ...limits, backlogPercent: 100, minimum: 1, percent: 67 },
    ],
    ['no slot for the oldest', '95 deferred, 1 now, 1 now, 92 now', []],
  ])('given %s, few are replaced: %s', (_, result, sketches, given = { ...limits, backlogPercent: 25, minimum: 1 }) => {
    const slotless = planOf(creation(95), fresh(1), fresh(1));
    const plans = sketches.length > 0 ? plansOf(sketches) : [slotless, ...plansOf([creation(92)])];
    expect(limited(plans, given)).toBe(result);
  });

  it('given creations that AWS refused before, they come last', () => {
    const [retried] = plansOf([creation(400)]);
    const tags = retried?.evidence && { ...retried.evidence.tags, refused: { at: ago(30), operation: 'iam:CreateAccessKey' } };
    const again = { ...retried, evidence: { ...retried?.evidence, tags } } as Plan;
    expect(limited([again, ...plansOf([creation(61), creation(62)])])).toBe('400 deferred, 61 now, 62 now');
  });

  it('given users whose evidence was not read, their creations count like others', () => {
    const plans = plansOf([creation(61), creation(63), creation(62)]).map((one) => ({ ...one, evidence: undefined }));
    expect(limited(plans)).toBe('61 deferred, 63 now, 62 now');
  });

  it.each<Sketch>([
    { rule: 'fresh', action: 'keep' },
    { rule: 'no-slot', action: 'flag' },
    { rule: 'unfinished', action: 'finish' },
    { rule: 'inactive-unmarked', action: 'mark' },
  ])('given many decisions to $action, none is deferred', (sketch) => {
    expect(limited(plansOf([sketch, sketch, sketch]), lowest)).toBe('65 now, 65 now, 65 now');
  });

  it('given what is deferred, later sweeps do it until nothing is left', () => {
    let backlog = Array.from({ length: 9 }, (_, i) => creation(60 + i));
    const doneBySweep = [];
    while (backlog.length > 0 && doneBySweep.length < 9) {
      const decisions = limit(plansOf(backlog), { ...limits, percent: 1 }).flatMap((one) => one.decisions);
      const waiting = decisions.filter(({ postponed }) => postponed);
      doneBySweep.push(backlog.length - waiting.length);
      backlog = waiting.map(({ age }) => creation(age));
    }
    expect({ doneBySweep }).toEqual({ doneBySweep: [2, 2, 2, 2, 1] });
  });
});

describe('orphans, and unused keys whose owners are told for the first time', () => {
  it.each<[given: string, result: string, sketches: readonly Sketch[], given?: typeof limits]>([
    ['as many as are no surprise', '1 now, 2 now', [orphan(1), orphan(2)], { ...limits, backlogPercent: 100 }],
    ['one orphan, however small the account', '1 now', [orphan(1)], lowest],
    ['as many orphans as backlogPercent of the keys', '1 now, 2 now, 5 now, 5 now', [orphan(1), orphan(2), fresh(5), fresh(5)]],
    [
      'one orphan more than that, and an unused key',
      '1 held, 2 held, 65 now',
      [orphan(1), orphan(2), unused(65)],
      { ...limits, surprising: 3 },
    ],
    ['one more, and a deletion', '1 held, 2 held, 3 held, 95 now', [orphan(1), orphan(2), orphan(3), deletion(95)]],
    ['one where none is allowed', '1 held', [orphan(1)], { ...limits, surprising: 0 }],
    ['unused keys, more than backlogPercent of the keys', '65 deferred, 67 now, 66 deferred', [unused(65), unused(67), unused(66)]],
    ['an unused key in the smallest account', '65 now', [unused(65)], lowest],
    [
      'unused keys, the oldest of which has no room for its tag',
      '300 now, 66 deferred, 67 now',
      [refused(unused(300)), unused(66), unused(67)],
      lowest,
    ],
    ['orphans, one of which has no room for its tag', '1 now, 2 now', [refused(orphan(1)), orphan(2)], lowest],
    ['unused keys whose owners were told before', '65 now, 66 now, 67 now', [told(65), told(66), told(67)], lowest],
    [
      'no surprise beside other acts, each with the lowest allowance',
      '1 now, 2 now, 95 now, 65 now, 81 now',
      [orphan(1), orphan(2), deletion(95), unused(65), deactivation(81)],
      { ...lowest, backlogPercent: 40, surprising: 3 },
    ],
  ])('given %s: %s', (_, result, sketches, given) => {
    expect(limited(plansOf(sketches), given)).toBe(result);
  });
});

describe('a creation that needs the slot of a deletion', () => {
  it.each<[given: string, result: string, plans: readonly Plan[], given?: typeof limits]>([
    ['an orphan, which is only deactivated', '65 deferred, 0 now', [planOf(creation(65), orphan(0))]],
    ['a deletion', '65 now, 91 now', [planOf(creation(65), deletion(91))]],
    [
      'a deletion that is deferred',
      '65 deferred, 91 deferred, 99 now, 98 now',
      [planOf(creation(65), deletion(91)), ...plansOf([deletion(99), deletion(98)])],
    ],
    ['no other key', '65 now', [planOf(creation(65))]],
    ['two other keys, none deleted', '65 deferred, 5 now, 85 now', [planOf(creation(65), fresh(5), deactivation(85))]],
  ])('given %s: %s', (_, result, plans, given) => {
    expect(limited(plans, given)).toBe(result);
  });
});
