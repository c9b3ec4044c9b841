import { describe, expect, it } from 'vitest';
import { limit } from '../../../lib/decide/limit.ts';
import type { Decision, Plan } from '../../../lib/model/plan.ts';
import { accessKey, decision, plan } from '../../tools/builders.ts';

const limits = { percent: 50, minimum: 2, surprising: 2, callsPerSecond: 20 };

const creation = (age: number): Partial<Decision> => ({ age });
const deactivation = (age: number): Partial<Decision> => ({
  age,
  rule: 'superseded-done',
  action: 'deactivate',
});
const deletion = (age: number): Partial<Decision> => ({
  age,
  rule: 'inactive-past-delete',
  action: 'delete',
});
const orphan = (age: number): Partial<Decision> => ({ age, rule: 'orphan', action: 'delete' });
const unused = (age: number): Partial<Decision> => ({ age, rule: 'unused', action: 'deactivate' });
const fresh = (age: number): Partial<Decision> => ({ age, rule: 'fresh', action: 'keep' });

/** One user for each decision, each with its one key. */
function plansOf(decisions: readonly Partial<Decision>[]): Plan[] {
  return decisions.map((one, i) =>
    plan([decision({ key: accessKey({ UserName: `user-${i}`, AccessKeyId: `AKIA${i}` }), ...one })]),
  );
}

/** What limiting makes of each decision: its age, and why it waits. */
function limited(decisions: readonly Partial<Decision>[], given = limits): string[] {
  return limit(plansOf(decisions), given)
    .flatMap((one) => one.decisions)
    .map(({ age, postponed }) => `${age} ${postponed ?? 'goes'}`);
}

describe('a wave', () => {
  it('given as many acts as the minimum, all happen', () => {
    expect(limited([creation(61), creation(62)])).toEqual(['61 goes', '62 goes']);
  });

  it('given one more than the minimum, the least overdue waits', () => {
    expect(limited([creation(61), creation(63), creation(62)])).toEqual([
      '61 deferred',
      '63 goes',
      '62 goes',
    ]);
  });

  it('given equal ages, the first in the inventory go', () => {
    expect(limited([creation(61), creation(61), creation(61)])).toEqual([
      '61 goes',
      '61 goes',
      '61 deferred',
    ]);
  });

  it('given a percentage above the minimum, it is what counts, rounded down, of all keys', () => {
    const seven = [creation(61), creation(62), creation(63), creation(64), fresh(1), fresh(2), fresh(3)];
    expect(limited(seven)).toEqual([
      '61 deferred',
      '62 goes',
      '63 goes',
      '64 goes',
      '1 goes',
      '2 goes',
      '3 goes',
    ]);
    expect(limited([...seven, fresh(4)])[0]).toBe('61 goes');
  });

  it('given a minimum above the percentage, it is what counts', () => {
    expect(limited([creation(61), creation(62), creation(63)], { ...limits, minimum: 3 })).not.toContain(
      '61 deferred',
    );
  });

  it.each([
    ['creations', creation],
    ['deactivations', deactivation],
    ['deletions', deletion],
  ])('given too many %s, they are spread', (_, kind) => {
    expect(limited([kind(91), kind(93), kind(92)])).toEqual(['91 deferred', '93 goes', '92 goes']);
  });

  it('given acts of several kinds, each kind has an allowance of its own', () => {
    const six = [creation(61), creation(62), deactivation(81), deactivation(82), deletion(91), deletion(92)];
    const given = { ...limits, percent: 1 };
    expect(limited(six, given).every((one) => one.endsWith('goes'))).toBe(true);
    expect(
      limited([...six, deletion(93), deactivation(80)], given).filter((one) => !one.endsWith('goes')),
    ).toEqual(['91 deferred', '80 deferred']);
  });

  it.each<[string, Partial<Decision>]>([
    ['keep', { rule: 'fresh', action: 'keep' }],
    ['flag', { rule: 'no-slot', action: 'flag' }],
    ['finish', { rule: 'unfinished', action: 'finish' }],
    ['mark', { rule: 'inactive-unmarked', action: 'mark' }],
  ])('given many decisions to %s, none waits', (_, kind) => {
    expect(limited([kind, kind, kind, kind], { ...limits, percent: 1, minimum: 1 })).toEqual(
      Array(4).fill('65 goes'),
    );
  });

  it('given a decision that already waits, it goes on waiting', () => {
    const inFlight = { rule: 'in-flight', action: 'keep', postponed: 'deferred' } as const;
    expect(limited([inFlight])).toEqual(['65 deferred']);
  });

  it('given what is spread, a later sweep does it: the backlog shrinks to nothing', () => {
    let backlog = Array.from({ length: 9 }, (_, i) => creation(60 + i));
    const waves = [];
    while (backlog.length > 0 && waves.length < 9) {
      const waiting = limit(plansOf(backlog), { ...limits, percent: 1 })
        .flatMap((one) => one.decisions)
        .filter(({ postponed }) => postponed);
      waves.push(backlog.length - waiting.length);
      backlog = waiting.map(({ age }) => creation(age));
    }
    expect(waves).toEqual([2, 2, 2, 2, 1]);
  });
});

describe('a surprise', () => {
  it('given as many orphans as allowed, all are deleted', () => {
    expect(limited([orphan(1), orphan(2)])).toEqual(['1 goes', '2 goes']);
  });

  it('given one more, none is, and nothing else is held', () => {
    expect(limited([orphan(1), orphan(2), orphan(3), deletion(95)])).toEqual([
      '1 held',
      '2 held',
      '3 held',
      '95 goes',
    ]);
  });

  it('given unused keys and orphans, they count together', () => {
    expect(limited([orphan(1), unused(46), unused(47)])).toEqual(['1 held', '46 held', '47 held']);
  });

  it('given none allowed, even one is held', () => {
    expect(limited([unused(46)], { ...limits, surprising: 0 })).toEqual(['46 held']);
  });

  it('given surprises within their limit, the wave limit does not spread them nor count them', () => {
    const given = { ...limits, minimum: 1, percent: 1, surprising: 3 };
    expect(limited([orphan(1), orphan(2), deletion(95), unused(50), deactivation(81)], given)).toEqual([
      '1 goes',
      '2 goes',
      '95 goes',
      '50 goes',
      '81 goes',
    ]);
  });
});

describe('a creation that needs the slot of a deletion', () => {
  const mine = (kind: Partial<Decision>, AccessKeyId: string) =>
    decision({ ...kind, key: accessKey({ AccessKeyId, UserName: 'bob' }) });

  const both = plan([mine(creation(65), 'AKIA1'), mine(orphan(0), 'AKIA2')]);
  const outcome = (plans: readonly Plan[], given = limits) =>
    limit(plans, given)[0]?.decisions.map(({ action, postponed }) => `${action} ${postponed ?? 'goes'}`);

  it('given the deletion happens, it happens too', () => {
    expect(outcome([both])).toEqual(['create goes', 'delete goes']);
  });

  it('given the deletion is held, it is deferred', () => {
    expect(outcome([both], { ...limits, surprising: 0 })).toEqual(['create deferred', 'delete held']);
  });

  it('given the deletion is deferred, it is deferred too', () => {
    const spread = plan([mine(creation(65), 'AKIA1'), mine(deletion(91), 'AKIA2')]);
    const others = plansOf([deletion(99), deletion(98)]);
    expect(outcome([spread, ...others])).toEqual(['create deferred', 'delete deferred']);
    expect(outcome([spread])).toEqual(['create goes', 'delete goes']);
  });

  it('given a lone key, no deletion is needed', () => {
    expect(outcome(plansOf([creation(65)]))).toEqual(['create goes']);
  });

  it('given a slot still taken, only the creation is deferred', () => {
    const crowded = plan([
      mine(creation(65), 'AKIA1'),
      mine(fresh(5), 'AKIA2'),
      mine(deactivation(85), 'AKIA3'),
    ]);
    expect(outcome([crowded])).toEqual(['create deferred', 'keep goes', 'deactivate goes']);
  });

  it('given it cannot happen, it takes nothing of the allowance', () => {
    const crowded = ['a', 'b'].map((user) =>
      plan([mine(creation(400), `AKIA${user}1`), mine(orphan(300), `AKIA${user}2`)]),
    );
    const [first, second, served] = limit([...crowded, ...plansOf([creation(61)])], {
      ...limits,
      minimum: 1,
      percent: 1,
      surprising: 1,
    });
    expect([first, second].map((one) => one?.decisions[0]?.postponed)).toEqual(['deferred', 'deferred']);
    expect(served?.decisions[0]?.postponed).toBeUndefined();
  });
});
