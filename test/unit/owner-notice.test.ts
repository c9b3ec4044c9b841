import { describe, expect, it } from 'vitest';
import { decide } from '../../lib/decide.ts';
import { bodyOf, type Notice, subjectOf } from '../../lib/notices/notice.ts';
import { ownerNotice } from '../../lib/notices/owner-notice.ts';
import type { Result, RuleName } from '../../lib/types.ts';
import {
  aCase,
  accessKey,
  ago,
  carriedOut,
  config,
  decision,
  first,
  now,
  type Overrides,
  plan,
  second,
  sweepOf,
  third,
} from '../builders.ts';

/** The notice about a case that was decided and carried out. */
function noticeOf(
  known: Parameters<typeof aCase>[0],
  overrides: Overrides = {},
  result: Partial<Result> = {},
): Notice | undefined {
  const settings = config(overrides);
  return ownerNotice(carriedOut(decide(aCase(known), settings, now), result), sweepOf(settings));
}

const fetchIt =
  'Move to the key in Secrets Manager, secret iam-access-keys/bob:\n' +
  "  aws secretsmanager get-secret-value --secret-id 'iam-access-keys/bob' --query SecretString --output text";
const reactivateIt =
  'make it Active again:\n' +
  `  aws iam update-access-key --user-name 'bob' --access-key-id ${first} --status Active`;
const holdIt =
  'To keep the keys of this user as they are until a day of your choice:\n' +
  "  aws iam tag-user --user-name 'bob' --tags Key=access-key-sweeper:hold-until,Value=YYYY-MM-DD";

const replaced = {
  keys: [accessKey({ age: 80 }), accessKey({ AccessKeyId: second, age: 20 })],
  stages: { [second]: ['AWSCURRENT'] },
  told: { [first]: ago({ days: 20 }) },
  used: { [first]: ago({ days: 25 }) },
};
const waiting = {
  ...replaced,
  keys: [accessKey({ age: 70 }), accessKey({ AccessKeyId: second, age: 7 })],
  told: { [first]: ago({ days: 7 }) },
};
const crowded = {
  keys: [accessKey({ age: 95 }), accessKey({ AccessKeyId: second, age: 20 })],
  used: { [second]: ago({ days: 1 }) },
};
const inactive = { keys: [accessKey({ age: 88, Status: 'Inactive' })] };

describe('what an owner is told', () => {
  it.each<[RuleName, string, Parameters<typeof aCase>[0], Overrides, string, string]>([
    [
      'create',
      'info',
      { keys: [accessKey({ age: 65 })] },
      {},
      `${first} was replaced; move by 2026-12-09`,
      `Access key ${third} was created in place of ${first}, which is 65 days old. ${fetchIt}\n` +
        'The old key goes on working; from 2026-12-09 on it is deactivated.',
    ],
    [
      'superseded-waiting',
      'info',
      waiting,
      {},
      `${first} was replaced; move by 2026-12-04`,
      `Access key ${first} is 70 days old, last used on 2026-10-30 (service s3, region eu-west-1), and will be ` +
        `deactivated from 2026-12-04 on: replaced by ${second}; deactivated from day 80; its owner was told 7 days ago. ${fetchIt}`,
    ],
    [
      'superseded-in-use',
      'urgent',
      { ...replaced, used: { [first]: ago({ days: 2 }) } },
      {},
      `${first} is still in use; it is deactivated from 2026-11-27`,
      `Access key ${first} is still in use, or it would be deactivated by now: replaced by ${second}, yet last used ` +
        '2 days ago; deactivated by day 90 in any case. It was last used on 2026-11-22 (service s3, region eu-west-1). ' +
        `${fetchIt}\nDo it before 2026-11-27: the first sweep from that day on deactivates the old key, and whatever ` +
        `still uses it stops working. ${holdIt}`,
    ],
    [
      'superseded-done',
      'warning',
      replaced,
      {},
      `${first} was deactivated`,
      `Access key ${first} was deactivated: 80 days old, replaced by ${second}, and its owner was told 20 days ago. It was ` +
        'last used on 2026-10-30 (service s3, region eu-west-1). Nothing can sign with it any more, and it is deleted ' +
        `from 2026-12-05 on.\nIf something broke, ${reactivateIt}\nYou are then told again, and have as many days to ` +
        `move as before. ${fetchIt}\n${holdIt}`,
    ],
    [
      'in-the-way',
      'info',
      crowded,
      {},
      `${first} is unused; it is deactivated from 2026-12-04`,
      `Access key ${first} takes the slot that a replacement needs, and was never used. From 2026-12-04 on it is ` +
        `deactivated unless it is used before. ${holdIt}`,
    ],
    [
      'in-the-way-done',
      'warning',
      { ...crowded, told: { [first]: ago({ days: 10 }) } },
      {},
      `${first} was deactivated`,
      `Access key ${first} was deactivated: replaced by ${second}, was never used, and its owner ` +
        'was told 10 days ago. It was never used. Nothing can sign with it any more, and it is deleted from 2026-11-30 ' +
        `on.\nIf something broke, ${reactivateIt}\nYou are then told again, and have as many days to move as before. ${holdIt}`,
    ],
    [
      'unused',
      'warning',
      { keys: [accessKey({ age: 50 })] },
      { retireUnusedAfterDays: 45 },
      `${first} was deactivated`,
      `Access key ${first} was deactivated: never used; keys unused for 45 days are deactivated. It was never used. ` +
        `Nothing can sign with it any more, and it is deleted from 2027-01-04 on.\nIf something broke, ${reactivateIt}\n` +
        `and use it: the next sweep deactivates it again if it is still unused. ${holdIt}`,
    ],
    [
      'inactive-unmarked',
      'info',
      inactive,
      {},
      `${first} is Inactive; it is deleted from 2026-11-30`,
      `Access key ${first} is Inactive. It was never used, and it is deleted from 2026-11-30 on. If somebody needs it, ${reactivateIt}`,
    ],
    [
      'inactive-waiting',
      'info',
      { ...inactive, inactiveSince: { [first]: ago({ days: 5 }) } },
      {},
      `${first} is Inactive; it is deleted from 2026-11-27`,
      `Access key ${first} is Inactive. It was never used, and it is deleted from 2026-11-27 on. If somebody needs it, ${reactivateIt}`,
    ],
    [
      'inactive-past-delete',
      'info',
      { keys: [accessKey({ age: 95, Status: 'Inactive' })], inactiveSince: { [first]: ago({ days: 7 }) } },
      {},
      `${first} was deleted`,
      `Access key ${first} was deleted: 95 days old, past 90, and Inactive for at least 6 days. It was never used. There ` +
        'is nothing to do; this cannot be undone.',
    ],
    [
      'inactive-current',
      'warning',
      { ...inactive, stages: { [first]: ['AWSCURRENT'] } },
      {},
      `${first} is Inactive, but the secret still names it`,
      `Access key ${first} is Inactive, but it is what secret iam-access-keys/bob gives as current, so whoever fetches ` +
        `it gets a key that does not work. Either ${reactivateIt}\nor delete it: the secret names a working key again ` +
        'once another key of the user is replaced.',
    ],
    [
      'unknown-status',
      'warning',
      { keys: [accessKey({ Status: 'Expired' })] },
      {},
      `${first} is neither Active nor Inactive`,
      `Access key ${first} was left alone: its status is Expired, which is neither Active nor Inactive. Look at it in ` +
        'the IAM console.',
    ],
    [
      'two-in-use',
      'warning',
      {
        keys: [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 1 })],
        used: { [first]: ago({ days: 1 }), [second]: ago({ days: 1 }) },
      },
      {},
      'two access keys are in use and neither is managed',
      `Access key ${first} is 65 days old and was last used on 2026-11-23 (service s3, region eu-west-1), and the user's ` +
        'other key is in use as well, so there is no slot for a replacement. Move everything to one of the two and ' +
        'deactivate the other; the rest happens by itself.',
    ],
    [
      'no-slot',
      'warning',
      { keys: [accessKey({ age: 65 }), accessKey({ AccessKeyId: second, age: 1 })] },
      {},
      `${first} cannot be replaced: no free slot`,
      `Access key ${first} is 65 days old and due for replacement, but the user has two keys and AWS allows no third. ` +
        'Delete the one that nobody needs, and the next sweep creates the replacement. One that is Inactive is deleted ' +
        'by itself in time.',
    ],
    [
      'late',
      'warning',
      { keys: [accessKey({ age: 75 })] },
      { lateKeys: 'report' },
      `${first} is 75 days old`,
      `Access key ${first} is overdue: 75 days old, past 70, and late keys are only reported (lateKeys). Rotate it by ` +
        'hand, or ask whoever runs access-key-sweeper for a forced run.',
    ],
    [
      'unfinished',
      'info',
      { keys: [accessKey({ age: 1 })], stages: { [first]: ['AWSPENDING'] } },
      {},
      `${first} is the current key now`,
      `Access key ${first}, which an interrupted sweep had created, is the current key now. ${fetchIt}`,
    ],
    [
      'orphan',
      'info',
      { keys: [accessKey({ CreateDate: ago({ hours: 2 }) })], intents: [{ at: ago({ hours: 2 }) }] },
      {},
      `${first}, which nobody had, was deleted`,
      `Access key ${first} was deleted: an earlier sweep created this key and lost its secret before it was stored; ` +
        'nobody has it. There is nothing to do.',
    ],
  ])(
    'given %s, the notice is %s and says what to do by when',
    (event, severity, known, overrides, subject, text) => {
      const notice = noticeOf(known, overrides);
      expect(notice?.subject).toBe(`[prod] bob: ${subject}`);
      expect(notice?.text).toBe(`IAM user bob, AWS account 123456789012 (prod)\n\n${text}`);
      expect(notice?.attributes).toEqual({
        event,
        userName: 'bob',
        environment: 'prod',
        accountId: '123456789012',
        severity,
      });
    },
  );

  it('given a key that others made in its place, the old key moves to that one and not to the secret', () => {
    const notice = noticeOf({ ...waiting, stages: {}, used: { [second]: ago({ days: 1 }) } });
    expect(notice?.text).toMatch(
      new RegExp(`replaced by ${second};.* Move whatever still uses it to that key\\.$`),
    );
    expect(notice?.text).not.toContain('Secrets Manager');
  });

  it('given a replacement that this sweep makes current, the old key moves to the secret', () => {
    const notice = noticeOf({ ...waiting, stages: { [second]: ['AWSPENDING'] } });
    expect(notice?.text).toContain(fetchIt);
  });

  it('given a pending key that stays out of the way, it is not called current', () => {
    const known = { keys: [accessKey({ age: 1 })], stages: { [first]: ['AWSPENDING'] } };
    const notice = noticeOf(known, {}, { note: 'a younger key is current' });
    expect(notice?.subject).toBe(`[prod] bob: ${first} is settled`);
    expect(notice?.text).toContain('is settled now: a younger key is current. Move to');
  });

  it('given an act that failed, the notice says why and is urgent', () => {
    const notice = noticeOf(
      { keys: [accessKey({ age: 65 })] },
      {},
      { outcome: 'failed', note: 'The secret is not ours' },
    );
    expect(notice?.subject).toBe(`[prod] bob: something failed for ${first}`);
    expect(notice?.text).toContain(
      `What was planned for access key ${first} failed: The secret is not ours. The next ` +
        'sweep tries again. If it fails again, ask whoever runs access-key-sweeper.',
    );
    expect(notice?.attributes).toMatchObject({ event: 'failed', severity: 'urgent' });
  });

  it('given our own proof as its last use, a key was never used', () => {
    const proof = { at: ago({ days: 95, minutes: -1 }), service: 'sts', region: 'us-east-1' };
    expect(noticeOf({ ...crowded, used: { ...crowded.used, [first]: proof } })?.text).toContain(
      'was never used',
    );
  });
});

describe('dates', () => {
  it.each<[string, Parameters<typeof aCase>[0], Overrides, string]>([
    ['a key of 60 days replaced now', { keys: [accessKey({ age: 60 })] }, {}, 'move by 2026-12-14'],
    ['a key of 70 days replaced now', { keys: [accessKey({ age: 70 })] }, {}, 'move by 2026-12-04'],
    ['a key of 300 days replaced now', { keys: [accessKey({ age: 300 })] }, {}, 'move by 2026-12-04'],
    [
      'a mark of an overlap that is over',
      { keys: [accessKey({ age: 75 })], told: { [first]: ago({ days: 9 }) } },
      {},
      'move by 2026-12-04',
    ],
    [
      'a key of 60 days, others thresholds',
      { keys: [accessKey({ age: 60 })] },
      { thresholds: { deactivate: { from: 83 } } },
      'move by 2026-12-17',
    ],
    [
      'an overlap told 4 days ago, the key 79 days old',
      {
        ...waiting,
        keys: [accessKey({ age: 79 }), accessKey({ AccessKeyId: second, age: 7 })],
        told: { [first]: ago({ days: 4 }) },
      },
      {},
      'move by 2026-11-30',
    ],
    [
      'an overlap that ends today by its mark and its age',
      {
        ...waiting,
        keys: [accessKey({ age: 79 }), accessKey({ AccessKeyId: second, age: 7 })],
        told: { [first]: ago({ days: 20 }) },
      },
      {},
      'move by 2026-11-25',
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
      'it is deleted from 2026-11-30 on',
    );
  });

  it('given daily sweeps, the grace of a key in use ends a day before deactivate.to', () => {
    const known = { ...replaced, used: { [first]: ago({ days: 2 }) } };
    const daily = { everyDays: 1, deploy: { schedule: 'rate(1 day)' } };
    expect(noticeOf(known, daily)?.text).toContain('Do it before 2026-12-03');
  });
});

describe('when there is a notice', () => {
  const reminders = { notices: { reminders: false } };

  it.each<[string, Parameters<typeof aCase>[0], Overrides]>([
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

  it.each<[string, Parameters<typeof aCase>[0], Overrides, RuleName]>([
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
    sweepOf(),
  );

  it('given one urgent and one not, the urgent one comes first and gives subject and attributes', () => {
    expect(notice?.subject).toContain(`something failed for ${first}`);
    expect(notice?.attributes).toMatchObject({ event: 'failed', severity: 'urgent' });
    expect(notice?.text.split('\n\n').map((part) => part.match(/AKIA\w+/)?.[0])).toEqual([
      undefined,
      first,
      second,
    ]);
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
    ['x'.repeat(100), 'x'.repeat(99)],
  ])('given %j as subject, SNS takes it', (text, subject) => {
    expect(subjectOf(text)).toBe(subject);
  });

  it('given a user with a long name, the subject still fits', () => {
    const UserName = 'a'.repeat(64);
    const keys = [accessKey({ UserName, age: 65 })];
    expect(noticeOf({ keys, holder: { UserName } })?.subject).toMatch(/^[ -~]{99}$/);
  });

  it('given a late, unused key that was replaced already, its owner is not told that using it keeps it', () => {
    const keys = [accessKey({ age: 400 }), accessKey({ AccessKeyId: second, age: 7 })];
    const notice = noticeOf({ keys, stages: { [second]: ['AWSCURRENT'] } });
    expect(notice?.attributes.event).toBe('in-the-way');
    expect(notice?.text).toContain(`replaced by ${second}`);
    expect(notice?.text).toContain('get-secret-value');
    expect(notice?.text).not.toContain('unless it is used');
  });
});
