import { describe, expect, it } from 'vitest';
import {
  accountVerdict,
  freezeSentences,
  lastSweepVerdict,
  permissionsVerdict,
  watchdogVerdict,
  weeklyVerdict,
} from '../../../cli/doctor/verdict.ts';
import type { Weekly } from '../../../cli/schedule/status.ts';
import { config } from '../../tools/builders.ts';

const now = new Date('2026-11-25T06:00:00Z');

describe('the account', () => {
  it.each([
    ['the same', '123456789012', true, 'which the settings name'],
    ['none', null, true, 'do nothing from here'],
    ['another', '999999999999', false, 'are for 999999999999, these credentials are for 123456789012'],
  ])('given settings that name %s, it says so', (_, accountId, isOk, says) => {
    expect(accountVerdict('123456789012', accountId)).toEqual({ isOk, says: expect.stringContaining(says) });
  });
});

describe('freezes', () => {
  const freeze = (from: string, to: string) => ({ from, to, reason: 'sales' });

  it.each<[given: string, says: string, freezes: object[]]>([
    ['none', '', []],
    ['one to come', '', [freeze('2026-11-26', '2026-12-24')]],
    [
      'one of today',
      ' There is a freeze until 2026-11-25 ("sales"): sweeps change no key and no secret.',
      [freeze('2026-11-20', '2026-11-25')],
    ],
    ['one that ended yesterday', ' Over, and can be removed from freezes: 2026-11-20 to 2026-11-24.', [freeze('2026-11-20', '2026-11-24')]],
  ])('given %s, it says so', (_, says, freezes) => {
    expect(freezeSentences({ freezes: freezes as [] }, now)).toBe(says);
  });
});

describe('the weekly schedule', () => {
  const weekly = (state: Weekly['state'], isOver?: boolean): Weekly => ({
    state,
    expression: 'cron(0 6 ? * TUE *)',
    timezone: 'UTC',
    flexibleMinutes: 60,
    nextRun: null,
    pause: isOver === undefined ? null : { reason: 'change freeze', until: '2026-12-24', isOver },
  });

  it.each([
    ['an enabled one', weekly('enabled'), true],
    ['a paused one', weekly('paused', false), true],
    ['one whose pause is over', weekly('paused', true), false],
    ['a disabled one', weekly('disabled'), false],
  ])('given %s, whether it is ok is told', (_, one, isOk) => {
    expect(weeklyVerdict(one, 'prod').isOk).toBe(isOk);
  });
});

describe('the watch for missing sweeps and the last sweep', () => {
  const watchdog = (lastSweep: string | null, state: 'enabled' | 'disabled' = 'enabled') => ({
    state,
    tellsNext: null,
    lastSweep: lastSweep === null ? null : new Date(lastSweep),
  });

  it.each([
    ['it watches', watchdog(null), true],
    ['it is disabled', watchdog(null, 'disabled'), false],
    ['it is gone', null, false],
  ])('given %s, whether that is ok is told', (_, one, isOk) => {
    expect(watchdogVerdict(one, 'prod').isOk).toBe(isOk);
  });

  it.each([
    ['none since the deployment', watchdog(null), false, 'No sweep of everybody was completed'],
    ['one 8 days ago', watchdog('2026-11-17T06:00:00Z'), true, 'began on 2026-11-17 06:00 UTC.'],
    ['one 8 days and 1 ms ago', watchdog('2026-11-17T05:59:59.999Z'), false, 'more than 8 days ago'],
    ['no schedule that keeps it', null, false, 'Not known'],
  ])('given %s, it says so', (_, one, isOk, says) => {
    expect(lastSweepVerdict(one, config(), now)).toEqual({ isOk, says: expect.stringContaining(says) });
  });
});

describe('the permissions of the role', () => {
  const evaluation = (EvalDecision: string, more: object = {}) => ({
    EvalActionName: 'iam:TagUser',
    EvalResourceName: 'arn:x',
    EvalDecision,
    ...more,
  });
  const allowed = evaluation('allowed');
  const noPolicy = evaluation('implicitDeny');
  const boundary = { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } };
  const organization = { OrganizationsDecisionDetail: { AllowedByOrganizations: false } };

  it.each([
    ['all are allowed', allowed, true, 'role-1 may do all that a sweep does.'],
    ['one is not', noPolicy, false, 'role-1 may not iam:TagUser on arn:x (no policy allows it).'],
    ['one is denied', evaluation('explicitDeny'), false, '(a policy denies it)'],
    ['the boundary is too narrow', { ...noPolicy, ...boundary }, false, '(its permissions boundary'],
    ['the organization forbids it', { ...noPolicy, ...organization }, false, '(a policy of the organization'],
  ])('given %s, it says what denies it', (_, one, isOk, says) => {
    const verdict = permissionsVerdict('role-1', [allowed, one]);
    expect(verdict).toEqual({ isOk, says: expect.stringContaining(says) });
  });
});
