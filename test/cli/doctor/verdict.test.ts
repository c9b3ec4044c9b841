import { describe, expect, it } from 'vitest';
import { checkupText } from '../../../cli/doctor/checks-text.ts';
import {
  accountVerdict,
  lastSweepVerdict,
  permissionsVerdict,
  subscribersVerdict,
  watchdogVerdict,
  weeklyVerdict,
} from '../../../cli/doctor/verdict.ts';
import type { Weekly } from '../../../cli/schedule/status.ts';
import { config } from '../../tools/builders.ts';

const now = new Date('2026-11-25T06:00:00Z');
const topic = 'arn:aws:sns:us-east-1:123456789012:access-key-sweeper-prod-alerts';
const mail = (Endpoint: string, SubscriptionArn: string) => ({ Endpoint, SubscriptionArn });

describe('the account', () => {
  it.each([
    ['the settings name it', '123456789012', true, 'which the settings name'],
    ['the settings name none', null, true, 'do nothing from here'],
    [
      'the settings name another',
      '999999999999',
      false,
      'are for 999999999999, these credentials are for 123456789012',
    ],
  ])('given %s, it says so', (_, accountId, isOk, says) => {
    expect(accountVerdict('123456789012', accountId)).toEqual({ isOk, says: expect.stringContaining(says) });
  });
});

describe('the subscribers of a topic', () => {
  it.each([
    ['nobody', [], false, `--topic-arn ${topic}`],
    [
      'one who has not confirmed',
      [mail('ops@example.com', 'PendingConfirmation')],
      false,
      'ops@example.com must confirm',
    ],
    ['one who has unsubscribed', [mail('ops@example.com', 'Deleted')], false, 'Nobody is subscribed'],
    ['one who has confirmed', [mail('a@example.com', `${topic}:1`)], true, '1 subscription confirmed.'],
    [
      'one who has not beside two who have',
      [
        mail('a@example.com', `${topic}:1`),
        mail('b@example.com', 'PendingConfirmation'),
        mail('c', `${topic}:2`),
      ],
      true,
      '2 subscriptions confirmed.',
    ],
  ])('given %s, it says whether anybody hears', (_, subscriptions, isOk, says) => {
    expect(subscribersVerdict(topic, subscriptions)).toEqual({ isOk, says: expect.stringContaining(says) });
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
    [weekly('enabled'), true],
    [weekly('paused', false), true],
    [weekly('paused', true), false],
    [weekly('disabled'), false],
  ])('given %o, whether it is ok is %s', (one, isOk) => {
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
    [
      'one a millisecond more than 8 days ago',
      watchdog('2026-11-17T05:59:59.999Z'),
      false,
      'more than 8 days ago',
    ],
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

  it.each([
    ['all are allowed', evaluation('allowed'), true, 'role-1 may do all that a sweep does.'],
    [
      'one is not',
      evaluation('implicitDeny'),
      false,
      'role-1 may not iam:TagUser on arn:x (no policy allows it).',
    ],
    ['one is denied', evaluation('explicitDeny'), false, '(a policy denies it)'],
    [
      'the boundary is too narrow',
      evaluation('implicitDeny', {
        PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
      }),
      false,
      '(its permissions boundary does not allow it)',
    ],
    [
      'the organization forbids it',
      evaluation('implicitDeny', { OrganizationsDecisionDetail: { AllowedByOrganizations: false } }),
      false,
      '(a policy of the organization does not allow it)',
    ],
  ])('given %s, it says what is in the way', (_, one, isOk, says) => {
    const verdict = permissionsVerdict('role-1', [evaluation('allowed'), one]);
    expect(verdict).toEqual({ isOk, says: expect.stringContaining(says) });
  });
});

describe('the text', () => {
  const checks = [
    { about: 'settings', isOk: true, says: 'config/prod.yml is valid; mode report.' },
    { about: 'last sweep', isOk: false, says: 'No sweep was completed. Start one.' },
  ];

  it('given room, each check is a line that begins with ok or do', () => {
    expect(checkupText(checks, 80)).toBe(
      'ok  settings    config/prod.yml is valid; mode report.\ndo  last sweep  No sweep was completed. Start one.',
    );
  });

  it('given a narrow terminal, what it says stands below', () => {
    expect(checkupText(checks, 30).split('\n')).toEqual([
      'ok  settings',
      '    config/prod.yml is valid;',
      '    mode report.',
      'do  last sweep',
      '    No sweep was completed.',
      '    Start one.',
    ]);
  });
});
