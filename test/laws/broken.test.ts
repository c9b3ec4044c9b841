import type { IAMClient } from '@aws-sdk/client-iam';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { afterEach, describe, expect, it } from 'vitest';
import { SecretAccessKey } from '../../lib/act/secret-access-key.ts';
import { rules } from '../../lib/decide/rules.ts';
import type { RuleName } from '../../lib/model/plan.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import type { Mishap } from './random/any-week.ts';
import { playRun, type Wrong } from './random/play-run.ts';
import { sweepOnSchedule } from './random/sweep-on-schedule.ts';
import { enforcing } from './sweeper/enforcing.ts';
import { makeSweeper } from './sweeper/sweeper.ts';

type Rule = (typeof rules)[number];

const restore: (() => void)[] = [];

afterEach(() => {
  for (const back of restore.splice(0)) back();
});

/** Changes part of the product until the test has ended. */
function swap<Of extends object>(of: Of, more: Partial<Of>): void {
  const before = Object.fromEntries(Object.keys(more).map((name) => [name, of[name as keyof Of]]));
  Object.assign(of, more);
  restore.push(() => Object.assign(of, before));
}

function wrongRule(name: RuleName, more: Partial<Rule>): void {
  const rule = rules.find((one) => one.name === name);
  if (rule) swap(rule, more);
}

const config = enforcing();
const lowered = { create: { from: 45, to: 53 }, deactivate: { from: 63, to: 70 }, delete: { after: 90, inactiveFor: 6 } };
const key = (ageDays: number, Status = 'Active') => ({ Status, ageDays });

/** Plays some weeks of a small account, with mishaps in the first. Returns what the judges find, a line each. */
async function judged(
  users: Record<string, ReturnType<typeof key>[]>,
  { weeks = 6, mishaps = [] as Mishap[], wrong = {} as Wrong, settings = config, tags = {}, uses = 'newest' } = {},
): Promise<string> {
  const all = Object.entries(users).map(([UserName, AccessKeys]) => ({ UserName, AccessKeys, Tags: tags, uses }));
  const days = settings.everyDays;
  const plan = Array.from({ length: weeks }, (_, n) => ({
    ...{ days, lateMinutes: 0, other: 'none' as const, deployed: 'as configured' as const, order: 0, mishaps: n === 0 ? mishaps : [] },
  }));
  const run = { users: all, secrets: [], settings: {}, config: settings, weeks: plan };
  return (await playRun(run, new Map(), wrong)).join('\n');
}

const one = { alice: [key(65)] };

/** Lets AWS do the first such call and loses its answer. */
function losingTheFirst(wanted: string): NonNullable<Wrong['aws']> {
  let calls = 0;
  return ({ operation }, serve) => {
    const answer = serve();
    if (operation !== wanted || calls++ > 0) return answer;
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  };
}

/** A client that reads every refusal as an empty answer. */
function blind(iam: IAMClient): IAMClient {
  const nothing = { IsTruncated: false, AccessKeyMetadata: [], AccessKeyLastUsed: {} };
  const send = async (command: never) => iam.send(command).catch(() => nothing);
  return Object.assign(Object.create(iam), { send });
}

/** A client that only reads: it returns from a write as if that were done. */
function silent<Client extends { send: (command: never) => unknown }>(client: Client): Client {
  const send = async (command: object) => (/^(Publish|Update)/.test(command.constructor.name) ? {} : client.send(command as never));
  return Object.assign(Object.create(client), { send });
}

/** A client that publishes digests and no other notice. */
function muteToOwners(sns: SNSClient): SNSClient {
  const send = async (command: PublishCommand) =>
    !(command instanceof PublishCommand) || command.input.MessageAttributes?.event?.StringValue === 'digest' ? sns.send(command) : {};
  return Object.assign(Object.create(sns), { send });
}

/** A client that finds a subscriber without asking. */
function credulous(sns: SNSClient): SNSClient {
  const answers: Record<string, object> = {
    ListSubscriptionsByTopicCommand: { Subscriptions: [{ SubscriptionArn: 'arn:aws:sns:us-east-1:123456789012:x:1' }] },
    GetSubscriptionAttributesCommand: { Attributes: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:x' } },
  };
  const send = async (command: object) => answers[command.constructor.name] ?? sns.send(command as never);
  return Object.assign(Object.create(sns), { send });
}

describe('a build that is wrong on purpose', () => {
  it('given the right build, no judge finds anything', async () => {
    expect(await judged({ ...one, bob: [key(65), key(95, 'Inactive')] })).toBe('');
  });

  it('given nobody waits for the overlap, it is found (G1)', async () => {
    wrongRule('superseded-waiting', { action: 'deactivate' });
    expect(await judged(one)).toContain('G1 its owner was not notified');
  });

  it.each([
    ['the right build', false, ''],
    ['a build that computes the days anew', true, 'G1 before 2026-03-18, which its owner was told'],
  ])('given thresholds that are lowered once owners were told, and %s, it is found: %s (G1)', async (_, isWrong, expected) => {
    const [sweepNow, lower] = [makeSweeper(), enforcing({ thresholds: lowered })];
    let sweeps = 0;
    const sweeper: Wrong['sweeper'] = (account, settings, start) => {
      sweeps += 1;
      if (isWrong && sweeps === 3) wrongRule('superseded-waiting', { action: 'deactivate' });
      return sweepNow(account, sweeps > 2 ? lower : settings, start);
    };
    const found = await judged(one, { weeks: 3, wrong: { sweeper } });
    expect(found).toEqual(isWrong ? expect.stringContaining(expected) : expected);
    expect(found).not.toContain('its owner was not notified');
  });

  it.each([
    ['the days are kept', false],
    ['grace never ends', true],
  ])('given thresholds that are lowered once owners were told, and %s, keys past their time are found: %s (G9)', async (_, isWrong) => {
    const sweepNow = makeSweeper();
    const lower = enforcing({ thresholds: lowered });
    const slow = enforcing({ thresholds: { ...lowered, create: { from: 45, to: 70 }, deactivate: { from: 80, to: 90 } } });
    let sweeps = 0;
    const sweeper: Wrong['sweeper'] = (account, settings, start) => sweepNow(account, ++sweeps > 3 ? settings : slow, start);
    if (isWrong) wrongRule('superseded-in-use', { when: ({ deactivatable, inUse }) => deactivatable && inUse });
    const found = await judged({ alice: [key(44)] }, { weeks: 9, settings: lower, uses: 'oldest', wrong: { sweeper } });
    expect(found).toEqual(isWrong ? expect.stringContaining('although it was on time') : '');
  });

  it.each([
    ['the right build', false],
    ['a build that takes for unused what AWS does not show', true],
  ])('given a weekly job whose latest use AWS does not show yet, and %s, it is found: %s (G1)', async (_, isWrong) => {
    if (isWrong) wrongRule('superseded-in-use', { when: () => false });
    const wrong = { settings: { lastUseLagHours: 4 } };
    const found = await judged({ alice: [key(66)] }, { uses: 'oldest', wrong });
    expect(found).toEqual(isWrong ? expect.stringContaining('G1 before 2026-03-20, which its owner was told') : '');
  });

  it('given a due key is deactivated instead of replaced, it is found (G1)', async () => {
    wrongRule('create', { action: 'deactivate' });
    expect(await judged(one)).toContain('G1 the last key that anybody can hold');
  });

  it('given a key that consumers fetch is deactivated, it is found (G1)', async () => {
    wrongRule('fresh', { action: 'deactivate' });
    expect(await judged(one)).toMatch(/G1 \w+ was current in \S+alice-\w+, which gives no Active key now/);
  });

  it.each([
    ['the right build', false],
    ['a build that looks for the secret by the name of the user', true],
  ])('given a user that is renamed, and %s, it is found that its consumers lose their key: %s (G1)', async (_, isWrong) => {
    const mishaps: Mishap[] = [{ at: 'sns:Publish', fault: { byHand: 'rename-user', UserName: 'renamed-1' } }];
    const byName: Wrong['aws'] = ({ operation, UserName }, serve) => {
      const answer = serve() as { Tags: { Value: string }[] };
      if (operation !== 'iam:ListUserTags' || UserName !== 'renamed-1') return answer;
      return { ...answer, Tags: answer.Tags.filter(({ Value }) => !Value.includes(':secret:iam-access-keys/alice-')) };
    };
    const found = await judged(one, { weeks: 20, mishaps, ...(isWrong && { wrong: { aws: byName } }) });
    expect(found).toEqual(isWrong ? expect.stringContaining('which gives no Active key now') : '');
  });

  it('given two keys in use of which the older goes, it is found (G1)', async () => {
    wrongRule('two-in-use', { action: 'deactivate' });
    const keys = [key(70), key(65)].map((one) => ({ ...one, LastUsedDate: '2026-03-03T05:00:00Z' }));
    expect(await judged({ alice: keys }, { weeks: 1 })).toContain('G1 it is in use, and no key as young can be fetched');
  });

  it('given whatever is old is retired as unused, it is found (G1)', async () => {
    const retiring = enforcing({ unused: { action: 'retire' } });
    wrongRule('create', { action: 'deactivate' });
    const found = await judged(one, { settings: retiring });
    expect(found).toContain('G1 the last key that anybody can hold');
  });

  it('given only the digest goes out, it is found (G1)', async () => {
    const sweeper = makeSweeper(undefined, (clients) => ({ ...clients, sns: muteToOwners(clients.sns) }));
    expect(await judged(one, { wrong: { sweeper } })).toContain('G1 its owner was not notified');
  });

  it('given an overlap that goes on although its key was deactivated and reactivated, it is found (G1)', async () => {
    const old = { ...key(85), AccessKeyId: 'AKIAFIRST00000000001' };
    const tags = { [`access-key-sweeper:told-since:${old.AccessKeyId}`]: '2026-02-01T06:00:00Z 2026-03-01 - idle' };
    const mishaps: Mishap[] = [{ at: 'sns:Publish', fault: { byHand: 'reactivate-key' } }];
    const aws: Wrong['aws'] = ({ operation }, serve) => (operation === 'iam:UntagUser' ? {} : serve());
    const right = await judged({ alice: [old, key(20)] }, { weeks: 2, mishaps, tags });
    expect(right).toBe('');
    const found = await judged({ alice: [old, key(20)] }, { weeks: 2, mishaps, tags, wrong: { aws } });
    expect(found).toContain('G1 its owner was not notified');
  });

  it('given an Active key is deleted, it is found (G2)', async () => {
    wrongRule('superseded-waiting', { action: 'delete' });
    // Before a key in use is removed, a sweep looks again and would see it.
    expect(await judged(one, { uses: 'none' })).toContain('G2 the key was Active');
  });

  it('given an orphan is deleted while it is Active, it is found (G2)', async () => {
    wrongRule('orphan', { action: 'delete' });
    expect(await judged(one, { wrong: { aws: losingTheFirst('iam:CreateAccessKey') } })).toContain('G2 the key was Active');
  });

  it('given a key waits for its deletion although nobody was told, it is found (G2)', async () => {
    const sweeper = makeSweeper(undefined, (clients) => ({ ...clients, sns: muteToOwners(clients.sns) }));
    const found = await judged({ alice: [key(95, 'Inactive')] }, { wrong: { sweeper } });
    expect(found).toContain('G2 its owner was not told that it would be deleted');
  });

  it('given nobody waits before a deletion, it is found (G2)', async () => {
    wrongRule('inactive-waiting', { action: 'delete' });
    const settings = enforcing({ everyDays: 1, deploy: { schedule: 'rate(1 day)' } });
    expect(await judged({ alice: [key(95, 'Inactive')] }, { settings })).toContain('G2 the key was not Inactive for long enough');
  });

  it('given a key counts as Inactive from before it was Active again, it is found (G2)', async () => {
    const old = { ...key(88), AccessKeyId: 'AKIAFIRST00000000001' };
    const tags = { [`access-key-sweeper:inactive-since:${old.AccessKeyId}`]: '2026-02-01T06:00:00Z' };
    const mishaps: Mishap[] = [{ at: 'sns:Publish', fault: { byHand: 'deactivate-key' } }];
    const aws: Wrong['aws'] = ({ operation }, serve) => (operation === 'iam:UntagUser' ? {} : serve());
    const settings = enforcing({ thresholds: { delete: { after: 90, inactiveFor: 14 } } });
    const keys = { alice: [old, key(20)] };
    expect(await judged(keys, { mishaps, tags, settings })).toBe('');
    const found = await judged(keys, { mishaps, tags, settings, wrong: { aws } });
    expect(found).toContain('G2 the key was not Inactive for long enough');
  });

  it('given a store that forgets, it is found (G3)', async () => {
    const aws: Wrong['aws'] = ({ operation, VersionId }, serve) =>
      operation === 'secretsmanager:PutSecretValue' ? { VersionId, VersionStages: ['AWSCURRENT'] } : serve();
    expect(await judged(one, { wrong: { aws } })).toContain('is nowhere stored');
  });

  it('given orphans are left where they are, it is found (G3)', async () => {
    wrongRule('orphan', { when: () => false });
    expect(await judged(one, { wrong: { aws: losingTheFirst('iam:CreateAccessKey') } })).toContain('is nowhere stored');
  });

  it('given orphans are deleted only when they are old, it is found (G3)', async () => {
    const aws = losingTheFirst('iam:CreateAccessKey');
    expect(await judged(one, { wrong: { aws } })).toBe('');
    wrongRule('inactive-past-delete', { when: ({ inactive, deletable, retirable }) => inactive && deletable && retirable });
    wrongRule('inactive-in-the-way', { when: () => false });
    expect(await judged(one, { wrong: { aws: losingTheFirst('iam:CreateAccessKey') } })).toContain('is nowhere stored');
  });

  it('given a create client that retries, it is found (G3)', async () => {
    const sweeper = makeSweeper(undefined, (clients) => ({ ...clients, iamCreate: clients.iamWrite }));
    const aws = losingTheFirst('iam:CreateAccessKey');
    // IAM enforces its quota with a delay.
    const wrong = { sweeper, aws, settings: { keysPerUser: 3 } };
    expect(await judged(one, { wrong })).toContain('is nowhere stored');
  });

  it('given every sweep marks again, it is found (G4)', async () => {
    wrongRule('fresh', { action: 'mark' });
    expect(await judged({ alice: [key(5)] })).toContain('G4 a second sweep made changes');
  });

  it('given an error that is passed on as AWS wrote it, it is found (G5)', async () => {
    swap(SecretAccessKey.prototype, { keepOutOf: (thrown: unknown) => thrown as Error });
    const aws: Wrong['aws'] = ({ operation }, serve) => {
      if (operation !== 'secretsmanager:PutSecretValue') return serve();
      throw new ServiceError('ValidationException', 400, 'CANARY is no value');
    };
    expect(await judged(one, { wrong: { aws } })).toContain('G5 a notice or an error shows a secret');
  });

  it('given a look-up that fails is read as none, it is found (G6)', async () => {
    const sweeper = makeSweeper(undefined, (clients) => ({ ...clients, iam: blind(clients.iam) }));
    const aws: Wrong['aws'] = ({ operation }, serve) => {
      if (operation !== 'iam:ListUserTags') return serve();
      throw new ServiceError('AccessDenied', 403, 'not authorized');
    };
    const found = await judged(one, { weeks: 1, wrong: { sweeper, aws } });
    expect(found).toContain('G6 written although a look-up was refused');
    expect(found).toContain('G6 a call was refused, and the sweep succeeded');
  });

  it.each([
    ['a configuration for another account', '999999999999', ''],
    [
      'a build that ignores for which account the configuration is',
      null,
      'G7 the configuration is for another account: iam:CreateAccessKey',
    ],
  ])('given %s, nothing is found, or every call in another account (G7)', async (_, accountId, expected) => {
    const settings = { ...config, accountId: '999999999999' };
    const wrong = { config: { ...settings, accountId } };
    const found = await judged(one, { weeks: 1, settings, wrong });
    expect(found).toEqual(expected === '' ? '' : expect.stringContaining(expected));
  });

  it('given limits that limit nothing, it is found (G8)', async () => {
    const users = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`user-${n}`, [key(61)]]));
    expect(await judged(users, { weeks: 1, wrong: { config: { ...config, limits: { ...config.limits, percent: 100 } } } })).toContain(
      'G8 create: 12 times, and the limit is 10',
    );
  });

  it('given mode report or a freeze that is ignored, it is found', async () => {
    const to = '2026-04-20';
    for (const settings of [enforcing({ mode: 'report' }), enforcing({ freezes: [{ from: '2026-03-03', to, reason: 'sales' }] })]) {
      expect(await judged(one, { settings })).toBe('');
      const found = await judged(one, { settings, wrong: { config } });
      expect(found).toContain('changed in report mode or in a freeze: iam:CreateAccessKey');
      if (settings.mode === 'enforce') expect(found).toContain('G1 an owner is told of a day in a freeze');
    }
  });

  it('given a client of Scheduler that sends nothing, it is found (G10)', async () => {
    const sweeper = makeSweeper(undefined, (clients) => ({ ...clients, scheduler: silent(clients.scheduler) }));
    expect(await judged(one, { wrong: { sweeper } })).toContain('G10 a complete sweep did not restart the watchdog');
  });

  it('given a client of SNS that sends nothing, it is found (G10)', async () => {
    const sweeper = makeSweeper(undefined, (clients) => ({ ...clients, sns: silent(clients.sns) }));
    const mishaps = [{ at: 6, fault: { code: 'AccessDenied', status: 403 } }];
    const found = await judged(one, { mishaps, wrong: { sweeper } });
    expect(found).toContain('G10 the watchdog was restarted without a digest');
    expect(found).toContain('G10 no digest tells of the refused iam:');
  });

  it.each([
    ['a user without a free slot', [key(70), key(65)]],
    ['a key that is neither Active nor Inactive', [key(100, 'Expired')]],
  ])('given %s, of whom nobody is told, it is found (G10)', async (_, keys) => {
    const more = { weeks: 2, uses: 'oldest' };
    expect(await judged({ alice: keys }, more)).toBe('');
    wrongRule('no-slot', { when: () => false });
    wrongRule('unknown-status', { when: () => false });
    wrongRule('create', { when: ({ dueForReplacement, slotFree, active }) => dueForReplacement && slotFree && active });
    expect(await judged({ alice: keys }, more)).toContain('G10 nobody is told that');
  });

  it('given nobody asks who hears the notices, it is found (G10)', async () => {
    const sweeper = makeSweeper(undefined, (clients) => ({ ...clients, sns: credulous(clients.sns) }));
    expect(await judged(one, { wrong: { sweeper } })).toContain('G10 written although nobody is known to hear of it');
  });

  it('given grace that never ends, it is found among mishaps too (G9)', async () => {
    const users = { alice: [key(59)], bob: [key(59)] };
    const more = { weeks: 7, uses: 'oldest', mishaps: [{ at: 'iam:CreateAccessKey', fault: 'throttle' as const }] };
    expect(await judged(users, more)).toBe('');
    wrongRule('superseded-in-use', { when: (facts) => facts.deactivatable && facts.inUse });
    expect(await judged(users, more)).toContain('although it was on time');
  });

  it.each([
    ['the right build', false],
    ['grace that never ends', true],
  ])('given %s, keys past their time are found or not (G9)', async (_, isWrong) => {
    if (isWrong) wrongRule('superseded-in-use', { when: (facts) => facts.deactivatable && facts.inUse });
    const late = Array.from({ length: 14 }, () => 0);
    const found = await sweepOnSchedule({ config, ages: [0.5], uses: 'oldest', late, callMs: 60 });
    expect(found).toEqual(isWrong ? expect.arrayContaining([expect.stringMatching(/^G9 /)]) : []);
  });
});
