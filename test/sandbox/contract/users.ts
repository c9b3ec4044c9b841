import { GetAccountSummaryCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { type Asked, type Row, rowsOf } from './row.ts';

const names = (PathPrefix: string) => async (one: Asked) => {
  const { Users = [] } = await one.iam.send(new ListUsersCommand({ PathPrefix }));
  // IAM's pages promise no order.
  return Users.map(({ UserName }) => UserName)
    .toSorted()
    .join(' ');
};

async function carol(one: Asked): Promise<string> {
  const { Users = [] } = await one.iam.send(new ListUsersCommand({ PathPrefix: '/team/' }));
  return Users.map(({ UserId, Path, Arn }) => [UserId, Path, Arn].join(' ')).join();
}

async function summary({ iam }: Asked): Promise<string> {
  const { SummaryMap = {} } = await iam.send(new GetAccountSummaryCommand({}));
  const { AccountAccessKeysPresent, Users, AccessKeysPerUserQuota } = SummaryMap;
  return `root keys ${AccountAccessKeysPresent}, users ${Users}, quota ${AccessKeysPerUserQuota}`;
}

const carolsArn = 'arn:aws:iam::123456789012:user/team/eu/c,a+r=o.l@e_-';

export const users: readonly Row[] = [
  ...rowsOf('ListUsers', [
    ['no prefix', names('/'), 'alice bob c,a+r=o.l@e_- dora'],
    ['a prefix', names('/team/'), 'c,a+r=o.l@e_-'],
    ['a prefix that nobody has', names('/nobody/'), ''],
    ['a user with a path', carol, `AIDACAROL0000000001 /team/eu/ ${carolsArn}`],
  ]),
  ...rowsOf('GetAccountSummary', [['no root key', summary, 'root keys 0, users 4, quota 2']]),
];
