import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepRoleOf } from '../../../cli/stage/stack-names.ts';
import { allowing, type IamRequest } from './iam.ts';
import { references } from './requests.ts';
import { out, packageWith, root, type Statement, serverlessPackage, statementsOf, templateOf } from './serverless.ts';

const admin = 'arn:aws:iam::123456789012:role/break-glass';
const person = 'arn:aws:iam::123456789012:role/Administrator';
const sweeper = references['SweepRole.Arn'];

beforeAll(async () => {
  const guarded = `deploy: { ledgerAdmins: ["${admin}", "arn:aws:iam::123456789012:user/ops"] }\n`;
  for (const { code, output } of [await serverlessPackage('dev'), await packageWith(guarded, 'guarded')])
    if (code !== 0) throw new Error(output);
});

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

function scp(): Statement[] {
  return (JSON.parse(readFileSync(join(root, 'stack/scp-guard-ledger.json'), 'utf8')) as { Statement: Statement[] }).Statement;
}

const policy = (stage: string) => ['GuardLedgerPolicy', 'GuardSecretsPolicy'].flatMap((name) => statementsOf(templateOf(stage), name));

function secret(name: string, prefix = 'iam-access-keys/', region = 'us-east-1'): string {
  return `arn:aws:secretsmanager:${region}:123456789012:secret:${prefix}${name}-AbCdEf`;
}

describe('the policy by which users read their secrets', () => {
  const alice = 'AIDAIOSFODNN7EXAMPLE';
  const statements = () => statementsOf(templateOf('dev'), 'ReadOwnSecretPolicy');
  const reading = (resource: string, caller: string, owner?: string): IamRequest => ({
    action: 'secretsmanager:GetSecretValue',
    resource,
    context: { 'aws:userid': caller, ...(owner && { 'secretsmanager:ResourceTag/access-key-sweeper:user-id': owner }) },
  });

  it.each([
    ['its own secret', reading(secret('alice'), alice, alice), 1],
    ['its own secret from before it was renamed', reading(secret('alice-smith'), alice, alice), 1],
    ['its own secret, with a comma in its name', reading(secret('smith/alice'), alice, alice), 1],
    ['a secret under its name that is of another user', reading(secret('alice'), alice, 'AIDACKCEVSQ6C2EXAMPLE'), 0],
    ['a secret under its name that says of nobody whose it is', reading(secret('alice'), alice), 0],
    ['a secret outside the prefix that has its id', reading(secret('alice', 'db/'), alice, alice), 0],
    ['its secret in the session of a role that is named after its id', reading(secret('alice'), `AROAEXAMPLE:${alice}`, alice), 0],
    ['to write its own secret', { ...reading(secret('alice'), alice, alice), action: 'secretsmanager:PutSecretValue' }, 0],
  ])('given a user with it, statements that allow %s (%o): %i', (_, request, times) => {
    expect(allowing(request, statements(), references)).toHaveLength(times);
  });

  const viaSecretsManager = { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' };
  const inContext = (arn: string) => ({ 'kms:EncryptionContext:SecretARN': arn });

  it.each([
    ['Secrets Manager asks for a secret below the prefix', { ...viaSecretsManager, ...inContext(secret('alice')) }, 1],
    ['the user asks', inContext(secret('alice')), 0],
    ['another service asks', { ...inContext(secret('alice')), 'kms:ViaService': 's3.us-east-1.amazonaws.com' }, 0],
    ['Secrets Manager asks for another secret', { ...viaSecretsManager, ...inContext(secret('x', 'db/')) }, 0],
  ])('given %s, statements that allow to decrypt: %i', (_, context, times) => {
    const request = { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:123456789012:key/none', context };
    expect(allowing(request, statements(), references)).toHaveLength(times);
  });
});

const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** True if a principal may do it who may do everything that the guards do not deny. */
function may(principal: string, request: IamRequest, guards: Statement[]): boolean {
  const context = { ...request.context, 'aws:PrincipalArn': principal };
  return allowing({ ...request, context }, [everything, ...guards], references).length > 0;
}

const roleOfProd = (account: string, path = '') => `arn:aws:iam::${account}:role/${path}access-key-sweeper-prod-us-east-1-sweep`;
const told = 'told-since:AKIAIOSFODNN7EXAMPLE';
const marks = ['creating:x', told, 'inactive-since:AKIAIOSFODNN7EXAMPLE', 'secret:arn', 'refused:create'];
const guards: [string, () => Statement[], trusted: string[], others: string[]][] = [
  ['the policies', () => policy('dev'), [sweeper], [person, admin, `${sweeper}-2`]],
  ['the policies with deploy.ledgerAdmins', () => policy('guarded'), [sweeper, admin], [person, 'arn:aws:iam::123456789012:user/op']],
  [
    'the SCP',
    scp,
    [roleOfProd('123456789012'), roleOfProd('210987654321')],
    [
      person,
      `${roleOfProd('123456789012')}-2`,
      roleOfProd('123456789012', 'mine/'),
      'arn:aws:iam::123456789012:role/x-access-key-sweeper-prod-us-east-1-sweep',
      'arn:aws:iam::123456789012:role/access-key-sweeper-prod-SweepRole-1ABC',
      'arn:aws:iam::123456789012:role/access-key-sweeper-prod-eu-west-1-sweep',
      'arn:aws:iam::123456789012:user/access-key-sweeper-prod-us-east-1-sweep',
    ],
  ],
];

describe.each(guards)('the guards: %s', (_, statements, trusted, others) => {
  const tagging = (key: string, action = 'TagUser'): IamRequest => ({
    action: `iam:${action}`,
    resource: 'arn:aws:iam::123456789012:user/alice',
    context: { 'aws:TagKeys': ['team', key] },
  });
  const onSecret = (action: string, resource = secret('alice'), context = {}): IamRequest => ({
    action: `secretsmanager:${action}`,
    resource,
    context,
  });

  const denied = [
    ...marks.flatMap((mark) => [tagging(`access-key-sweeper:${mark}`), tagging(`Access-Key-Sweeper:${mark}`)]),
    tagging(`access-key-sweeper:${told}`, 'UntagUser'),
    ...[
      ...['CreateSecret', 'PutSecretValue', 'UpdateSecret', 'UpdateSecretVersionStage', 'TagResource', 'UntagResource'],
      ...['PutResourcePolicy', 'DeleteResourcePolicy', 'ReplicateSecretToRegions', 'StopReplicationToReplica', 'RotateSecret'],
    ].flatMap((action) => [onSecret(action), onSecret(action, secret('alice', undefined, 'eu-west-1'))]),
    onSecret('DeleteSecret', secret('alice'), { 'secretsmanager:ForceDeleteWithoutRecovery': 'true' }),
  ];
  const left = [
    ...['access-key-sweeper:exempt', 'access-key-sweeper:hold-until', 'access-key-sweeper:owner', 'access-key-sweeper:profile'].map((key) =>
      tagging(key),
    ),
    tagging('Department:Team'),
    ...['GetSecretValue', 'DescribeSecret', 'DeleteSecret', 'RestoreSecret', 'CancelRotateSecret'].map((action) => onSecret(action)),
    onSecret('DeleteSecret', secret('alice'), { 'secretsmanager:ForceDeleteWithoutRecovery': 'false' }),
    onSecret('PutSecretValue', secret('x', 'db/')),
  ];

  it.each(denied)('given $action of $resource ($context), only the sweeper and its admins may', (request) => {
    expect(trusted.map((principal) => may(principal, request, statements()))).toEqual(trusted.map(() => true));
    expect(others.map((principal) => may(principal, request, statements()))).toEqual(others.map(() => false));
  });

  it.each(left)('given $action of $resource ($context), everybody may', (request) => {
    expect([...trusted, ...others].map((principal) => may(principal, request, statements()))).not.toContain(false);
  });
});

describe('the SCP', () => {
  it('given the policies of the stack, it denies the same, by the same conditions', () => {
    const withoutWhom = ({ Sid, Effect, Action, Condition }: Statement) => {
      const { ArnNotEquals, ArnNotLike, ...rest } = Condition ?? {};
      return { Sid, Effect, Action, rest };
    };
    expect(scp().map(withoutWhom)).toEqual(policy('dev').map(withoutWhom));
  });

  it('given the role of prod in us-east-1, it names that, and nothing that a wildcard could match', () => {
    const roles = scp().map(({ Condition }) => Condition?.ArnNotLike?.['aws:PrincipalArn']);
    expect(roles).toEqual(scp().map(() => [roleOfProd('*')]));
    expect(roleOfProd('*').split('/').at(-1)).toBe(sweepRoleOf('prod', 'us-east-1'));
  });

  it('given the limit of AWS Organizations, 5,120 characters, it fits with room for more roles', () => {
    expect(readFileSync(join(root, 'stack/scp-guard-ledger.json'), 'utf8').length).toBeLessThan(5120 / 2);
  });
});
