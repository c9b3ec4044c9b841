import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { metricsOf } from '../../lib/report/metrics.ts';
import { alertsArn, schedules, topicArn } from '../../sandbox/account/stack.ts';
import { plainSubscribers, type Subscription } from '../../sandbox/account/subscriptions.ts';
import { effects } from '../../sandbox/faults/inject-faults.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { answerWith, failNext } from './meddle.ts';
import { digestOf, keysOf, start, userOfAge, type World, world, writes } from './world.ts';

const digestsOnly = { event: ['digest'] };
const filtered = (FilterPolicy: Record<string, unknown>, n = 1, more: Partial<Subscription> = {}): Subscription => ({
  ...{ TopicArn: topicArn, Protocol: 'email', Endpoint: `ops-${n}@example.com`, id: `s-${n}`, isConfirmed: true, FilterPolicy },
  ...more,
});
const pending = { ...filtered({}), FilterPolicy: undefined, isConfirmed: false };
const toAlerts = (one: Subscription) => ({ ...one, TopicArn: alertsArn });
const lookUps = ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'];

/** Users with whom an enforcing sweep would do something. */
const users = [
  userOfAge('alice', 61),
  { UserName: 'bob', AccessKeys: [{ Status: 'Inactive', ageDays: 200 }], Tags: { 'access-key-sweeper:told-since:X': 'x' } },
];

function worldOf(subscriptions: Subscription[], config: object = {}): World {
  const one = world(users, { config });
  one.account.subscriptions = subscriptions;
  return one;
}

const alerts = ({ account }: World) => account.published.filter(({ TopicArn }) => TopicArn === alertsArn);
const watchdogOf = ({ account }: World) => account.schedules.get(`${schedules.group}/${schedules.watchdog}`) as { StartDate?: number };

/** Fails unless the sweep rehearsed only, told so, and failed. */
async function expectUnheard(one: World, says: string | RegExp, run: Parameters<World['sweep']>[0] = {}): Promise<string> {
  const { report, error } = await one.sweep(run);
  expect(writes(one.account), 'what was written').toEqual(['sns:Publish', 'sns:Publish']);
  const [alert, ...others] = alerts(one);
  expect(others).toEqual([]);
  expect(alert?.Subject).toContain("nothing was done, because nobody receives owners' notices");
  expect(alert?.MessageStructure).toBeUndefined();
  for (const text of [alert?.Message, digestOf(one), error?.message]) expect(text).toMatch(says);
  expect(one.account.published.map(({ attributes }) => attributes.event)).toEqual([undefined, 'digest']);
  expect(report).toMatchObject({ isUnheard: true, continued: [], counts: { failures: 1 } });
  expect(metricsOf(report.counts, report)).toMatchObject({ Failures: 1, CreateDone: 0 });
  expect(watchdogOf(one).StartDate, 'start of the watchdog').toBeUndefined();
  return digestOf(one);
}

async function expectHeard(one: World, run: Parameters<World['sweep']>[0] = {}): Promise<void> {
  const { report, error } = await one.sweep(run);
  expect(error).toBeUndefined();
  expect(report.isUnheard).toBe(false);
  expect(keysOf(one), 'keys of alice').toHaveLength(2);
  expect(alerts(one)).toEqual([]);
}

const asked = ({ account }: World, operation: string) => account.history.filter((call) => call.operation === operation).length;

describe('a sweep that nobody hears changes nothing, publishes an alert and fails', () => {
  it.each<[given: string, Subscription[], says: string]>([
    ['no subscription', [], `${topicArn} has no confirmed subscription.`],
    ['only one that is not confirmed', [pending], 'Not confirmed: ops-1@example.com.'],
    ['only one of the alerts topic', plainSubscribers(1).map(toAlerts), 'has no confirmed subscription'],
    [
      'only one for digests',
      [filtered(digestsOnly)],
      '1 subscription has a filter that no such notice is certain to pass: ops-1@example.com',
    ],
    ['only one of what is no user', [filtered({ userName: [{ exists: false }] })], '1 subscription has a filter'],
    ['only one of another stage', [filtered({ environment: ['dev'] })], '1 subscription has a filter'],
    [
      'only one with a filter of bodies',
      [filtered({ event: ['create'] }, 1, { FilterPolicyScope: 'MessageBody' })],
      '1 subscription has a filter',
    ],
    ['only one with a filter that nobody understands', [filtered({ userName: [{ numeric: ['>', 0] }] })], '1 subscription has a filter'],
    ['250 for digests', Array.from({ length: 250 }, (_, n) => filtered(digestsOnly, n)), '250 subscriptions have a filter'],
  ])('given %s', async (_, subscriptions, says) => {
    const digest = await expectUnheard(worldOf(subscriptions), says);
    expect(digest).toContain('mode enforce: 2 users');
    expect(digest).toContain("nothing was done, because nobody receives owners' notices: 1 to create");
    expect(digest).toContain("Would be done if somebody received owners' notices: created (1)");
  });

  const failures: [given: string, error: () => never][] = [
    ['no permission', () => refuse('AuthorizationError', 403)],
    ['throttling', () => effects.throttle({ operation: 'sns:x' } as never)],
    ['an internal error', () => refuse('InternalError', 500)],
    ['no such thing', () => refuse('NotFound', 404)],
    ['a broken connection', () => effects['drop-before']()],
  ];

  it.each(lookUps.flatMap((operation) => failures.map(([given, fail]) => [given, operation, fail] as const)))(
    'given %s for %s each time',
    async (_, operation, fail) => {
      const one = worldOf(plainSubscribers(2));
      one.account.intercept = (call, serve) => (call.operation === operation ? fail() : serve());
      await expectUnheard(one, /(Asking SNS who is subscribed to the notices|Reading the filter of subscriber-1@example.com) failed: /);
    },
  );

  it.each(lookUps)('given an empty answer to %s', async (operation) => {
    const one = worldOf(plainSubscribers(1));
    answerWith(one.deps.sns as never, operation.replace('sns:', ''), '');
    await expectUnheard(one, /answered without (Subscriptions|TopicArn)/);
  });

  it('given the list breaks off at its second page', async () => {
    const one = worldOf([...Array.from({ length: 100 }, (_, n) => filtered(digestsOnly, n)), ...plainSubscribers(1)]);
    failNext(one.account, 'sns:ListSubscriptionsByTopic', { error: new ServiceError('AuthorizationError', 403, 'no'), skip: 1 });
    await expectUnheard(one, 'Asking SNS who is subscribed to the notices failed: AuthorizationErrorException: no');
  });

  it('given so many for digests that the time runs out, it stops to ask and has time left to say so', async () => {
    const one = worldOf([...Array.from({ length: 250 }, (_, n) => filtered(digestsOnly, n)), ...plainSubscribers(1)]);
    await expectUnheard(one, 'Asking SNS who is subscribed to the notices failed: no time is left', { end: addSeconds(start, 10) });
    expect(asked(one, 'sns:GetSubscriptionAttributes')).toBeLessThan(110);
  });

  it('given a sweep of named users', async () => {
    await expectUnheard(worldOf([]), 'no confirmed subscription', { users: ['alice'] });
  });

  it('given a continuation of users that another sweep works on, it is not continued again', async () => {
    const one = worldOf([]);
    one.account.users
      .get('alice')
      ?.tags.set('access-key-sweeper:creating:x', { Key: 'access-key-sweeper:creating:x', Value: start.toISOString() });
    await expectUnheard(one, 'no confirmed subscription', { users: ['alice', 'bob'] });
    expect(one.decided()[0]).toBe('alice in-flight deferred');
  });

  it('given a forced run, the digest says that nobody was rotated, and how to repeat it', async () => {
    const digest = await expectUnheard(worldOf([]), 'no confirmed subscription', { users: ['alice'], force: true });
    expect(digest).toMatch(/forced, and not replaced \(1\)\n.*"users":\["alice"\],"force":true.*\n- alice, nobody would be notified/);
  });
});

describe('a sweep that somebody hears acts', () => {
  it.each<[given: string, Subscription[]]>([
    ['one without a filter', plainSubscribers(1)],
    ['one of a user', [filtered({ userName: ['zoe'] })]],
    ['one of an owner', [filtered({ owner: ['platform'] })]],
    ['one of all but digests', [filtered({ event: [{ 'anything-but': ['digest'] }] })]],
    ['one for digests, one not confirmed, and one without a filter', [filtered(digestsOnly), pending, ...plainSubscribers(1)]],
    ['a queue', [{ ...pending, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:123456789012:notices', isConfirmed: true }]],
  ])('given %s', async (_, subscriptions) => {
    await expectHeard(worldOf(subscriptions));
  });

  it('given 250 subscriptions on three pages, of which the last one hears, it is found', async () => {
    const one = worldOf([...Array.from({ length: 249 }, (_, n) => filtered(digestsOnly, n)), ...plainSubscribers(1)]);
    await expectHeard(one);
    expect(lookUps.map((operation) => asked(one, operation))).toEqual([3, 250]);
  });

  it('given 250 subscriptions of which the first hears, the others are not asked for', async () => {
    const one = worldOf(plainSubscribers(250));
    await expectHeard(one);
    expect(lookUps.map((operation) => asked(one, operation))).toEqual([1, 1]);
  });

  it('given an empty page before the last', async () => {
    const one = worldOf(plainSubscribers(1));
    const real = one.deps.sns.send.bind(one.deps.sns) as (command: object) => Promise<object>;
    one.deps.sns.send = (async (command: object) => {
      const isFirst = command instanceof ListSubscriptionsByTopicCommand && !command.input.NextToken;
      return isFirst ? { Subscriptions: [], NextToken: '0', $metadata: {} } : real(command);
    }) as never;
    await expectHeard(one);
  });

  it('given one whose filter may not be read beside one that hears', async () => {
    const one = worldOf(plainSubscribers(2));
    failNext(one.account, 'sns:GetSubscriptionAttributes', { error: new ServiceError('AuthorizationError', 403, 'not yours') });
    await expectHeard(one);
  });

  it('given a subscriber since the last sweep, the next one acts', async () => {
    const one = worldOf([]);
    await one.sweep();
    one.account.subscriptions = plainSubscribers(1);
    one.account.published.length = 0;
    await expectHeard(one);
  });
});

describe('who hears the notices', () => {
  it('given mode report, it is not asked', async () => {
    const one = worldOf([], { mode: 'report' });
    const { error, report } = await one.sweep();
    expect(error).toBeUndefined();
    expect(report.isUnheard).toBe(false);
    expect(lookUps.map((operation) => asked(one, operation))).toEqual([0, 0]);
    expect(watchdogOf(one).StartDate).toBeDefined();
  });

  it('given mode enforce, it is asked while users are read, before anything is written', async () => {
    const one = worldOf(plainSubscribers(1));
    await one.sweep();
    const [account, ...others] = one.account.history.map(({ operation }) => operation);
    expect({ account, asked: others.filter((operation) => lookUps.includes(operation)) }).toEqual({
      account: 'sts:GetCallerIdentity',
      asked: lookUps,
    });
    const written = others.findIndex((operation) => /:(Tag|Untag|Create|Update|Delete|Put|Publish)/.test(operation));
    expect(written).toBeGreaterThan(others.indexOf(lookUps.at(-1) ?? ''));
  });

  it('given nobody, and an alert that cannot be published, the digest has both failures', async () => {
    const one = worldOf([]);
    failNext(one.account, 'sns:Publish', { error: new ServiceError('AuthorizationError', 403, 'no') });
    const { error, report } = await one.sweep();
    expect(error?.message).toMatch(/^2 things failed .* Publishing the alert .* failed: AuthorizationErrorException: no$/);
    expect(report.counts.failures).toBe(2);
    expect(digestOf(one)).toContain('Failed (2)');
  });
});

function refuse(code: string, status: number): never {
  throw new ServiceError(code, status, 'An error that the test asked for.');
}
