import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import type { Outcome } from '../../../lib/model/plan.ts';
import { bodyOf } from '../../../lib/notify/notice.ts';
import { ownerNotice } from '../../../lib/notify/owner/owner-notice.ts';
import { ownerTexts } from '../../../lib/notify/owner/texts-by-event.ts';
import {
  accessKey,
  ago,
  aUser,
  config,
  contextOf,
  decision,
  first,
  inactive,
  now,
  type Overrides,
  plan,
  proof,
  second,
  tagged,
  third,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';
import { bothInUse, crowded, examples, full, givesWay, lateInUse, noticeOf, off, replaced, waiting } from '../../tools/notice-examples.ts';

const noReminders: Overrides = { notices: { reminders: false } };
const lateReported: Overrides = { lateKeys: 'report' };
const foundOff: UserSketch = { ...withKeys(inactive(30), 65), inactiveSince: { [first]: 3 }, inactiveKind: 'found' };
const guardsOff: Overrides = { inUseWithinDays: 0 };
const proven = { used: { [first]: proof({ days: 95, minutes: -1 }) } };
const pending = { stages: { [second]: ['AWSPENDING'] } };
const byHand = { ...waiting, current: '', used: { [second]: 1 } };

// docs/notices.md has the sentences; these are laws that hold whatever the sentences are.
describe('every notice to an owner', () => {
  it('given every event, an example shows it', () => {
    const shown = examples.flatMap(({ user, overrides, result }) => noticeOf(user, overrides, result)?.data.keys ?? []);
    expect(new Set(shown.map((one) => (one as { event: string }).event))).toEqual(new Set(Object.keys(ownerTexts)));
  });

  it.each(examples)('given $title, its text starts with user, account and stage, and its attributes are whole', (example) => {
    const { text = '', attributes } = noticeOf(example.user, example.overrides, example.result) ?? {};
    expect(text).toMatch(/^IAM user bob, AWS account 123456789012 \(prod\)\nFrom access-key-sweeper, which .*\.\n\n/);
    const about = { event: example.event, userName: 'bob', environment: 'prod', accountId: '123456789012' };
    expect(attributes).toEqual({ ...about, severity: expect.stringMatching(/^(info|warning|urgent)$/) });
  });

  it.each(examples)('given $title, it speaks to the owner, and no value is missing', ({ user, overrides, result }) => {
    const { subject, text } = noticeOf(user, overrides, result) ?? {};
    expect(`${subject} ${text}`).not.toMatch(/owner|move by|\b1 days|undefined|NaN|YYYY/);
  });

  it.each(examples)('given $title, the key that ends is named where its replacement was named before', ({ user, overrides, result }) => {
    const { text } = noticeOf(user, overrides, result) ?? {};
    expect(text).not.toMatch(/Move whatever uses \w+ to AKIA\w+( before [\d-]+)?\. [^.]*\bit is deactivated/);
  });

  it.each(examples)('given $title, the dates of its subject are those of the decision', ({ user, overrides, result }) => {
    const { subject = '', text = '' } = noticeOf(user, overrides, result) ?? {};
    const { decisions } = decide(aUser(user), config(overrides), now);
    const marked = aUser(user).evidence?.tags.toldSince ?? [];
    const promised = [...decisions.map((one) => one.promised), ...marked.map(({ days }) => days)];
    const days = [
      ...promised.flatMap((one) => [one?.earliest, one?.latest]),
      ...decisions.flatMap(({ deletion }) => [deletion.notBefore, deletion.planned]),
    ];
    for (const day of subject.match(/\d{4}-\d\d-\d\d/g) ?? []) {
      expect(days).toContain(day);
      expect(text).toContain(day);
    }
  });

  it.each(examples)('given $title and a name of 64 letters, the subject fits and only the name is cut', ({ user, overrides, result }) => {
    const UserName = 'a'.repeat(64);
    const keys = user.keys?.map((key) => ({ ...key, UserName })) ?? [];
    const short = noticeOf(user, overrides, result)?.subject ?? '';
    const long = noticeOf({ ...user, keys, UserName }, overrides, result)?.subject ?? '';
    expect(short).toMatch(/^\[prod\] .* \(bob\)$/);
    expect(long).toMatch(/^[ -~]{1,99}$/);
    expect(long.startsWith(short.replace('bob)', 'aaa'))).toBe(true);
  });
});

describe('what an owner is told to do', () => {
  it.each<[given: string, has: string | undefined, lacks: string, user: UserSketch, overrides?: Overrides]>([
    ['a key that a person replaced', `move whatever uses it to ${second}`, 'secretsmanager', byHand],
    ['a replacement that this sweep makes current', 'get-secret-value', 'to see whether', { ...waiting, current: '', ...pending }],
    ['an unfinished key that gives way to a younger value', 'interrupted sweep', 'get-secret-value', givesWay],
    ['a late, unused key that was replaced', 'get-secret-value', 'unless it is used', { ...withKeys(400, 7), current: second }],
    ['a key that only the sweeper used', 'was never used', 'last used', { ...crowded, ...proven }],
    ['two keys in use', `--access-key-id ${first} --status inactive`, `--access-key-id ${second}`, bothInUse],
    ['no slot, the young key unused', `if nobody needs ${second}`, `--access-key-id ${first}`, full],
    ['no slot, the old key current', `if nobody needs ${second}`, `--access-key-id ${first}`, { ...full, used: {}, current: first }],
    [
      'no slot, the old key not used for longer',
      `if nobody needs ${first}`,
      `--access-key-id ${second}`,
      { ...full, used: { [first]: 30, [second]: 1 }, stages: { [second]: [] } },
    ],
    [
      'no slot, the young key Inactive',
      `is due for replacement, and there is no free slot yet. ${second} is deleted on 2026-11-27 at the earliest. the first sweep`,
      'delete-access-key',
      { ...withKeys(65, inactive(80)), inactiveSince: { [second]: 3 } },
    ],
    [
      'no slot, the young key Inactive, the old key late before its deletion',
      `if it comes before 2026-11-25: then ${first} counts as late`,
      'the first sweep',
      { ...withKeys(70, inactive(80)), inactiveSince: { [second]: 3 } },
      lateReported,
    ],
    [
      'no slot, the other key Inactive, late and only reported',
      `has to be asked for: ${first} is overdue since 2026-11-24, and in this account late keys are only reported`,
      'the next sweep',
      { ...withKeys(71, inactive(80)), inactiveSince: { [second]: 3 } },
      lateReported,
    ],
    [
      'no slot, late and only reported, the other key new',
      'once a slot is free it has to be asked for',
      'the next sweep',
      { ...full, ...withKeys(71, 1) },
      lateReported,
    ],
    [
      'no slot, unused, and unused keys retired',
      `once ${first} is gone, you are told when ${second} is deactivated, too`,
      'creates the replacement',
      withKeys(66, 64),
      { unused: { action: 'retire' } },
    ],
    [
      'no slot, the old key replaced by the other one long ago',
      `no free slot yet. from 2026-12-12 on ${first} is deactivated. it is deleted on 2026-12-18 at the earliest. the first sweep`,
      'counts as late',
      { ...withKeys(62, 60), current: second },
    ],
    [
      'no slot, the old key in the way and late',
      `from 2026-12-04 on ${first} is deactivated`,
      'overdue',
      { ...withKeys(110, 64), used: { [second]: 1 } },
    ],
    [
      'two keys in use and an older one in the way',
      `move everything to ${third}. do it before 2026-12-01, when ${second} counts as late`,
      'overdue',
      { ...withKeys(110, 64, 62), used: { [second]: 1, [third]: 2 } },
    ],
    [
      'no slot, three keys',
      'you have 3 access keys',
      'at the earliest',
      { ...withKeys(65, inactive(80), 10), inactiveSince: { [second]: 3 } },
    ],
    [
      'an Inactive key that its secret gives',
      'gets a key that does not work',
      'the last key',
      { ...withKeys(inactive(95)), current: first },
    ],
    [
      'an Inactive key that its secret gave last',
      'it is the last key that was current',
      'gets a key that does not work',
      { ...withKeys(inactive(95)), stages: { [first]: ['AWSPREVIOUS'] } },
    ],
  ])('given %s, it has %j and lacks %j', (_, has, lacks, user, overrides) => {
    const text = noticeOf(user, overrides)?.text.toLowerCase();
    expect(text).toContain(has?.toLowerCase());
    expect(text).not.toContain(lacks.toLowerCase());
  });

  it.each<[given: string, subject: string, user: UserSketch, overrides?: Overrides]>([
    ['another key in its overlap', `${first} was replaced; move before 2026-12-12`, { ...withKeys(62, 60), current: second }],
    ['a key in the way', `${first} is unused; it is deactivated from 2026-12-04`, { ...withKeys(110, 64), used: { [second]: 1 } }],
    ['an Inactive key', `${first} is Inactive; it is not deleted before 2026-12-05`, foundOff],
    ['an Inactive key, reminders off', `no free slot for ${second} before 2026-12-05`, foundOff, noReminders],
    [
      'an unused key that is retired',
      `${first} is unused; it is deactivated from 2026-12-10`,
      withKeys(64, 62),
      { unused: { action: 'retire' } },
    ],
  ])('given a key without a slot and %s, the subject is what happens by itself, and nothing is urgent', (_, subject, user, overrides) => {
    const notice = noticeOf(user, overrides);
    expect(notice?.subject).toBe(`[prod] ${subject} (bob)`);
    expect(notice?.attributes.severity).toBe('info');
    expect(notice?.text).not.toMatch(/delete-access-key|--status Inactive/);
  });

  it('given an orphan waits for its deletion, nobody is told to make it Active', () => {
    const orphan = { inactiveSince: { [second]: { hours: 3 } }, inactiveKind: 'orphan', intents: [{ at: 1, keyIds: [first] }] } as const;
    const notice = noticeOf({ ...withKeys(20, { CreateDate: ago(1), Status: 'Inactive' }), ...orphan });
    expect(notice).toBeUndefined();
  });

  it('given an orphan is deleted, nobody is told to get another key', () => {
    const orphan = { inactiveSince: { [second]: 2 }, inactiveKind: 'orphan', intents: [{ at: 3, keyIds: [first] }] } as const;
    const notice = noticeOf({ ...withKeys(20, { CreateDate: ago(3), Status: 'Inactive' }), current: first, ...orphan });
    expect(notice?.text).toContain(`Access key ${second} was deleted: nobody ever had it`);
    expect(notice?.text).not.toContain('get-secret-value');
  });

  it.each<[string, UserSketch]>([
    ['two keys in use', bothInUse],
    ['no slot', withKeys(75, 62)],
  ])('given %s, both keys due, one text lists both, and says once until when', (_, user) => {
    const text = noticeOf(user)?.text ?? '';
    const times = (pattern: RegExp) => text.match(pattern)?.length;
    expect({ keys: times(/days old/g), overdue: times(/overdue since/g) }).toEqual({ keys: 2, overdue: 1 });
  });

  it.each<[given: string, command: string, user: UserSketch, overrides?: Overrides]>([
    ['a key that is not due, forced', 'force', { ...withKeys(59), forced: true }],
    ['a key that is due anyway, forced', 'sweep', { ...withKeys(60), forced: true }],
    ['a late key, forced', 'sweep', { ...withKeys(71), forced: true }],
    ['a due key where late ones are only reported, forced', 'sweep', { ...withKeys(70), forced: true }, { lateKeys: 'report' }],
    ['a late key that is only reported, forced', 'force', { ...withKeys(71), forced: true }, { lateKeys: 'report' }],
    ['a due key', 'sweep', withKeys(60)],
  ])('given a failed creation for %s, the only command is to %s', (_, command, user, overrides) => {
    const { text = '' } = noticeOf(user, overrides, { outcome: 'failed', note: 'AccessDenied' }) ?? {};
    const commands = text.split('\n').filter((line) => line.startsWith('  '));
    const event = command === 'force' ? `{"users":["bob"],"force":true,"keys":["${first}"]}` : '{"users":["bob"]}';
    expect(commands).toEqual([expect.stringContaining(`aws lambda invoke`)]);
    expect(commands[0]).toContain(`--payload '${event}'`);
    expect(text.includes('The next sweep tries again'), 'says that the next sweep tries again').toBe(command === 'sweep');
  });
});

describe('how urgent a notice is', () => {
  const nearEnd = (age: number) => ({ ...waiting, ...withKeys(age, 14), told: { [first]: 14 }, used: { [first]: 1 } });

  it.each<[given: string, severity: string, subject: string, user: UserSketch, overrides?: Overrides]>([
    ['a late key used since it was replaced', 'urgent', 'still in use', lateInUse],
    ['a late key used only before', 'info', 'was replaced', { ...lateInUse, used: { [first]: 8 } }],
    ['a late key never used', 'info', 'was replaced', { ...lateInUse, used: {} }],
    ['a key in use without extra time after the next sweep', 'urgent', 'still in use', nearEnd(76)],
    ['a key in use with extra time after the next sweep', 'info', 'was replaced', nearEnd(75)],
    [
      'a key in use, the guards off',
      'urgent',
      'still in use',
      { ...waiting, used: { [first]: 1 }, days: { latest: '2026-12-04' } },
      guardsOff,
    ],
    ['a late key in use that is replaced now', 'warning', 'was replaced', { ...withKeys(300), used: { [first]: 1 } }],
    ['a late key not in use that is replaced now', 'info', 'was replaced', withKeys(300)],
  ])('given %s, it is %s and its subject says "%s"', (_, severity, says, user, overrides) => {
    const { subject, attributes } = noticeOf(user, overrides) ?? {};
    expect({ subject, severity: attributes?.severity }).toEqual({ subject: expect.stringContaining(says), severity });
  });

  it('given several keys with news, the most urgent comes first and gives subject and attributes', () => {
    const failed = decision({ key: accessKey({ age: 65 }) });
    const key = accessKey({ AccessKeyId: second, ...inactive(95) });
    const deleted = decision({ key, rule: 'inactive-past-delete', action: 'delete' });
    const results = [
      { decision: deleted, outcome: 'done' as const },
      { decision: failed, outcome: 'failed' as const, note: 'AccessDenied' },
    ];
    const notice = ownerNotice({ plan: plan([deleted, failed]), results }, contextOf());
    expect(notice?.subject).toContain(first);
    expect(notice?.attributes).toMatchObject({ event: 'failed', severity: 'urgent' });
    const [, ...parts] = notice?.text.split('\n\n') ?? [];
    expect(parts.slice(0, 2).map((part) => part.match(/AKIA\w+/)?.[0])).toEqual([first, second]);
    expect(notice?.data).toMatchObject({
      ...{ event: 'failed', userName: 'bob', environment: 'prod', accountId: '123456789012', severity: 'urgent' },
      keys: [
        { event: 'failed', id: first, note: 'AccessDenied' },
        { event: 'inactive-past-delete', id: second },
      ],
    });
  });
});

describe('when an owner is told', () => {
  const noDate = { tags: { [`access-key-sweeper:told-since:${first}`]: '?' } };

  it.each<[given: string, event: string, user: UserSketch, overrides?: Overrides]>([
    ['a fresh key', 'none', withKeys(30)],
    ['an exempt user', 'none', { ...withKeys(300), ...tagged('exempt', 'x') }],
    ['a user in flight', 'none', { ...withKeys(65), intents: [{ at: { minutes: 5 } }] }],
    ['no key', 'none', { keys: [] }],
    ['a replaced key told before', 'superseded-waiting', waiting],
    ['a replaced key told before, reminders off', 'none', waiting, noReminders],
    ['a replaced key never told, reminders off', 'superseded-waiting', { ...waiting, told: {}, storedAt: { [second]: 7 } }, noReminders],
    ['a replaced key with a mark without a date, reminders off', 'superseded-waiting', { ...waiting, told: {}, ...noDate }, noReminders],
    ['a replaced key that may end after the next sweep, reminders off', 'none', { ...waiting, ...withKeys(71, 7) }, noReminders],
    ['a replaced key that ends in the next sweep, reminders off', 'superseded-waiting', { ...waiting, ...withKeys(72, 7) }, noReminders],
    ['a key in the way that ends after the next sweep, reminders off', 'none', { ...crowded, told: { [first]: 1 } }, noReminders],
    ['a key in the way that ends in the next sweep, reminders off', 'in-the-way', { ...crowded, told: { [first]: 2 } }, noReminders],
    ['a key in the way never told, reminders off', 'in-the-way', crowded, noReminders],
    [
      'a key that is deleted after the next sweep, reminders off',
      'none',
      { ...withKeys(inactive(82)), inactiveSince: { [first]: 1 }, inactiveKind: 'found' },
      noReminders,
    ],
    [
      'a key that is deleted in the next sweep, reminders off',
      'inactive-waiting',
      { ...withKeys(inactive(83)), inactiveSince: { [first]: 1 } },
      noReminders,
    ],
    ['a key found Inactive, reminders off', 'inactive-unmarked', off, noReminders],
    ['a key in use near its end, reminders off', 'superseded-in-use', { ...replaced, used: { [first]: 0 } }, noReminders],
    ['a key without a slot, reminders off', 'no-slot', withKeys(65, 1), noReminders],
  ])('given %s, the event is %s', (_, event, user, overrides) => {
    expect(noticeOf(user, overrides)?.attributes.event ?? 'none').toBe(event);
  });

  it.each<[Outcome, string]>([
    ['done', 'create'],
    ['failed', 'failed'],
    ['deferred', 'none'],
    ['held', 'none'],
    ['rehearsed', 'none'],
    ['none', 'none'],
  ])('given a creation with outcome %s, the event is %s', (outcome, event) => {
    expect(noticeOf(withKeys(65), {}, { outcome, note: 'because' })?.attributes.event ?? 'none').toBe(event);
  });
});

describe('a replacement that a sweep finishes', () => {
  const stored = { ...withKeys(70, 1), stages: { [first]: ['AWSCURRENT'], ...pending.stages } };

  it.each<[Outcome, boolean]>([
    ['done', true],
    ['failed', false],
    ['deferred', false],
  ])('given the outcome %s, the owner is told to move to it: %s', (outcome, isTold) => {
    const { text = '' } = noticeOf(stored, {}, { outcome, note: 'because' }) ?? {};
    expect(text.includes(`was replaced by ${second}`)).toBe(isTold);
    expect(text.includes('get-secret-value')).toBe(isTold);
  });
});

describe('what programs get', () => {
  it.each([
    ['team-a', 'team-a'],
    ['', undefined],
  ])('given the owner tag "%s", the attribute owner is %s', (owner, attribute) => {
    const { attributes, data } = noticeOf({ ...withKeys(65), ...tagged('owner', owner) }) ?? {};
    expect({ owner: attributes?.owner, inData: data?.owner }).toEqual({ owner: attribute, inData: owner });
  });

  it('given people and programs, each gets a body of its own', () => {
    const notice = noticeOf(withKeys(65));
    if (!notice) throw new Error('no notice');
    const { default: text, ...programs } = JSON.parse(bodyOf(notice)) as Record<string, string>;
    expect(text).toBe(notice.text);
    expect(Object.keys(programs)).toEqual(['sqs', 'lambda', 'https']);
    const key = { event: 'create', id: first, newId: third, secret: 'iam-access-keys/bob', deactivateOn: '2026-12-09' };
    for (const body of Object.values(programs)) {
      expect(JSON.parse(body)).toMatchObject({ event: 'create', userName: 'bob', keys: [key] });
    }
  });
});
