import { addSeconds } from 'date-fns/addSeconds';
import { subHours } from 'date-fns/subHours';
import type { Account } from '../../../sandbox/account/account.ts';
import { failedQueue } from '../../../sandbox/account/queues.ts';
import { alertsArn } from '../../../sandbox/account/stack.ts';
import { plainSubscribers } from '../../../sandbox/account/subscriptions.ts';
import { aws } from '../aws.ts';
import { versionId } from '../secrets.ts';

/** The keys by user. Bob has two, the second of them Inactive. */
export const keyIds = {
  alice: 'AKIAALICE00000000001',
  bob: 'AKIABOB0000000000001',
  bobInactive: 'AKIABOB0000000000002',
  unknown: 'AKIAUNKNOWN000000001',
};

const queueArn = 'arn:aws:sqs:us-east-1:123456789012:listener';

const ResourcePolicy = { Version: '2012-10-17', Statement: [] };

const secret = (Name: string, versions: Record<string, string[]>, more = {}) => ({
  Tags: { 'access-key-sweeper:user-id': 'AIDAALICE0000000001' },
  ...more,
  Name,
  versions: Object.entries(versions).map(([short, stages]) => ({ VersionId: versionId(short), AccessKeyId: short, stages })),
});

const messageOf = (Body: string, sentAt: Date) => ({ MessageId: Body, Body, attributes: {}, sentAt, receives: 0 });

/** Returns a new account of the kind that every row is asked of. */
export function scene(): Account {
  const users = [
    {
      UserName: 'alice',
      UserId: 'AIDAALICE0000000001',
      Tags: { Owner: 'platform' },
      AccessKeys: [{ AccessKeyId: keyIds.alice, Status: 'Active', ageDays: 70 }],
    },
    {
      UserName: 'bob',
      AccessKeys: [
        { AccessKeyId: keyIds.bob, Status: 'Active', ageDays: 9, LastUsedDate: '2026-03-01T10:00:00Z' },
        { AccessKeyId: keyIds.bobInactive, Status: 'Inactive', ageDays: 99 },
      ],
    },
    { UserName: 'c,a+r=o.l@e_-', UserId: 'AIDACAROL0000000001', Path: '/team/eu/' },
    { UserName: 'dora', Tags: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key-${n}`, 'x'])) },
  ];
  const secrets = [
    secret('demo', { v1: [], v2: ['AWSPREVIOUS'], v3: ['AWSCURRENT'], v4: ['AWSPENDING'] }),
    secret('empty', {}),
    secret('doomed', { v1: ['AWSCURRENT'] }),
    secret('rotated', { v1: ['AWSCURRENT'] }),
    secret('old', { v1: ['AWSCURRENT'] }),
    secret('shared', { v1: ['AWSCURRENT'] }, { ResourcePolicy, Tags: { team: 'AIDABOB00000000001' } }),
    secret('replica', { v1: ['AWSCURRENT'] }, { PrimaryRegion: 'eu-west-1' }),
  ];
  const { account } = aws(users, { propagationSeconds: 0, callMs: 0 }, secrets);
  const now = account.clock.now();
  account.subscriptions = [
    { TopicArn: alertsArn, Protocol: 'sqs', Endpoint: queueArn, id: 'one', isConfirmed: true },
    { TopicArn: alertsArn, Protocol: 'email', Endpoint: 'ops@example.com', id: 'two', isConfirmed: false },
    {
      TopicArn: alertsArn,
      Protocol: 'email',
      Endpoint: 'boss@example.com',
      id: 'three',
      isConfirmed: true,
      FilterPolicy: { event: ['digest'] },
    },
    // So that there are three pages.
    ...plainSubscribers(200).map((one) => ({ ...one, TopicArn: alertsArn })),
  ];
  const [doomed, rotated, old] = ['doomed', 'rotated', 'old'].map((name) => account.secrets.get(name));
  if (doomed) doomed.DeletedDate = now;
  if (rotated) rotated.RotationEnabled = true;
  for (const version of old?.versions.values() ?? []) version.CreatedDate = subHours(now, 28 * 24);
  account.queues.get(failedQueue)?.messages.push(...['one', 'two'].map((Body) => messageOf(Body, now)));
  account.logEvents = ['first a', 'then b', 'then c'].map((message, n) => ({
    at: addSeconds(now, n),
    logStreamName: n === 2 ? 'later' : 'early',
    message,
  }));
  account.runFunction = async (event) => {
    const isError = JSON.stringify(event).includes('fail');
    return { requestId: 'id', payload: isError ? { errorType: 'Error' } : { event }, isError, log: `${'x'.repeat(5_000)} end` };
  };
  return account;
}
