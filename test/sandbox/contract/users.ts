import {
  GetAccountSummaryCommand,
  ListUsersCommand,
  type ListUsersRequest,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';

const list = (input: ListUsersRequest) => (one: Asked) => refusal(one.iam.send(new ListUsersCommand(input)));

const names = (PathPrefix: string) => async (one: Asked) => {
  const { Users = [], IsTruncated } = await one.iam.send(new ListUsersCommand({ PathPrefix }));
  const found = Users.map(({ UserName }) => UserName).toSorted();
  return `${found.join(' ')}${IsTruncated ? ' …' : ''}`;
};

async function about(one: Asked): Promise<string> {
  const { Users = [] } = await one.iam.send(new ListUsersCommand({ PathPrefix: '/team/' }));
  return Users.map(({ UserId, Path, Arn }) => [UserId, Path, Arn].join(' ')).join();
}

async function pages({ iam: client }: Asked): Promise<string> {
  const sizes: number[] = [];
  for await (const { Users = [] } of paginateListUsers({ client }, { MaxItems: 3 })) sizes.push(Users.length);
  return sizes.join('+');
}

async function summary({ iam }: Asked): Promise<string> {
  const { SummaryMap = {} } = await iam.send(new GetAccountSummaryCommand({}));
  const { AccountAccessKeysPresent, Users, AccessKeysPerUserQuota } = SummaryMap;
  return `root keys ${AccountAccessKeysPresent}, users ${Users}, quota ${AccessKeysPerUserQuota}`;
}

const call = 'ListUsers';
const paging =
  'IAM API Reference, ListUsers, Request Parameters: MaxItems 1 to 1,000, Marker of the last page';

export const users: readonly Row[] = [
  { call, given: 'no prefix', ask: names('/'), aws: 'alice bob c,a+r=o.l@e_- dora' },
  { call, given: 'a prefix', ask: names('/team/'), aws: 'c,a+r=o.l@e_-' },
  { call, given: 'a prefix that nobody has', ask: names('/nobody/'), aws: '' },
  {
    call,
    given: 'a path and signs in a name, its id, path and ARN',
    ask: about,
    aws: 'AIDACAROL0000000001 /team/eu/ arn:aws:iam::123456789012:user/team/eu/c,a+r=o.l@e_-',
  },
  { call, given: '4 users and pages of 3', ask: pages, aws: '3+1', moto: { answers: '4', page: paging } },
  { call, given: 'MaxItems 1000', ask: list({ MaxItems: 1000 }), aws: 'accepted' },
  {
    call,
    given: 'MaxItems 1001',
    ask: list({ MaxItems: 1001 }),
    aws: 'ValidationError 400',
    moto: { answers: 'accepted', page: paging },
  },
  {
    call,
    given: 'MaxItems 0',
    ask: list({ MaxItems: 0 }),
    aws: 'ValidationError 400',
    moto: { answers: 'accepted', page: paging },
  },
  {
    call,
    given: 'a Marker of its own',
    ask: list({ Marker: 'next' }),
    aws: 'ValidationError 400',
    moto: { answers: 'accepted', page: paging },
  },
  {
    call: 'GetAccountSummary',
    given: 'no root key',
    ask: summary,
    aws: 'root keys 0, users 4, quota 2',
  },
];
