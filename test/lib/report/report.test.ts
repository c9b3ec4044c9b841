import { expect, it } from 'vitest';
import type { UserResult } from '../../../lib/model/plan.ts';
import { reportOf } from '../../../lib/report/report.ts';
import { accessKey, decision, keyHolder, now, plan, userResultOf } from '../../tools/builders.ts';

const failure = (UserName: string) => ({ UserName, error: new Error('x') });

/** The result of one user of that name, whose key is to be replaced. */
function resultOf(UserName: string, more: Partial<UserResult> = {}): UserResult {
  return { ...userResultOf(plan([decision({ key: accessKey({ UserName }) })], { UserName })), ...more };
}

const stages = {
  account: {
    holders: [keyHolder()],
    listed: [keyHolder()],
    failures: [failure('al')],
    unreached: ['bo', 'di'],
    missing: ['zoe'],
    gone: ['ian', 'jo', 'hal'],
  },
  rootKeys: { count: 1, failures: [failure('cy')] },
  decided: { failures: [failure('dan')] },
  userResults: [resultOf('ed', { failures: [failure('ed')] }), resultOf('flo', { isUnreached: true }), resultOf('gus')],
  unheard: [],
};

it('given the results of the stages, the report has what failed and whom no stage reached, in their order', () => {
  const report = reportOf(stages, { now });
  expect(report).toMatchObject({ now, isNamed: false, rootKeys: 1, missing: ['zoe'], userResults: stages.userResults });
  expect(report.listed).toEqual([keyHolder()]);
  expect(report.failures.map(({ UserName }) => UserName)).toEqual(['al', 'cy', 'dan', 'ed']);
  expect(report.unreached).toEqual(['bo', 'di', 'flo']);
  expect(report.counts).toMatchObject({ users: 1, failures: 4, unreached: 3 });
});

it('given the stages only, nothing is continued yet', () => {
  expect(reportOf(stages, { now })).toMatchObject({ continued: [], forcedAgain: [], missedRotations: [] });
});

it('given a forced run, the users whose key was not replaced are in the report', () => {
  const report = reportOf(stages, { now, users: ['ed', 'al', 'hal', 'ian', 'zoe'], force: true });
  expect(report.missing).toEqual(['zoe', 'ian', 'hal']);
  expect(report.missedRotations).toEqual([{ UserName: 'al', reason: 'x', mayFollow: true }]);
});

it('given a forced run that nobody would be notified of, no key was replaced, and no later sweep does it', () => {
  const report = reportOf({ ...stages, unheard: [{ error: new Error('nobody') }] }, { now, users: ['ed', 'gus', 'zoe'], force: true });
  expect(report.isUnheard).toBe(true);
  const missed = ['ed', 'gus'].map((UserName) => ({ UserName, reason: 'nobody would be notified', mayFollow: false }));
  expect(report.missedRotations).toEqual(missed);
  expect(reportOf(stages, { now }).isUnheard).toBe(false);
});

it.each([
  ['named users', ['ed'], true, 1],
  ['everybody', undefined, false, 0],
])('given a sweep of %s (%j), that a user was deferred again is counted only if users are named', (_, users, isNamed, deferredAgain) => {
  const userResults = [userResultOf(plan([decision()]), { outcome: 'deferred' })];
  const report = reportOf({ ...stages, userResults }, { now, users });
  expect(report).toMatchObject({ isNamed, counts: { deferredAgain } });
});
