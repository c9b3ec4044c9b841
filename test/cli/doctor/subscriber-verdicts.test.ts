import { describe, expect, it } from 'vitest';
import { alertsVerdict, noticesVerdict, toldVerdict } from '../../../cli/doctor/subscriber-verdicts.ts';
import type { Topic } from '../../../cli/stage/topics.ts';
import { aUser, config, now } from '../../tools/builders.ts';

type Subscriber = Topic['subscribers'][number];

const arn = 'arn:aws:sns:us-east-1:123456789012:access-key-sweeper-prod-notices';
const topic = (...subscribers: Subscriber[]) => ({ arn, subscribers });
const confirmed = (id: string, policy?: object): Subscriber => ({
  endpoint: `${id}@example.com`,
  state: 'confirmed',
  filter: { FilterPolicy: policy && JSON.stringify(policy) },
});
const pending: Subscriber = { endpoint: 'ops@example.com', state: 'pending' };
const gone: Subscriber = { endpoint: 'ops@example.com', state: 'gone' };
const refusal = 'User: arn:x is not authorized to perform: SNS:GetSubscriptionAttributes on resource: arn:y because';
const unread: Subscriber = { endpoint: 'arn:queue', state: 'confirmed', error: new Error(refusal) };
const digests = { event: ['digest'] };
const place = { environment: 'prod', accountId: '123456789012' };
const two = "Receives owners' notices: a@example.com; digests only: b@example.com.";

describe('the subscribers of the notices topic', () => {
  it.each<[given: string, topic: Topic, enforce: boolean, report: boolean, says: string]>([
    ['nobody', topic(), false, false, `--topic-arn ${arn}`],
    ['one who has not confirmed', topic(pending), false, false, 'ops@example.com must confirm'],
    ['one who has unsubscribed', topic(gone), false, false, 'Nobody is subscribed'],
    [
      'one who receives everything',
      topic(confirmed('a')),
      true,
      true,
      "1 subscription confirmed. Receives owners' notices: a@example.com.",
    ],
    ['one who must confirm beside one', topic(confirmed('a'), pending), true, true, 'ops@example.com must confirm.'],
    ['two who receive something else', topic(confirmed('a'), confirmed('b', digests)), true, true, two],
    ['one who receives digests only', topic(confirmed('b', digests)), false, true, 'Subscribe somebody without a filter: aws sns'],
    ['one who receives nothing', topic(confirmed('c', { team: ['x'] })), false, true, 'Receives nothing: c@example.com.'],
    ['one that may not be read', topic(unread), false, true, 'arn:x may not SNS:GetSubscriptionAttributes on arn:y.'],
    ['one that may not be read beside one', topic(unread, confirmed('a')), true, true, 'not known: arn:queue;'],
  ])('given %s, whether it is ok under enforce (%s) and report (%s)', (_, found, enforce, report, says) => {
    const under = (mode: 'enforce' | 'report') => noticesVerdict(found, { ...place, mode });
    expect(under('enforce')).toEqual({ isOk: enforce, says: expect.stringContaining(says) });
    expect(under('report')).toEqual({ isOk: report, says: expect.stringContaining(says) });
  });
});

describe('the subscribers of the alerts topic', () => {
  it.each<[given: string, topic: Topic, isOk: boolean, says: string]>([
    ['nobody', topic(), false, 'Nobody is subscribed'],
    ['one who receives everything', topic(confirmed('a')), true, 'Receives alerts: a@example.com.'],
    [
      'one with a filter, which no alert passes',
      topic(confirmed('a', { severity: ['urgent'] })),
      false,
      'Receives nothing, because of a filter',
    ],
    ['one that may not be read', topic(unread), false, 'Receives not known: arn:queue.'],
  ])('given %s, it says so', (_, found, isOk, says) => {
    expect(alertsVerdict(found)).toEqual({ isOk, says: expect.stringContaining(says) });
  });
});

describe('the users that a subscription tells of', () => {
  const names = (...all: string[]) => all.map((UserName) => ({ ...aUser({ UserName }), evidence: undefined }));
  const users = names('alice', 'bob', 'robot-1');
  const settings = (mode: 'enforce' | 'report') =>
    config({ mode, accountId: '123456789012', deploy: { alarmEmail: 'none' }, exempt: { users: ['robot-*'] } });

  it.each<[given: string, policy: object | undefined, enforce: boolean, says: string]>([
    ['no filter', undefined, true, 'of each user that is swept.'],
    ['a filter for an owner, who is not known', { owner: ['platform'] }, true, 'of each user that is swept.'],
    ['a filter for one of two', { userName: ['alice'] }, true, 'of 1 user: bob. If'],
    ['a filter for an exempt user', { userName: ['robot-1'] }, false, 'of 2 users: alice, bob. If'],
    ['a filter for digests', digests, false, 'of 2 users: alice, bob. If'],
  ])('given %s, it names those of whom nobody hears; ok under enforce: %s', (_, policy, enforce, says) => {
    const told = (mode: 'enforce' | 'report') =>
      toldVerdict(users, topic(confirmed('a', policy)), { ...place, config: settings(mode), now });
    expect(told('enforce')).toEqual({ isOk: enforce, says: expect.stringContaining(says) });
    expect(told('report')).toEqual({ isOk: true, says: expect.stringContaining(says) });
  });

  it('given nobody who is swept, it says so', () => {
    expect(toldVerdict(names('robot-1'), topic(), { ...place, config: settings('enforce'), now })).toEqual({
      isOk: true,
      says: 'Nobody is swept.',
    });
  });
});
