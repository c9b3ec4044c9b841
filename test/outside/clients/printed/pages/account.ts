import type { Account } from '../../../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../../../sandbox/account/account-file.ts';
import { sandboxConfig } from '../../../../../sandbox/run/sandbox-config.ts';
import { sweepFunction } from '../../../../../sandbox/run/sweep-function.ts';

/** The keys of alice, the first of them replaced by the second. */
export const oldKey = 'AKIAR5SFODNN7EXAMPLE';
export const newKey = 'AKIAI44QH8DHBEXAMPLE';
const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
export const idOf = (name: string) => `AIDA${name.toUpperCase().replaceAll(/\W/g, '').padEnd(12, '0')}EXAMPLE`;

/** By user name, the value of the tag that names the secret: three of this deployment, and some of others. */
export const pointers: Record<string, string | undefined> = {
  '--help': `${arnOf('iam-access-keys/--help-a1B2c3')} sandbox`,
  '-dash': `${arnOf('iam-access-keys/-dash-a1B2c3')} sandbox`,
  alice: `${arnOf('iam-access-keys/alice-a1B2c3')} sandbox`,
  staged: `${arnOf('iam-access-keys/staged-a1B2c3')} staging`,
  presandbox: `${arnOf('iam-access-keys/presandbox-a1B2c3')} presandbox`,
  abroad: `${arnOf('iam-access-keys/abroad-a1B2c3').replace('us-east-1', 'eu-west-1')} sandbox`,
  moved: `${arnOf('my-keys/moved-a1B2c3')} sandbox`,
  legacy: undefined,
};
/** The users of this deployment. */
export const ours = ['--help', '-dash', 'alice'];

const user = (UserName: string, pointer: string | undefined) => ({
  ...{ UserName, UserId: idOf(UserName) },
  Tags: {
    team: 'access-key-sweeper:secret:arn',
    ...(pointer && { 'Access-Key-Sweeper:Secret:arn': pointer }),
    'access-key-sweeper:owner': 'x',
  },
  AccessKeys: [
    ...(UserName === 'alice' ? [{ AccessKeyId: oldKey, Status: 'Active', ageDays: 70 }] : []),
    { ...(UserName === 'alice' && { AccessKeyId: newKey }), Status: 'Active', ageDays: 9 },
  ],
});

const version = (AccessKeyId: string, ...stages: string[]) => ({ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages });
const secret = (name: string, more = {}) => ({
  ...{ Name: `iam-access-keys/${name}`, Tags: { 'access-key-sweeper:user-id': idOf(name) } },
  versions: name === 'alice' ? [version(oldKey, 'AWSPREVIOUS'), version(newKey, 'AWSCURRENT')] : [],
  ...more,
});

/** Returns a new account with these users, whose clock says what the machine's says. */
export function accountOfPage(): Account {
  const users = Object.entries(pointers).map(([name, pointer]) => user(name, pointer));
  const secrets = ours.map((name) => secret(name, { ARN: pointers[name]?.replace(' sandbox', '') }));
  const account = accountOf(parseAccount({ users, secrets }, 'the test', new Date()));
  account.runFunction = sweepFunction(account, sandboxConfig());
  return account;
}
