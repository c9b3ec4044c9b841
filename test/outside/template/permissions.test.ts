import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neededPermissions } from '../../../cli/doctor/needed-permissions.ts';
import { config } from '../../tools/builders.ts';
import { allowing, type IamRequest } from './iam.ts';
import { references, requestsOfSweeps } from './requests.ts';
import { out, type Statement, serverlessPackage, statementsOf, templateOf } from './serverless.ts';

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

const tagSecret: IamRequest = {
  action: 'secretsmanager:TagResource',
  resource: secret('alice'),
  context: { 'aws:TagKeys': ['access-key-sweeper:user-id', 'access-key-sweeper:nonce'] },
};

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

  it('given a new secret, it may be tagged with whose it is and which attempt made it', () => {
    expect(allowing(tagSecret, role, references)).toHaveLength(1);
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
    ['read the subscriptions of the alerts topic', { action: 'sns:ListSubscriptionsByTopic', resource: references.AlertsTopic }],
    ['subscribe somebody', { action: 'sns:Subscribe', resource: references.NoticesTopic }],
    ['untag a secret', { ...tagSecret, action: 'secretsmanager:UntagResource' }],
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
