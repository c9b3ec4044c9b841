import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neededPermissions } from '../../../cli/doctor/needed-permissions.ts';
import { config } from '../../tools/builders.ts';
import { allowing, type IamRequest } from './iam.ts';
import { references, requestsOfSweeps } from './requests.ts';
import { out, root, type Statement, serverlessPackage, statementsOf, templateOf } from './serverless.ts';

const topicsKey = ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
  action,
  resource: references['TopicsKey.Arn'],
  context: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' },
}));
const undelivered = { action: 'sqs:SendMessage', resource: references['UndeliveredQueue.Arn'] };
const startSweep = {
  action: 'lambda:InvokeFunction',
  resource: 'arn:aws:lambda:us-east-1:123456789012:function:access-key-sweeper-dev-sweep',
};
const alert = { action: 'sns:Publish', resource: references.AlertsTopic };

/** Requests that Lambda and SNS send on behalf of the role, so that it needs them too. */
const onItsBehalf: IamRequest[] = [
  { action: 'logs:CreateLogStream', resource: references['SweepLogGroup.Arn'] },
  { action: 'logs:PutLogEvents', resource: references['SweepLogGroup.Arn'] },
  { action: 'sqs:SendMessage', resource: references['FailedQueue.Arn'] },
  ...topicsKey,
  ...topicsKey.map(({ action }) => ({
    action,
    resource: 'arn:aws:kms:us-east-1:123456789012:key/none',
    context: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' },
  })),
];

let role: Statement[] = [];
let requests: IamRequest[] = [];
const user = 'arn:aws:iam::123456789012:user/alice';

beforeAll(async () => {
  const { code, output } = await serverlessPackage('dev');
  if (code !== 0) throw new Error(output);
  role = statementsOf(templateOf('dev'), 'SweepRole');
  requests = [...(await requestsOfSweeps()), ...onItsBehalf];
});

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

describe('the role of the function', () => {
  it('given every request of sweeps in which each rule applies, it allows each', () => {
    const missing = requests.filter((request) => allowing(request, role, references).length === 0);
    expect(missing).toEqual([]);
    expect(requests.length, 'requests').toBeGreaterThan(100);
  });

  it('given every action of every statement, a sweep needs it', () => {
    expect(unused(role, requests)).toEqual([]);
  });

  it.each<[string, IamRequest]>([
    ['read a secret', { action: 'secretsmanager:GetSecretValue', resource: secret('alice') }],
    [
      'tag a secret with something else',
      {
        action: 'secretsmanager:TagResource',
        resource: secret('alice'),
        context: { 'aws:TagKeys': ['access-key-sweeper:user-id', 'team'] },
      },
    ],
    ['publish alerts', alert],
    ['write a secret of others', { action: 'secretsmanager:PutSecretValue', resource: secret('x', 'db/') }],
    ['tag a user with something else', tagging('team')],
    ['tag a user with something else beside its own', tagging('access-key-sweeper:creating:x', 'team')],
    ['tag a user with nothing named', { action: 'iam:TagUser', resource: user }],
    ['delete a user', { action: 'iam:DeleteUser', resource: user }],
    [
      'pass its roles to another service',
      { action: 'iam:PassRole', resource: references['ScheduleRole.Arn'], context: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    ],
    [
      'create a schedule in another group',
      { action: 'scheduler:CreateSchedule', resource: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/x' },
    ],
    ...['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'].map((action): [string, IamRequest] => [
      `${action} for a user tagged as exempt`,
      { action: `iam:${action}`, resource: user, context: { 'aws:ResourceTag/access-key-sweeper:exempt': 'SES' } },
    ]),
  ])('given a request to %s, it does not allow that', (_, request) => {
    expect(allowing(request, role, references)).toEqual([]);
  });
});

describe('what doctor asks of the role', () => {
  it('given the role as it is deployed, it allows each, by the statement that it is asked about', () => {
    const scheduleRoles = [references['ScheduleRole.Arn'], references['WatchdogRole.Arn']];
    const where = { partition: 'aws', region: 'us-east-1', accountId: '123456789012', scheduleRoles };
    const needed = neededPermissions(config({ secrets: { kmsKeyId: 'none' } }), { ...where, stage: 'sandbox' });
    for (const { sid, actions, resources, context } of needed) {
      for (const [action, resource] of actions.flatMap((one) => resources.map((other) => [one, other] as const))) {
        const values = context && { [context.key]: [...context.values] };
        const request = { action, resource, ...(values && { context: values }) };
        expect(allowing(request, role, references).map(({ Sid }) => Sid)).toEqual([sid]);
      }
    }
    expect(needed.length, 'permissions that doctor asks about').toBeGreaterThan(10);
  });
});

describe('the roles of Scheduler', () => {
  it.each<[string, IamRequest[], IamRequest[]]>([
    ['ScheduleRole', [startSweep, undelivered], [{ ...startSweep, resource: `${startSweep.resource}-2` }, alert]],
    ['WatchdogRole', [alert, undelivered, ...topicsKey], [startSweep, { ...alert, resource: references.NoticesTopic }]],
  ])('given %s, it may do what its schedules do, and nothing else', (name, may, mayNot) => {
    const statements = statementsOf(templateOf('dev'), name);
    expect(may.filter((request) => allowing(request, statements, references).length === 0)).toEqual([]);
    expect(mayNot.filter((request) => allowing(request, statements, references).length > 0)).toEqual([]);
    expect(unused(statements, may)).toEqual([]);
  });
});

describe('the policies to attach', () => {
  // IAM replaces the variable; these are the statements as they apply to alice.
  const own = () =>
    JSON.parse(
      JSON.stringify(statementsOf(templateOf('dev'), 'ReadOwnSecretPolicy')).replaceAll(/\$\{!aws:username\}/g, 'alice'),
    ) as Statement[];

  it.each([
    ['its own secret', secret('alice'), 1],
    ['the secret of a user whose name starts with its own', secret('alice-2'), 0],
    ['the secret of a user whose name is the start of its own', secret('al'), 0],
    ['the secret of another user', secret('bob'), 0],
  ])('given a user with the policy, statements that let it read and decrypt %s (%s): %i', (_, resource, times) => {
    const request = { action: 'secretsmanager:GetSecretValue', resource };
    expect(allowing(request, own(), references), 'statements that let it read').toHaveLength(times);
    expect(allowing({ ...request, action: 'secretsmanager:PutSecretValue' }, own(), references)).toEqual([]);
    const context = { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com', 'kms:EncryptionContext:SecretARN': resource };
    const opening = { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:123456789012:key/none', context };
    expect(allowing(opening, own(), references), 'statements that let it decrypt').toHaveLength(times);
    expect(allowing({ ...opening, context: {} }, own(), references)).toEqual([]);
  });

  const ledger = ['creating:x', 'told-since:AKIAIOSFODNN7EXAMPLE', 'inactive-since:AKIAIOSFODNN7EXAMPLE'];
  const person = 'arn:aws:iam::123456789012:role/Administrator';
  const sweeper = references['SweepRole.Arn'];
  const guards: [string, () => Statement[]][] = [
    ['the policy', () => statementsOf(templateOf('dev'), 'GuardLedgerPolicy')],
    [
      'the SCP',
      () => (JSON.parse(readFileSync(join(root, 'stack/scp-guard-ledger.json'), 'utf8')) as { Statement: Statement[] }).Statement,
    ],
  ];
  const everything: Statement = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };

  it.each(
    guards.flatMap(([name, statements]) => [
      ...ledger.map((tag) => [name, person, `access-key-sweeper:${tag}`, false, statements] as const),
      ...ledger.map((tag) => [name, person, `Access-Key-Sweeper:${tag}`, false, statements] as const),
      ...ledger.map((tag) => [name, sweeper, `access-key-sweeper:${tag}`, true, statements] as const),
      ...['exempt', 'hold-until', 'owner', 'profile'].map((tag) => [name, person, `access-key-sweeper:${tag}`, true, statements] as const),
      [name, person, 'team', true, statements] as const,
    ]),
  )('given %s, %s may write the tag %s: %s', (_, principal, tag, may, statements) => {
    const request = tagging(tag);
    const context = { ...request.context, 'aws:PrincipalArn': principal };
    const allowed = allowing({ ...request, context }, [everything, ...statements()], references);
    expect(allowed.length > 0, 'may write the tag').toBe(may);
  });
});

/** Returns what the statements allow and none of the requests needs. */
function unused(statements: Statement[], needs: IamRequest[]): string[] {
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) =>
      [statement.Action]
        .flat()
        .filter(
          (action) => !needs.some((request) => request.action === action && allowing(request, statements, references).includes(statement)),
        )
        .map((action) => `${JSON.stringify(statement.Resource)} ${action}`),
    );
}

function tagging(...keys: string[]): IamRequest {
  return { action: 'iam:TagUser', resource: user, context: { 'aws:TagKeys': keys } };
}

function secret(name: string, prefix = 'iam-access-keys/'): string {
  return `arn:aws:secretsmanager:us-east-1:123456789012:secret:${prefix}${name}-AbCdEf`;
}
