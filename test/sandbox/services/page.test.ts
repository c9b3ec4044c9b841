import { type IAMClient, ListUsersCommand, paginateListAccessKeys, paginateListUsers, paginateListUserTags } from '@aws-sdk/client-iam';
import { CreateScheduleCommand, paginateListSchedules } from '@aws-sdk/client-scheduler';
import { paginateListSecrets, paginateListSecretVersionIds } from '@aws-sdk/client-secrets-manager';
import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { alertsArn, schedules, topicArn } from '../../../sandbox/account/stack.ts';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { aws, clientsFor, start } from '../aws.ts';
import { valid } from '../schedule.ts';
import { secretWith } from '../secrets.ts';

/** The items of each page, as text. */
async function pagesOf<Page>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => unknown[] | undefined) {
  const found: string[][] = [];
  for await (const page of pages) found.push((itemsOf(page) ?? []).map((item) => JSON.stringify(item)));
  return found;
}

/** How many items each page has; no item may be on two pages. */
async function sizesOf<Page>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => unknown[] | undefined) {
  const found = await pagesOf(pages, itemsOf);
  expect(new Set(found.flat()).size, 'different items').toBe(found.flat().length);
  return found.map((items) => items.length);
}

const UserName = 'alice';
const AccessKeys = Array.from({ length: 5 }, () => ({ Status: 'Active', ageDays: 1 }));
const Tags = Object.fromEntries(Array.from({ length: 4 }, (_, n) => [`key-${n}`, 'x']));
const users = (count: number) => Array.from({ length: count }, (_, n) => ({ UserName: `user-${n}` }));
const short = (more: readonly object[] = []) => aws([{ UserName, AccessKeys, Tags }, ...more], { pageSize: 2 });

describe('short pages', () => {
  it('given pages of 2, users come in pages of 2, also if more were asked for', async () => {
    const { iam: client } = short(users(5));
    const pages = paginateListUsers({ client }, { MaxItems: 1000 });
    expect(await sizesOf(pages, (page) => page.Users)).toEqual([2, 2, 2]);
  });

  it('given pages of 2, keys and tags of a user come in pages of 2', async () => {
    const { iam: client } = short();
    const keys = paginateListAccessKeys({ client }, { UserName });
    expect(await sizesOf(keys, (page) => page.AccessKeyMetadata)).toEqual([2, 2, 1]);
    const tags = paginateListUserTags({ client }, { UserName });
    expect(await sizesOf(tags, (page) => page.Tags)).toEqual([2, 2]);
  });

  it('given pages of 2, versions of a secret come in pages of 2', async () => {
    const { secrets: client, account } = await secretWith('v1', 'v2', 'v3');
    account.settings.pageSize = 2;
    const pages = paginateListSecretVersionIds({ client }, { SecretId: 'demo', IncludeDeprecated: true });
    expect(await sizesOf(pages, (page) => page.Versions)).toEqual([2, 1]);
  });

  it('given pages of 2, secrets come in pages of 2, also if more were asked for', async () => {
    const secrets = ['a', 'b', 'c'].map((Name) => ({ Name, versions: [] }));
    const { secrets: client } = aws([], { pageSize: 2 }, secrets);
    const pages = paginateListSecrets({ client }, { MaxResults: 100 });
    expect(await sizesOf(pages, (page) => page.SecretList)).toEqual([2, 1]);
  });

  it('given pages of 1, schedules come one by one, without what starts them', async () => {
    const { account, scheduler: client } = aws([], { pageSize: 1 });
    for (const Name of ['continue-1', 'once', 'continue-2']) await client.send(new CreateScheduleCommand({ ...valid, Name }));
    const found: unknown[] = [];
    const input = { GroupName: schedules.group, NamePrefix: 'continue-' };
    for await (const { Schedules } of paginateListSchedules({ client }, input)) found.push(Schedules);
    const Arn = (Name: string) => `arn:aws:scheduler:us-east-1:${account.accountId}:schedule/${schedules.group}/${Name}`;
    const target = { Arn: schedules.functionArn };
    const date = expect.any(Date);
    expect(found).toEqual(
      ['continue-1', 'continue-2'].map((Name) => [
        {
          Name,
          GroupName: schedules.group,
          State: 'ENABLED',
          Arn: Arn(Name),
          Target: target,
          CreationDate: date,
          LastModificationDate: date,
        },
      ]),
    );
  });

  it('given pages of 1, subscriptions of a topic in the account file come one by one', async () => {
    const subscriptions = [
      { topic: 'alerts', Protocol: 'email', Endpoint: 'ops@example.com', isConfirmed: false },
      { topic: 'notices', Protocol: 'email', Endpoint: 'platform@example.com' },
      { topic: 'alerts', Protocol: 'sms', Endpoint: '+15550100' },
    ];
    const file = { users: [], subscriptions, settings: { pageSize: 1 } };
    const account = accountOf(parseAccount(file, 'the test', start));
    const { sns: client } = clientsFor({ requestHandler: requestHandler(account) });
    const arnsOf = async (TopicArn: string) => {
      const found: unknown[] = [];
      for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
        found.push(Subscriptions.map(({ Endpoint, SubscriptionArn }) => `${Endpoint} ${SubscriptionArn}`));
      return found;
    };
    expect(await arnsOf(alertsArn)).toEqual([['ops@example.com PendingConfirmation'], [`+15550100 ${alertsArn}:subscription-3`]]);
    expect(await arnsOf(topicArn)).toEqual([[`platform@example.com ${topicArn}:subscription-2`]]);
  });
});

describe('pages of users', () => {
  const namesOf = (client: IAMClient, PathPrefix = '/') =>
    pagesOf(paginateListUsers({ client }, { PathPrefix }), ({ Users = [] }) => Users.map((one) => one.UserName));

  it('given a user is deleted between two listings, the second does not have it', async () => {
    const { iam: client, account } = aws(users(2), { pageSize: 1 });
    expect(await namesOf(client)).toEqual([['"user-0"'], ['"user-1"']]);
    account.users.delete('user-0');
    expect(await namesOf(client)).toEqual([['"user-1"']]);
    expect(await namesOf(client, '/team/'), 'another prefix').toEqual([[]]);
    const again = await client.send(new ListUsersCommand({ Marker: '0' }));
    expect(again.Users, 'a Marker of another prefix').toHaveLength(1);
  });

  it('given no MaxItems, a page has 100 items', async () => {
    const { iam } = aws(users(101));
    const page = await iam.send(new ListUsersCommand({}));
    expect(page.Users, 'users on the first page').toHaveLength(100);
    expect(page.IsTruncated, 'IsTruncated of the first page').toBe(true);
    const last = await iam.send(new ListUsersCommand({ Marker: page.Marker }));
    expect(last.Users, 'users on the last page').toHaveLength(1);
    expect(last.IsTruncated, 'IsTruncated of the last page').toBe(false);
    expect(last.Marker, 'Marker of the last page').toBeUndefined();
  });
});
