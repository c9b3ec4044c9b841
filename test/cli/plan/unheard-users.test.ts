import { describe, expect, it } from 'vitest';
import { planAhead } from '../../../cli/plan/plan-ahead.ts';
import { topicArn } from '../../../sandbox/account/stack.ts';
import type { Subscription } from '../../../sandbox/account/subscriptions.ts';
import { now } from '../../tools/builders.ts';
import { caller, denied, inMemory } from '../in-memory.ts';

const owned = { Tags: { 'access-key-sweeper:owner': 'http://x' } };
const users = [
  { UserName: 'alice', AccessKeys: [{ Status: 'Active', ageDays: 80 }], ...owned },
  // Not due within 30 days, so that the tags are not read.
  { UserName: 'bob', AccessKeys: [{ Status: 'Active', ageDays: 20 }], ...owned },
  { UserName: 'carol', AccessKeys: [] },
  { UserName: 'dave', AccessKeys: [{ Status: 'Active', ageDays: 80 }], Tags: { 'access-key-sweeper:exempt': 'vendor' } },
];
const filtered = (FilterPolicy: Record<string, unknown>, id = 'a'): Subscription => ({
  ...{ TopicArn: topicArn, Protocol: 'email', Endpoint: `${id}@example.com`, id, isConfirmed: true },
  FilterPolicy,
});
const enforce = { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } } as const;

const [lists, asks] = ['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'];

/** What `plan` says of these subscriptions; without any, the account has one without a filter. */
async function told(subscriptions?: Subscription[], { refused = '', stage = 'sandbox', settings = {} } = {}) {
  const { account, connection } = inMemory(users, { settings });
  if (subscriptions) account.subscriptions = subscriptions;
  account.intercept = ({ operation }, serve) => {
    if (operation === refused) throw denied(refused.replace('sns', 'SNS'), topicArn);
    return serve();
  };
  const plan = await planAhead({ ...connection, stage }, { now, all: false, owners: 'move', users: undefined });
  expect(plan.failures).toEqual([]);
  const { unheardUsers, subscribersUnknown } = plan;
  return { unheardUsers, subscribersUnknown };
}

describe('users whose notices reach nobody', () => {
  it.each<[given: string, subscriptions: Subscription[] | undefined, unheard: string[]]>([
    ['no filter', undefined, []],
    ['a filter for somebody else', [filtered({ userName: ['zoe'] })], ['alice, owner "http: //x"', 'bob']],
    ['a filter for one', [filtered({ userName: ['alice'] })], ['bob']],
    ['a filter for another owner, which bob may have', [filtered({ owner: ['billing'] })], ['alice, owner "http: //x"']],
    ['a filter for each', [filtered({ userName: ['alice'] }), filtered({ userName: ['bob'] }, 'b')], []],
  ])('given %s, they are named with their owner', async (_, subscriptions, unheardUsers) => {
    expect(await told(subscriptions)).toEqual({ unheardUsers, subscribersUnknown: null });
  });

  it.each<[given: string, Subscription[]]>([
    ['nobody', []],
    ['one who has not confirmed', [{ ...filtered({}), isConfirmed: false }]],
    ['one who receives digests only', [filtered({ event: ['digest'] })]],
  ])('given %s, one line says that it is all of them, and the command', async (_, subscriptions) => {
    const all = expect.stringMatching(/^all 2, because nobody receives owners' notices: aws sns subscribe .*-sandbox-notices/);
    expect(await told(subscriptions)).toEqual({ unheardUsers: [all], subscribersUnknown: null });
    const { unheardUsers } = await told(subscriptions, { settings: enforce });
    expect(unheardUsers).toEqual([expect.stringContaining("owners' notices, so that the next sweep changes nothing: aws sns")]);
  });

  it.each(['sns:ListSubscriptionsByTopic', 'sns:GetSubscriptionAttributes'])(
    'given no permission for %s, it says that in one line',
    async (refused) => {
      const { unheardUsers, subscribersUnknown } = await told(undefined, { refused });
      expect(unheardUsers).toEqual([]);
      expect(subscribersUnknown).toBe(
        `Whose notices reach nobody is not known. ${caller} may not ${refused.replace('sns', 'SNS')} on ${topicArn}. Give it that permission, or use another profile.`,
      );
    },
  );

  it.each<[given: string, subscriptions: Subscription[], some: object[], asked: string[]]>([
    ['one who hears all', [filtered({}), filtered({}, 'b'), filtered({}, 'c')], users, [lists, asks]],
    [
      'one who hears each',
      [filtered({ userName: ['alice'] }), filtered({ userName: ['bob'] }, 'b'), filtered({}, 'c')],
      users,
      [lists, asks, asks],
    ],
    ['one who hears nobody', [filtered({ userName: ['zoe'] }), filtered({ userName: ['zoe'] }, 'b')], users, [lists, asks, asks]],
    ['users without keys or exempt only', [filtered({})], users.slice(2), []],
  ])('given %s, it asks SNS for no more than that takes', async (given, subscriptions, some, asked) => {
    const { account, connection } = inMemory(some);
    account.subscriptions = subscriptions;
    const operations: string[] = [];
    account.intercept = ({ operation }, serve) => {
      operations.push(operation);
      return serve();
    };
    const { unheardUsers } = await planAhead(connection, { now, all: false, owners: 'move', users: undefined });
    expect(operations.filter((operation) => operation.startsWith('sns:'))).toEqual(asked);
    expect(unheardUsers).toHaveLength(given === 'one who hears nobody' ? 2 : 0);
  });

  it('given a filter that cannot be read, and one who hears all, it says nothing', async () => {
    const { account, connection } = inMemory(users);
    account.subscriptions = [filtered({}), filtered({}, 'b')];
    let refusals = 0;
    account.intercept = ({ operation }, serve) => {
      if (operation !== asks || refusals > 0) return serve();
      refusals += 1;
      throw denied('SNS:GetSubscriptionAttributes', topicArn);
    };
    const plan = await planAhead(connection, { now, all: false, owners: 'move', users: undefined });
    expect(plan).toMatchObject({ unheardUsers: [], subscribersUnknown: null });
    expect(refusals).toBe(1);
  });

  it.each([
    ['report', {}, null],
    ['enforce', enforce, expect.stringContaining('failed: NotFoundException: Topic does not exist')],
  ])('given a stage that is not deployed, it says so only under enforce: mode %s', async (_, settings, subscribersUnknown) => {
    expect(await told(undefined, { stage: 'prod', settings })).toEqual({ unheardUsers: [], subscribersUnknown });
  });
});
