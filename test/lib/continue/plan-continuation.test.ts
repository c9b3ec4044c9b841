import { describe, expect, it } from 'vitest';
import { planContinuation } from '../../../lib/continue/plan-continuation.ts';
import type { SweepRequest } from '../../../lib/model/sweep-request.ts';
import type { SweepReport } from '../../../lib/report/report.ts';
import { first } from '../../tools/builders.ts';

const enforce = { config: { mode: 'enforce' }, isStopped: false } as const;
const keys = [first];
const inMinutes = 70;
const delivery = 'delivery-1';

/** A report of users that were not reached, that failed, and that missed a forced rotation. */
function reportOf(unreached: readonly string[], failed: readonly string[] = [], missed: readonly [string, boolean][] = []) {
  const failures = failed.map((UserName) => ({ UserName, error: new Error('x') }));
  const missedRotations = missed.map(([UserName, mayFollow]) => ({ UserName, AccessKeyId: first, reason: 'x', mayFollow }));
  return { userResults: [], unreached, failures, missedRotations } as unknown as SweepReport;
}

const unknownKey = { ...reportOf([]), missedRotations: [{ UserName: 'bob', reason: 'Throttling', mayFollow: true }] } as SweepReport;

describe('the users of a continuation', () => {
  const force = { users: ['bob'], force: true };

  it.each<[given: string, parts: readonly object[], report: SweepReport, request: SweepRequest & { delivery?: string }]>([
    ['nobody left', [], reportOf([]), {}],
    ['nobody left of no named user', [], reportOf([]), { users: [] }],
    ['users not reached and failed', [{ users: ['bob', 'eve'] }], reportOf(['eve'], ['bob']), {}],
    ['one of two named users', [{ users: ['eve'] }], reportOf(['eve']), { users: ['bob', 'eve'] }],
    ['both named users, one of which failed', [], reportOf(['eve'], ['bob']), { users: ['bob', 'eve'] }],
    ['a missed rotation in the run that a person forced', [{ ...force, keys }], reportOf([], ['bob'], [['bob', true]]), force],
    ['a missed rotation of a key that is not known', [force], unknownKey, force],
    [
      'a missed rotation in the run by which a person forced that key',
      [{ ...force, keys }],
      reportOf([], [], [['bob', true]]),
      { ...force, keys },
    ],
    [
      'a missed rotation and another user that failed',
      [{ ...force, keys }, { users: ['eve'] }],
      reportOf([], ['bob', 'eve'], [['bob', true]]),
      { users: ['bob', 'eve'], force: true },
    ],
    ['a missed rotation that needs a person', [], reportOf([], [], [['bob', false]]), force],
    [
      'a missed rotation in a continuation, which names the same keys',
      [{ ...force, keys: [first, 'AKIAOFEVE00000000001'] }],
      reportOf([], [], [['bob', true]]),
      { users: ['bob', 'eve'], force: true, keys: [first, 'AKIAOFEVE00000000001'], delivery },
    ],
  ])('given %s, the parts are %j', (_, parts, report, request) => {
    expect(planContinuation(report, request, enforce)).toEqual({ parts: parts.map((part) => ({ inMinutes, ...part })) });
  });

  it.each<
    [
      given: string,
      parts: readonly object[],
      rest: readonly string[],
      missed: readonly [string, boolean][],
      request: SweepRequest & { delivery?: string },
    ]
  >([
    ['the run of a person', [{ ...force, keys, inMinutes: 1500 }], [], [], force],
    ['a continuation', [{ ...force, keys, inMinutes: 1500 }], [], [], { ...force, keys, delivery }],
    [
      'a run that did not reach another user',
      [
        { users: ['eve'], inMinutes },
        { ...force, keys, inMinutes: 1500 },
      ],
      ['eve'],
      [],
      { users: ['bob', 'eve', 'flo'], force: true },
    ],
    ['a run that did not reach that user', [{ ...force, keys, inMinutes: 1500 }], ['bob'], [], { users: ['bob', 'eve'], force: true }],
    [
      'a run that missed another user',
      [
        { users: ['eve'], force: true, keys, inMinutes },
        { ...force, keys, inMinutes: 1500 },
      ],
      [],
      [['eve', true]],
      { users: ['bob', 'eve', 'flo'], force: true },
    ],
  ])('given %s, and a user whose slot an orphan takes, that one follows a day later', (_, parts, rest, missed, request) => {
    const report = reportOf(rest, [], missed);
    const waiting = { UserName: 'bob', AccessKeyId: first, reason: 'x', mayFollow: false, waitsForOrphan: true as const };
    const all = { ...report, missedRotations: [...report.missedRotations, waiting] };
    expect(planContinuation(all, request, enforce)).toEqual({ parts });
  });

  it('given report mode, nobody is forced later', () => {
    const report = reportOf([], [], [['bob', true]]);
    const sweep = { ...enforce, config: { mode: 'report' } } as const;
    expect(planContinuation(report, { users: ['bob'], force: true }, sweep)).toEqual({ parts: [] });
  });

  it('given a person stopped the sweep, nobody is continued', () => {
    expect(planContinuation(reportOf(['bob']), {}, { ...enforce, isStopped: true })).toEqual({ parts: [] });
  });

  it('given a sweep that nobody hears, nobody is continued', () => {
    expect(planContinuation({ ...reportOf(['bob']), isUnheard: true }, {}, enforce)).toEqual({ parts: [] });
  });

  it.each<[given: string, says: string, report: SweepReport, request: SweepRequest & { delivery?: string }]>([
    ['one user, named twice', 'bob again; they wait for the next whole sweep', reportOf(['bob']), { users: ['bob', 'bob'] }],
    ['a forced user', 'bob again; no later sweep forces them', reportOf([], [], [['bob', true]]), { ...force, keys, delivery }],
    [
      'a forced user and another one',
      'al, bob again; no later sweep forces them',
      reportOf(['al'], [], [['bob', true]]),
      { users: ['bob', 'al'], force: true, keys, delivery },
    ],
  ])('given a continuation of %s that finished nobody, it is an error instead of another one', (_, says, report, request) => {
    const { parts, error } = planContinuation(report, request, enforce);
    expect({ parts, message: error?.message }).toEqual({ parts: [], message: `Nothing came of sweeping ${says}` });
  });
});
