import { describe, expect, it } from 'vitest';
import { planContinuation } from '../../../lib/continue/plan-continuation.ts';
import type { SweepRequest } from '../../../lib/model/sweep-request.ts';
import type { SweepReport } from '../../../lib/report/report.ts';
import { ago, now } from '../../tools/builders.ts';

const enforce = { config: { mode: 'enforce' }, now, isStopped: false } as const;
const madeBefore = ago({ minutes: 5 });

/** A report of users that were not reached, that failed, and that missed a forced rotation. */
function reportOf(unreached: readonly string[], failed: readonly string[] = [], missed: readonly [string, boolean][] = []) {
  const failures = failed.map((UserName) => ({ UserName, error: new Error('x') }));
  const missedRotations = missed.map(([UserName, mayFollow]) => ({ UserName, reason: 'x', mayFollow }));
  return { userResults: [], unreached, failures, missedRotations } as unknown as SweepReport;
}

describe('the users of a continuation', () => {
  const hourAgo = ago({ hours: 1 });
  const force = { users: ['bob'], force: true };

  it.each<[given: string, parts: readonly object[], report: SweepReport, request: SweepRequest]>([
    ['nobody left', [], reportOf([]), {}],
    ['nobody left of no named user', [], reportOf([]), { users: [] }],
    ['users not reached and failed', [{ users: ['bob', 'eve'] }], reportOf(['eve'], ['bob']), {}],
    ['one of two named users', [{ users: ['eve'] }], reportOf(['eve']), { users: ['bob', 'eve'] }],
    ['both named users, one of which failed', [], reportOf(['eve'], ['bob']), { users: ['bob', 'eve'] }],
    ['a missed rotation in the run that a person forced', [{ ...force, madeBefore }], reportOf([], ['bob'], [['bob', true]]), force],
    [
      'a missed rotation and another user that failed',
      [{ ...force, madeBefore }, { users: ['eve'] }],
      reportOf([], ['bob', 'eve'], [['bob', true]]),
      { users: ['bob', 'eve'], force: true },
    ],
    ['a missed rotation that needs a person', [], reportOf([], [], [['bob', false]]), force],
    [
      'a missed rotation in a continuation, whose moment stays',
      [{ ...force, madeBefore: hourAgo }],
      reportOf([], [], [['bob', true]]),
      { users: ['bob', 'eve'], force: true, madeBefore: hourAgo },
    ],
  ])('given %s, the parts are %j', (_, parts, report, request) => {
    expect(planContinuation(report, request, enforce)).toEqual({ parts });
  });

  it('given report mode, nobody is forced later', () => {
    const report = reportOf([], [], [['bob', true]]);
    const sweep = { ...enforce, config: { mode: 'report' } } as const;
    expect(planContinuation(report, { users: ['bob'], force: true }, sweep)).toEqual({ parts: [] });
  });

  it('given a person stopped the sweep, nobody is continued', () => {
    expect(planContinuation(reportOf(['bob']), {}, { ...enforce, isStopped: true })).toEqual({ parts: [] });
  });

  it.each<[given: string, says: string, report: SweepReport, request: SweepRequest]>([
    ['one user, named twice', 'bob again; they wait for the next whole sweep', reportOf(['bob']), { users: ['bob', 'bob'] }],
    ['a forced user', 'bob again; no later sweep forces them', reportOf([], [], [['bob', true]]), { ...force, madeBefore }],
    [
      'a forced user and another one',
      'al, bob again; no later sweep forces them',
      reportOf(['al'], [], [['bob', true]]),
      { users: ['bob', 'al'], force: true, madeBefore },
    ],
  ])('given a continuation of %s that finished nobody, it is an error instead of another one', (_, says, report, request) => {
    const { parts, error } = planContinuation(report, request, enforce);
    expect({ parts, message: error?.message }).toEqual({ parts: [], message: `Nothing came of sweeping ${says}` });
  });
});
