import { describe, expect, it } from 'vitest';
import type { Result, RuleName } from '../../../lib/model/plan.ts';
import { bodyOf, subjectOf } from '../../../lib/notify/notice.ts';
import { ownerNotice } from '../../../lib/notify/owner/owner-notice.ts';
import { ownerTexts } from '../../../lib/notify/owner/owner-texts.ts';
import {
  accessKey,
  ago,
  contextOf,
  decision,
  first,
  now,
  type Overrides,
  plan,
  second,
  third,
} from '../../tools/builders.ts';
import {
  bothInUse,
  crowded,
  examples,
  full,
  inactive,
  type Known,
  lateInUse,
  noticeOf,
  replaced,
  waiting,
} from '../../tools/notice-examples.ts';

const fetchIt =
  "  aws secretsmanager get-secret-value --secret-id 'iam-access-keys/bob' --region eu-west-1 --query SecretString --output text";
const profileLine =
  "  credential_process = sh -c 'aws --profile bob-fetch secretsmanager get-secret-value --secret-id iam-access-keys/bob " +
  '--region eu-west-1 --query SecretString --output text | ' +
  'jq "{Version, AccessKeyId, SecretAccessKey, Expiration: (now + 3600 | floor | todate)}"\'';
const setStatus = (id: string, status: string) =>
  `  aws iam update-access-key --user-name 'bob' --access-key-id ${id} --status ${status}`;
const reactivateIt = setStatus(first, 'Active');
const deleteIt = (id: string) => `  aws iam delete-access-key --user-name 'bob' --access-key-id ${id}`;
const lookAtIt = `  aws iam get-access-key-last-used --access-key-id ${first}`;
const holdIt =
  "  aws iam tag-user --user-name 'bob' --tags Key=access-key-sweeper:hold-until,Value=2026-12-24";
const sweepIt = (event: string) =>
  '  aws lambda invoke --function-name arn:aws:lambda:eu-west-1:123456789012:function:access-key-sweeper-prod-sweep ' +
  `--region eu-west-1 --invocation-type Event --cli-binary-format raw-in-base64-out --payload '${event}' /dev/stdout`;
const used = 'last used on 2026-11-23 (service s3, region eu-west-1)';

/** The commands in a notice, in their order. */
const commandsIn = (text: string | undefined) => text?.split('\n').filter((line) => line.startsWith('  '));

const told: Record<string, { severity: string; subject: string; says: string[]; commands: string[] }> = {
  'A replacement was created': {
    severity: 'info',
    subject: `${first} was replaced; move before 2026-12-09`,
    says: [
      `Access key ${third} was created in place of ${first}, which is 65 days old and was ${used}.`,
      `Move whatever uses ${first} before 2026-12-09.`,
      `From 2026-12-09 on ${first} is deactivated, and from 2026-12-12 on even if it is still in use.`,
    ],
    commands: [fetchIt, profileLine, holdIt],
  },
  'A late key in use was replaced': {
    severity: 'warning',
    subject: `${first} was replaced; move before 2026-12-04`,
    says: ['In use or not, it is deactivated on 2026-12-04, or by the first sweep after that day.'],
    commands: [fetchIt, profileLine, holdIt],
  },
  'The old key waits for its end': {
    severity: 'info',
    subject: `${first} was replaced; move before 2026-12-04`,
    says: [
      `Access key ${first}, 70 days old, was replaced by ${second}, as you were told on 2026-11-17.`,
      'It was last used on 2026-10-30 (service s3, region eu-west-1).',
      `Move whatever uses it to ${second} before 2026-12-04.`,
      `From 2026-12-04 on ${first} is deactivated, and from 2026-12-07 on even if it is still in use.`,
    ],
    commands: [fetchIt, profileLine, holdIt],
  },
  'A late key waits for its end and is still in use': {
    severity: 'urgent',
    subject: `${first} is still in use; move before 2026-11-27`,
    says: [
      `It is still in use: it was ${used}.`,
      'In use or not, it is deactivated on 2026-11-27, or by the first sweep after that day.',
    ],
    commands: [fetchIt, profileLine, holdIt],
  },
  'The old key is still in use near the deadline': {
    severity: 'urgent',
    subject: `${first} is still in use; move before 2026-11-27`,
    says: [
      'it was last used on 2026-11-22 (service s3, region eu-west-1).',
      'Move before 2026-11-27: the first sweep from that day on deactivates it in use or not',
    ],
    commands: [fetchIt, profileLine, holdIt],
  },
  'The old key was deactivated': {
    severity: 'warning',
    subject: `${first} was deactivated; undo before 2026-12-05`,
    says: [
      `It is 80 days old, was replaced by ${second}, and you were told on 2026-11-04.`,
      'It is deleted from 2026-12-05 on: until then, for 11 days, it can be made Active again.',
      'Alone, that lasts 10 days or a little more',
    ],
    commands: [reactivateIt, holdIt, fetchIt, profileLine],
  },
  'An unused key takes the slot that a replacement needs': {
    severity: 'info',
    subject: `${first} is unused; it is deactivated from 2026-12-04`,
    says: ['From 2026-12-04 on it is deactivated unless it is used before.', 'was never used'],
    commands: [lookAtIt, holdIt],
  },
  'That key was deactivated': {
    severity: 'warning',
    subject: `${first} was deactivated; undo before 2026-11-30`,
    says: ['and you were told on 2026-11-14', 'until then, for 6 days'],
    commands: [reactivateIt, holdIt],
  },
  'An unused key was deactivated': {
    severity: 'warning',
    subject: `${first} was deactivated; undo before 2027-01-04`,
    says: [
      'it is 50 days old and was never used, and keys that are not used for 45 days are deactivated',
      'until then, for 41 days',
      'Then use it, or the next sweep deactivates it again.',
    ],
    commands: [reactivateIt, holdIt],
  },
  'A key was found Inactive': {
    severity: 'info',
    subject: `${first} is Inactive; it is deleted from 2026-11-30`,
    says: ['was never used. It is deleted from 2026-11-30 on: until then, for 6 days'],
    commands: [reactivateIt, holdIt],
  },
  'An Inactive key waits for its deletion': {
    severity: 'info',
    subject: `${first} is Inactive; it is deleted from 2026-11-27`,
    says: ['It is deleted from 2026-11-27 on: until then, for 3 days'],
    commands: [reactivateIt, holdIt],
  },
  'An Inactive key was deleted': {
    severity: 'info',
    subject: `${first} was deleted`,
    says: ['95 days old, past 90, and Inactive for at least 6 days.', 'This cannot be undone'],
    commands: [fetchIt, profileLine],
  },
  'Two keys are in use': {
    severity: 'warning',
    subject: 'two access keys are in use, and neither can be replaced',
    says: [
      `- ${first}, Active, 75 days old, ${used}\n- ${second}, Active, 62 days old, last used on 2026-11-22`,
      `${first} is overdue since 2026-11-20.`,
    ],
    commands: [setStatus(first, 'Inactive')],
  },
  'There is no free slot': {
    severity: 'warning',
    subject: `${first} cannot be replaced: no free slot`,
    says: [
      `- ${second}, Active, 1 day old, never used`,
      `Do it before 2026-11-30, when ${first} counts as late.`,
      `If nobody needs ${second}, deactivate it; the same with Active undoes that`,
    ],
    commands: [setStatus(second, 'Inactive'), deleteIt(second)],
  },
  'There is no free slot for a forced replacement': {
    severity: 'warning',
    subject: `${second} cannot be replaced: no free slot`,
    says: [
      'no free slot for the replacement that a person asked for',
      'Once a slot is free it has to be asked for again.',
    ],
    commands: [setStatus(second, 'Inactive'), deleteIt(second), sweepIt('{"users":["bob"],"force":true}')],
  },
  'A late key is only reported': {
    severity: 'warning',
    subject: `${first} is 75 days old, and nothing replaces it by itself`,
    says: [`was ${used}, and is overdue since 2026-11-20`, '(lateKeys)'],
    commands: [sweepIt('{"users":["bob"],"force":true}')],
  },
  'The secret is not ours to write': {
    severity: 'warning',
    subject: `${first} cannot be replaced: its secret is not ours to write`,
    says: [
      'because its secret iam-access-keys/bob is not ours.',
      'To hand it over, knowing that its other fields will not be kept',
    ],
    commands: [
      "  aws secretsmanager tag-resource --secret-id 'iam-access-keys/bob' --tags " +
        'Key=access-key-sweeper:user-id,Value=AIDACKCEVSQ6C2EXAMPLE',
    ],
  },
  'The key in the secret is Inactive': {
    severity: 'warning',
    subject: `${first} is Inactive, but the secret still names it`,
    says: ['it is what secret iam-access-keys/bob gives as current', 'It is not deleted while that is so'],
    commands: [reactivateIt, deleteIt(first), lookAtIt],
  },
  'A key is neither Active nor Inactive': {
    severity: 'warning',
    subject: `${first} is Expired: neither Active nor Inactive`,
    says: ['30 days old, was never used', 'fills a slot that a replacement may need'],
    commands: [lookAtIt, deleteIt(first)],
  },
  'An interrupted creation was finished': {
    severity: 'info',
    subject: `${first} is the current key now`,
    says: ['which an interrupted sweep had created, is the current key now'],
    commands: [fetchIt, profileLine],
  },
  'A key that nobody had was deleted': {
    severity: 'info',
    subject: `${first}, which nobody had, was deleted`,
    says: ['lost its secret before it was stored; nobody has it. There is nothing to do.'],
    commands: [],
  },
  'Something failed': {
    severity: 'urgent',
    subject: `something failed for ${first}`,
    says: ['failed: AccessDenied. The next sweep tries again', 'It may be Inactive already.'],
    commands: [sweepIt('{"users":["bob"]}'), reactivateIt, holdIt],
  },
  'A forced replacement failed': {
    severity: 'urgent',
    subject: `something failed for ${first}`,
    says: [
      'failed: AccessDenied. A person asked for its replacement now; no sweep of the schedule does that.',
      'If no notice of it comes within two hours, tell whoever runs access-key-sweeper.',
    ],
    commands: [sweepIt('{"users":["bob"],"force":true}')],
  },
};

describe('what an owner is told', () => {
  it('given every event, an example shows it', () => {
    expect(new Set(examples.map(({ event }) => event))).toEqual(new Set(Object.keys(ownerTexts)));
    expect(Object.keys(told)).toEqual(examples.map(({ title }) => title));
  });

  it.each(examples)(
    'given $event ($title), the notice says what to do, by when and how to undo it',
    ({ title, event, known, overrides, result }) => {
      const notice = noticeOf(known, overrides, result);
      const { severity, subject, says = [], commands } = told[title] ?? {};
      expect(notice?.subject).toBe(`[prod] ${subject} (bob)`);
      expect(notice?.text).toMatch(
        /^IAM user bob, AWS account 123456789012 \(prod\)\nFrom access-key-sweeper, which .*\.\n\n/,
      );
      for (const part of says) expect(notice?.text).toContain(part);
      expect(commandsIn(notice?.text)).toEqual(commands);
      expect(notice?.attributes).toEqual({
        event,
        userName: 'bob',
        environment: 'prod',
        accountId: '123456789012',
        severity,
      });
    },
  );

  it.each(examples)(
    'given $event ($title), its owner is spoken to, not about',
    ({ known, overrides, result }) => {
      const { subject = '', text = '' } = noticeOf(known, overrides, result) ?? {};
      expect(`${subject} ${text}`).not.toMatch(/owner|move by|\b1 days|undefined|NaN|YYYY/);
    },
  );

  it('given a key that others made in its place, the old key moves to that one and not to the secret', () => {
    const notice = noticeOf({ ...waiting, stages: {}, used: { [second]: ago({ days: 1 }) } });
    expect(notice?.text).toContain(`Move whatever uses it to ${second} before 2026-12-04`);
    expect(notice?.text).not.toContain('secretsmanager');
    expect(commandsIn(notice?.text)).toEqual([lookAtIt, holdIt]);
  });

  it('given a replacement that this sweep makes current, the old key moves to the secret', () => {
    const notice = noticeOf({ ...waiting, stages: { [second]: ['AWSPENDING'] } });
    expect(notice?.text).toContain(fetchIt);
  });

  it('given a pending key that stays out of the way, it is not called current', () => {
    const known = { keys: [accessKey({ age: 1 })], stages: { [first]: ['AWSPENDING'] } };
    const notice = noticeOf(known, {}, { note: 'a younger key is current' });
    expect(notice?.subject).toBe(`[prod] ${first} is settled (bob)`);
    expect(notice?.text).toContain('is settled now: a younger key is current.');
  });

  it('given a creation that failed, nobody is told to undo a deactivation', () => {
    const notice = noticeOf(
      { keys: [accessKey({ age: 65 })] },
      {},
      { outcome: 'failed', note: 'The secret is not ours' },
    );
    expect(notice?.text).toContain('failed: The secret is not ours. The next sweep tries again');
    expect(commandsIn(notice?.text)).toEqual([sweepIt('{"users":["bob"]}')]);
  });

  it('given our own proof as its last use, a key was never used', () => {
    const proof = { at: ago({ days: 95, minutes: -1 }), service: 'sts', region: 'us-east-1' };
    expect(noticeOf({ ...crowded, used: { ...crowded.used, [first]: proof } })?.text).toContain(
      'was never used',
    );
  });
});

describe('a key that gets no grace', () => {
  it.each<[string, Known, Overrides, string, string]>([
    ['a late key used since it was replaced', lateInUse, {}, 'urgent', 'still in use'],
    [
      'a late key used before only',
      { ...lateInUse, used: { [first]: ago({ days: 8 }) } },
      {},
      'info',
      'was replaced',
    ],
    ['a late key never used', { ...lateInUse, used: {} }, {}, 'info', 'was replaced'],
    [
      'a key in use whose grace is over before the next sweep',
      {
        ...waiting,
        keys: [accessKey({ age: 76 }), accessKey({ AccessKeyId: second, age: 14 })],
        told: { [first]: ago({ days: 14 }) },
        used: { [first]: ago({ days: 1 }) },
      },
      {},
      'urgent',
      'still in use',
    ],
    [
      'a key in use whose next sweep still gives it grace',
      {
        ...waiting,
        keys: [accessKey({ age: 75 }), accessKey({ AccessKeyId: second, age: 14 })],
        told: { [first]: ago({ days: 14 }) },
        used: { [first]: ago({ days: 1 }) },
      },
      {},
      'info',
      'was replaced',
    ],
    [
      'a key in use without guards',
      { ...waiting, used: { [first]: ago({ days: 1 }) } },
      { inUseWithinDays: 0 },
      'urgent',
      'still in use',
    ],
  ])('given %s, its reminder is urgent when it must be', (_, known, overrides, severity, subject) => {
    const notice = noticeOf(known, overrides);
    expect(notice?.subject).toContain(subject);
    expect(notice?.attributes.severity).toBe(severity);
  });

  it('given a late key that is not in use, its replacement is no warning, but says the same', () => {
    const notice = noticeOf({ keys: [accessKey({ age: 300 })] });
    expect(notice?.attributes.severity).toBe('info');
    expect(notice?.text).toContain('In use or not, it is deactivated on 2026-12-04');
  });
});

describe('a user who has to choose between keys', () => {
  const textOf = (known: Known) => noticeOf(known)?.text ?? '';

  it.each<[string, Known]>([
    ['two keys in use, both due', bothInUse],
    ['no slot, both due', { keys: [accessKey({ age: 75 }), accessKey({ AccessKeyId: second, age: 62 })] }],
  ])('given %s, both stand in one text, said once', (_, known) => {
    expect(textOf(known).match(/days old/g)).toHaveLength(2);
    expect(textOf(known).match(/overdue since/g)).toHaveLength(1);
  });

  it('given two keys in use, the key to move to is never the one that its command deactivates', () => {
    const text = textOf(bothInUse);
    expect(text).toContain(`Move everything to ${second}.`);
    expect(text).toContain(`Once everything uses ${second}, deactivate ${first},`);
    expect(text).toContain(`--access-key-id ${first} --status Inactive`);
    expect(text).not.toContain(`--access-key-id ${second}`);
  });

  it('given a key that is current in the secret, it is not the one to give up', () => {
    const text = textOf({
      ...full,
      used: {},
      stages: { [second]: ['AWSPREVIOUS'], [first]: ['AWSCURRENT'] },
    });
    expect(text).toContain(`${first}, Active, 65 days old, never used, the one in the secret`);
    expect(text).toContain(`If nobody needs ${second}, deactivate it`);
  });

  it('given an Inactive key in the slot, it says from when that is deleted by itself', () => {
    const keys = [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 80, Status: 'Inactive' })];
    const text = textOf({ keys, inactiveSince: { [second]: ago({ days: 3 }) } });
    expect(text).toContain(`${second} is deleted by itself from 2026-12-05 on.`);
    expect(text).toContain(deleteIt(second));
    expect(text).not.toContain(deleteIt(first));
  });

  it('given two keys that were used, the one not used for longer is the one to give up', () => {
    const text = textOf({
      ...full,
      used: { [first]: ago({ days: 30 }), [second]: ago({ hours: 2 }) },
      stages: { [second]: [] },
    });
    expect(text).toContain(`If nobody needs ${first}, deactivate it`);
  });
});

describe('dates', () => {
  it.each<[string, Known, Overrides, string]>([
    ['a key of 60 days replaced now', { keys: [accessKey({ age: 60 })] }, {}, 'move before 2026-12-14'],
    ['a key of 70 days replaced now', { keys: [accessKey({ age: 70 })] }, {}, 'move before 2026-12-04'],
    ['a key of 300 days replaced now', { keys: [accessKey({ age: 300 })] }, {}, 'move before 2026-12-04'],
    [
      'a mark of an overlap that is over',
      { keys: [accessKey({ age: 75 })], told: { [first]: ago({ days: 9 }) } },
      {},
      'move before 2026-12-04',
    ],
    [
      'a key of 60 days, others thresholds',
      { keys: [accessKey({ age: 60 })] },
      { thresholds: { deactivate: { from: 83 } } },
      'move before 2026-12-17',
    ],
    [
      'an overlap told 4 days ago, the key 79 days old',
      {
        ...waiting,
        keys: [accessKey({ age: 79 }), accessKey({ AccessKeyId: second, age: 7 })],
        told: { [first]: ago({ days: 4 }) },
      },
      {},
      'move before 2026-11-30',
    ],
    [
      'an overlap that ends today by its mark and its age',
      {
        ...waiting,
        keys: [accessKey({ age: 79 }), accessKey({ AccessKeyId: second, age: 7 })],
        told: { [first]: ago({ days: 20 }) },
      },
      {},
      'move before 2026-11-25',
    ],
    [
      'an Inactive key of 20 days',
      { keys: [accessKey({ age: 20, Status: 'Inactive' })] },
      {},
      'deleted from 2027-02-03',
    ],
    [
      'an Inactive key of 200 days',
      { keys: [accessKey({ age: 200, Status: 'Inactive' })] },
      {},
      'deleted from 2026-11-30',
    ],
    [
      'a mark that a later use made void',
      { ...inactive, inactiveSince: { [first]: ago({ days: 30 }) }, used: { [first]: ago({ days: 3 }) } },
      {},
      'deleted from 2026-11-30',
    ],
    [
      'a mark of 4 days ago on a key of 200 days',
      { keys: [accessKey({ age: 200, Status: 'Inactive' })], inactiveSince: { [first]: ago({ days: 4 }) } },
      {},
      'deleted from 2026-11-26',
    ],
  ])('given %s, the subject says when', (_, known, overrides, date) => {
    expect(noticeOf(known, overrides)?.subject).toContain(date);
  });

  it('given a key deactivated a second time, its deletion counts from now, not from its first mark', () => {
    const known = { keys: [accessKey({ age: 100 })], inactiveSince: { [first]: ago({ days: 9 }) } };
    expect(noticeOf(known, { retireUnusedAfterDays: 45 })?.text).toContain(
      'It is deleted from 2026-11-30 on',
    );
  });

  it('given daily sweeps, the grace of a key in use ends a day before deactivate.to', () => {
    const known = { ...replaced, used: { [first]: ago({ days: 2 }) } };
    const daily = { everyDays: 1, deploy: { schedule: 'rate(1 day)' } };
    expect(noticeOf(known, daily)?.text).toContain('Move before 2026-12-03');
  });
});

describe('a forced replacement that failed', () => {
  const late = { lateKeys: 'report' } as const;

  it.each<[string, number, boolean, Overrides, boolean]>([
    ['a key that is not due', 59, true, {}, true],
    ['a key that is due anyway', 60, true, {}, false],
    ['a late key', 71, true, {}, false],
    ['a key that is due where late ones are only reported', 70, true, late, false],
    ['a late key that is only reported', 71, true, late, true],
    ['a due key that nobody forced', 60, false, {}, false],
  ])('given %s, its owner is told that no sweep tries again: %#', (_, age, forced, overrides, isOnce) => {
    const text = noticeOf({ keys: [accessKey({ age })], forced }, overrides, { outcome: 'failed' })?.text;
    expect(text?.includes('The next sweep tries again')).toBe(!isOnce);
    expect(text?.includes('"force":true')).toBe(isOnce);
  });
});

describe('when there is a notice', () => {
  const reminders = { notices: { reminders: false } };

  it.each<[string, Known, Overrides]>([
    ['a fresh key', { keys: [accessKey({ age: 30 })] }, {}],
    ['an exempt user', { keys: [accessKey({ age: 300 })], tags: { 'access-key-sweeper:exempt': 'x' } }, {}],
    ['a user in flight', { keys: [accessKey({ age: 65 })], intents: [{ at: ago({ minutes: 5 }) }] }, {}],
    ['no key', { keys: [] }, {}],
    ['a replaced key told before, reminders off', waiting, reminders],
    [
      'a key in the way told before, reminders off',
      { ...crowded, told: { [first]: ago({ days: 3 }) } },
      reminders,
    ],
    [
      'a key waiting for deletion, reminders off',
      { ...inactive, inactiveSince: { [first]: ago({ days: 1 }) } },
      reminders,
    ],
  ])('given %s, there is none', (_, known, overrides) => {
    expect(noticeOf(known, overrides)).toBeUndefined();
  });

  it.each<[string, Known, Overrides, RuleName]>([
    ['a replaced key told before', waiting, {}, 'superseded-waiting'],
    ['a replaced key never told', { ...waiting, told: {} }, reminders, 'superseded-waiting'],
    [
      'a replaced key with a mark that is no date',
      { ...waiting, told: {}, tags: { [`access-key-sweeper:told-since:${first}`]: '?' } },
      reminders,
      'superseded-waiting',
    ],
    ['a key in the way never told', crowded, reminders, 'in-the-way'],
    ['a key in use at its end', { ...replaced, used: { [first]: now } }, reminders, 'superseded-in-use'],
    ['a key just found Inactive', inactive, reminders, 'inactive-unmarked'],
    [
      'a key without a slot',
      { keys: [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 1 })] },
      reminders,
      'no-slot',
    ],
  ])('given %s, there is one', (_, known, overrides, event) => {
    expect(noticeOf(known, overrides)?.attributes.event).toBe(event);
  });

  it.each<[Result['outcome'], boolean]>([
    ['done', true],
    ['failed', true],
    ['deferred', false],
    ['held', false],
    ['rehearsed', false],
    ['none', false],
  ])('given a creation with outcome %s, told: %s', (outcome, told) => {
    const notice = noticeOf({ keys: [accessKey({ age: 65 })] }, {}, { outcome, note: 'because' });
    expect(notice !== undefined).toBe(told);
  });
});

describe('a user with news about several keys', () => {
  const failed = decision({ key: accessKey({ age: 65 }) });
  const gone = decision({
    key: accessKey({ AccessKeyId: second, age: 95, Status: 'Inactive' }),
    rule: 'inactive-past-delete',
    action: 'delete',
  });
  const notice = ownerNotice(
    {
      plan: plan([gone, failed]),
      results: [
        { decision: gone, outcome: 'done' },
        { decision: failed, outcome: 'failed', note: 'AccessDenied' },
      ],
    },
    contextOf(),
  );

  it('given one urgent and one not, the urgent one comes first and gives subject and attributes', () => {
    expect(notice?.subject).toContain(`something failed for ${first}`);
    expect(notice?.attributes).toMatchObject({ event: 'failed', severity: 'urgent' });
    const [, ...parts] = notice?.text.split('\n\n') ?? [];
    expect(parts.slice(0, 2).map((part) => part.match(/AKIA\w+/)?.[0])).toEqual([first, second]);
  });

  it('given both, the data for machines has one entry a key', () => {
    expect(notice?.data).toMatchObject({
      event: 'failed',
      userName: 'bob',
      environment: 'prod',
      accountId: '123456789012',
      severity: 'urgent',
      keys: [
        { event: 'failed', id: first, note: 'AccessDenied' },
        { event: 'inactive-past-delete', id: second },
      ],
    });
  });
});

describe('what SNS carries', () => {
  it('given an owner tag, it is an attribute; given an empty one, it is not', () => {
    const keys = [accessKey({ age: 65 })];
    const withOwner = (owner: string) => noticeOf({ keys, tags: { 'access-key-sweeper:owner': owner } });
    expect(withOwner('team-a')?.attributes.owner).toBe('team-a');
    expect(withOwner('')?.attributes).not.toHaveProperty('owner');
    expect(withOwner('team-a')?.data.owner).toBe('team-a');
  });

  it('given people and machines, each gets a body of its own', () => {
    const notice = noticeOf({ keys: [accessKey({ age: 65 })] });
    if (!notice) throw new Error('no notice');
    const body = JSON.parse(bodyOf(notice));
    expect(Object.keys(body)).toEqual(['default', 'sqs', 'lambda', 'https']);
    expect(body.default).toBe(notice.text);
    for (const protocol of ['sqs', 'lambda', 'https']) {
      expect(JSON.parse(body[protocol])).toMatchObject({
        event: 'create',
        userName: 'bob',
        keys: [
          {
            event: 'create',
            id: first,
            newId: third,
            secret: 'iam-access-keys/bob',
            deactivateOn: '2026-12-09',
          },
        ],
      });
    }
  });

  it.each([
    ['Zoë', 'Zo?'],
    ['two\nlines', 'two?lines'],
    ['tab\there', 'tab?here'],
    ['plain ~ text', 'plain ~ text'],
    ['x'.repeat(99), 'x'.repeat(99)],
    ['x'.repeat(100), `${'x'.repeat(96)}...`],
  ])('given %j as subject, SNS takes it', (text, subject) => {
    expect(subjectOf(text)).toBe(subject);
  });

  it.each(examples)(
    'given $event ($title) and a name of 64 letters, the event is whole and the name is cut',
    ({ title, known, overrides, result }) => {
      const UserName = 'a'.repeat(64);
      const keys = known.keys?.map((key) => ({ ...key, UserName })) ?? [];
      const notice = noticeOf({ ...known, keys, UserName }, overrides, result);
      expect(notice?.subject).toContain(`[prod] ${told[title]?.subject} (aaa`);
      expect(notice?.subject).toMatch(/^[ -~]{1,99}$/);
    },
  );

  it('given a late, unused key that was replaced already, its owner is not told that using it keeps it', () => {
    const keys = [accessKey({ age: 400 }), accessKey({ AccessKeyId: second, age: 7 })];
    const notice = noticeOf({ keys, stages: { [second]: ['AWSCURRENT'] } });
    expect(notice?.attributes.event).toBe('in-the-way');
    expect(notice?.text).toContain(`replaced by ${second}`);
    expect(notice?.text).toContain('get-secret-value');
    expect(notice?.text).not.toContain('unless it is used');
  });
});
