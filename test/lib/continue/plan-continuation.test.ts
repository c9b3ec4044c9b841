import { describe, expect, it } from 'vitest';
import { list, planContinuation } from '../../../lib/continue/plan-continuation.ts';
import type { SweepRequest } from '../../../lib/model/sweep-request.ts';
import type { SweepReport } from '../../../lib/report/report.ts';
import { ago, now } from '../../tools/builders.ts';

const enforce = { config: { mode: 'enforce' }, now, isStopped: false } as const;
const madeBefore = ago({ minutes: 5 });

/** A report in which these users were not reached, these failed, and these missed a forced rotation. */
function reportOf(
  unreached: readonly string[],
  failed: readonly string[] = [],
  missed: readonly [string, boolean][] = [],
) {
  const failures = failed.map((UserName) => ({ UserName, error: new Error('x') }));
  const missedRotations = missed.map(([UserName, mayFollow]) => ({ UserName, reason: 'x', mayFollow }));
  return { userResults: [], unreached, failures, missedRotations } as unknown as SweepReport;
}

describe('whom a later sweep continues with', () => {
  it.each<[string, SweepReport, SweepRequest, readonly object[]]>([
    ['nobody left', reportOf([]), {}, []],
    ['nobody left of no named user', reportOf([]), { users: [] }, []],
    ['users not reached and failed', reportOf(['eve'], ['bob']), {}, [{ users: ['bob', 'eve'] }]],
    ['one of two named users', reportOf(['eve']), { users: ['bob', 'eve'] }, [{ users: ['eve'] }]],
    ['both named users, one of which failed', reportOf(['eve'], ['bob']), { users: ['bob', 'eve'] }, []],
    [
      'a missed rotation in the run that a person forced',
      reportOf([], ['bob'], [['bob', true]]),
      { users: ['bob'], force: true },
      [{ users: ['bob'], force: true, madeBefore }],
    ],
    [
      'a missed rotation and another user that failed',
      reportOf([], ['bob', 'eve'], [['bob', true]]),
      { users: ['bob', 'eve'], force: true },
      [{ users: ['bob'], force: true, madeBefore }, { users: ['eve'] }],
    ],
    [
      'a missed rotation that needs a person',
      reportOf([], [], [['bob', false]]),
      { users: ['bob'], force: true },
      [],
    ],
    [
      'a missed rotation in a continuation, whose moment stays',
      reportOf([], [], [['bob', true]]),
      { users: ['bob', 'eve'], force: true, madeBefore: ago({ hours: 2 }) },
      [{ users: ['bob'], force: true, madeBefore: ago({ hours: 2 }) }],
    ],
  ])('given %s', (_, report, request, parts) => {
    expect(planContinuation(report, request, enforce)).toEqual({ parts });
  });

  it('given report mode, nobody is forced later', () => {
    const report = reportOf([], [], [['bob', true]]);
    const sweep = { ...enforce, config: { mode: 'report' } } as const;
    expect(planContinuation(report, { users: ['bob'], force: true }, sweep)).toEqual({ parts: [] });
  });

  it('given a person stopped the sweep, nobody', () => {
    expect(planContinuation(reportOf(['bob']), {}, { ...enforce, isStopped: true })).toEqual({ parts: [] });
  });

  it.each<[string, SweepReport, SweepRequest, string]>([
    ['', reportOf(['bob']), { users: ['bob', 'bob'] }, 'they wait for the next whole sweep'],
    [
      'forced ',
      reportOf([], [], [['bob', true]]),
      { users: ['bob'], force: true, madeBefore },
      'no later sweep forces them',
    ],
  ])(
    'given a %scontinuation that finished nobody, it is an error instead of another one',
    (_, report, request, next) => {
      const { parts, error } = planContinuation(report, request, enforce);
      expect({ parts, message: error?.message }).toEqual({
        parts: [],
        message: `Nothing came of sweeping bob again; ${next}`,
      });
    },
  );
});

it.each([
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b, c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
])('given the users %j, errors name them as %s', (users, named) => {
  expect(list(users)).toBe(named);
});
