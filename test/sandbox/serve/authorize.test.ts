import { DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { secretAccessKeyFor } from '../../../sandbox/account/ids.ts';
import { sweepRoleArn } from '../../../sandbox/account/stack.ts';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { type Aws, aws, refusal } from '../aws.ts';
import { versionId } from '../secrets.ts';

const accessKeyId = 'AKIAALICE00000000001';
const users = [{ UserName: 'alice', AccessKeys: [{ AccessKeyId: accessKeyId, Status: 'Active', ageDays: 70 }] }];
const alice = 'arn:aws:iam::123456789012:user/alice';
const versions = [{ VersionId: versionId('v1'), AccessKeyId: 'v1', stages: ['AWSCURRENT'] }];
const read = 'secretsmanager:GetSecretValue';

/** An account whose secret `demo` has a policy with this statement. */
function withStatement(statement: object, more = {}): Aws {
  const deny = { Effect: 'Deny', Principal: '*', Action: read, Resource: '*', ...statement };
  const ResourcePolicy = { Version: '2012-10-17', Statement: [deny] };
  return aws(users, {}, [{ Name: 'demo', Tags: {}, versions, ResourcePolicy, ...more }]);
}

const get = ({ secrets }: Pick<Aws, 'secrets'>) => refusal(secrets.send(new GetSecretValueCommand({ SecretId: 'demo' })));

/** Reads the secret with alice's own key. */
const getAsAlice = ({ account }: Aws) => {
  const credentials = { accessKeyId, secretAccessKey: secretAccessKeyFor(accessKeyId) };
  const secrets = new SecretsManagerClient({ region: 'us-east-1', credentials, requestHandler: requestHandler(account), maxAttempts: 1 });
  return get({ secrets });
};

const denied = 'AccessDeniedException 400';

describe('the resource policy of a secret', () => {
  it.each<[statement: string, more: object, role: string, user: string]>([
    ['that denies everybody', {}, denied, denied],
    ['that denies everybody as a list', { Principal: { AWS: ['*'] } }, denied, denied],
    ['that denies the account', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } }, denied, denied],
    ['that denies the role of the sweeper', { Principal: { AWS: sweepRoleArn } }, denied, 'accepted'],
    ['that denies a user', { Principal: { AWS: alice } }, 'accepted', denied],
    ['that denies all but a user', { Principal: undefined, NotPrincipal: { AWS: alice } }, denied, 'accepted'],
    ['that denies all actions', { Action: 'secretsmanager:*' }, denied, denied],
    ['that denies an action in lower case', { Action: ['x:y', 'secretsmanager:getsecret*'] }, denied, denied],
    ['that denies all but an action', { Action: undefined, NotAction: 'secretsmanager:Describe*' }, denied, denied],
    ['that denies another action', { Action: 'secretsmanager:PutSecretValue' }, 'accepted', 'accepted'],
    ['that denies another resource', { Resource: 'arn:aws:secretsmanager:*:*:secret:other-??????' }, 'accepted', 'accepted'],
    ['that denies this resource', { Resource: 'arn:aws:secretsmanager:*:*:secret:demo-??????' }, denied, denied],
    ['with a condition, which is not looked at', { Condition: { Bool: { x: true } } }, 'accepted', 'accepted'],
    ['that allows', { Effect: 'Allow' }, 'accepted', 'accepted'],
  ])('given one %s, it is %s', async (_, statement, role, user) => {
    const one = withStatement(statement);
    expect({ role: await get(one), user: await getAsAlice(one) }).toEqual({ role, user });
  });

  it('given it denies writing, the secret can be described and read, but not written', async () => {
    const one = withStatement({ Action: 'secretsmanager:Put*' });
    const put = new PutSecretValueCommand({ SecretId: 'demo', SecretString: 'x' });
    expect(await refusal(one.secrets.send(put))).toBe(denied);
    expect(one.account.secrets.get('demo')?.versions.size, 'versions').toBe(1);
    expect(await refusal(one.secrets.send(new DescribeSecretCommand({ SecretId: 'demo' })))).toBe('accepted');
  });

  it('given a text that is no JSON, it denies nothing', async () => {
    expect(await get(withStatement({}, { ResourcePolicy: 'x' }))).toBe('accepted');
  });
});
