import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neededOf } from '../../cli/doctor/needed.ts';
import { config } from '../builders.ts';
import { deedsOfSweeps, references } from './deeds.ts';
import { allowing, type Deed } from './iam.ts';
import { out, root, type Statement, serverlessPackage, statementsOf, templateOf } from './serverless.ts';

/** What the role needs although no sweep calls it: Lambda and SNS do it on its behalf. */
const onItsBehalf: Deed[] = [
  { action: 'logs:CreateLogStream', resource: references['SweepLogGroup.Arn'] },
  { action: 'logs:PutLogEvents', resource: references['SweepLogGroup.Arn'] },
  { action: 'sqs:SendMessage', resource: references['FailedQueue.Arn'] },
  ...['kms:Decrypt', 'kms:GenerateDataKey'].flatMap((action) => [
    {
      action,
      resource: references['TopicsKey.Arn'],
      context: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' },
    },
    {
      action,
      resource: 'arn:aws:kms:us-east-1:123456789012:key/none',
      context: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' },
    },
  ]),
];

let role: Statement[] = [];
let deeds: Deed[] = [];
const user = 'arn:aws:iam::123456789012:user/alice';

beforeAll(async () => {
  const { code, output } = await serverlessPackage('dev');
  if (code !== 0) throw new Error(output);
  role = statementsOf(templateOf('dev'), 'SweepRole');
  deeds = [...(await deedsOfSweeps()), ...onItsBehalf];
});

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

describe('the role of the function', () => {
  it('given everything that sweeps in every rule’s state do, it allows each', () => {
    const missing = deeds.filter((deed) => allowing(deed, role, references).length === 0);
    expect(missing).toEqual([]);
    expect(deeds.length).toBeGreaterThan(100);
  });

  it('given every action of every statement, a sweep needs it', () => {
    const used = new Set(
      deeds.flatMap((deed) => allowing(deed, role, references).map(({ Sid }) => `${Sid} ${deed.action}`)),
    );
    const granted = role
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Sid, Action }) => [Action].flat().map((action) => `${Sid} ${action}`));
    expect(granted.filter((one) => !used.has(one))).toEqual([]);
  });

  it.each<[string, Deed]>([
    ['read a secret', { action: 'secretsmanager:GetSecretValue', resource: secret('alice') }],
    ['write a secret of others', { action: 'secretsmanager:PutSecretValue', resource: secret('x', 'db/') }],
    ['tag a user with something else', tagging('team')],
    ['tag a user with something else beside its own', tagging('access-key-sweeper:creating:x', 'team')],
    ['tag a user with nothing named', { action: 'iam:TagUser', resource: user }],
    ['delete a user', { action: 'iam:DeleteUser', resource: user }],
    [
      'pass its roles to another service',
      {
        action: 'iam:PassRole',
        resource: references['ScheduleRole.Arn'],
        context: { 'iam:PassedToService': 'ec2.amazonaws.com' },
      },
    ],
    [
      'create a schedule in another group',
      {
        action: 'scheduler:CreateSchedule',
        resource: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/x',
      },
    ],
    ...['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'].map((action): [string, Deed] => [
      `${action} for a user tagged as exempt`,
      {
        action: `iam:${action}`,
        resource: user,
        context: { 'aws:ResourceTag/access-key-sweeper:exempt': 'SES' },
      },
    ]),
  ])('given the wish to %s, it does not allow it', (_, deed) => {
    expect(allowing(deed, role, references)).toEqual([]);
  });
});

describe('what doctor asks of the role', () => {
  it('given the role as it is deployed, it allows each, by the statement that it is asked about', () => {
    const scheduleRoles = [references['ScheduleRole.Arn'], references['WatchdogRole.Arn']];
    const where = { partition: 'aws', region: 'us-east-1', accountId: '123456789012', scheduleRoles };
    const needed = neededOf(config({ secrets: { kmsKeyId: 'none' } }), { ...where, stage: 'sandbox' });
    for (const { sid, actions, resources, context } of needed) {
      for (const [action, resource] of actions.flatMap((one) =>
        resources.map((other) => [one, other] as const),
      )) {
        const values = context && { [context.key]: [...context.values] };
        const deed = { action, resource, ...(values && { context: values }) };
        expect(allowing(deed, role, references).map(({ Sid }) => Sid)).toEqual([sid]);
      }
    }
    expect(needed.length).toBeGreaterThan(10);
  });
});

describe('the policies to attach', () => {
  // IAM fills in the variable; the mended pattern is that of alice.
  const own = () =>
    statementsOf(templateOf('dev'), 'ReadOwnSecretPolicy').map((statement) => ({
      ...statement,
      Resource: JSON.parse(
        JSON.stringify(statement.Resource).replaceAll(/\$\{!aws:username\}/g, 'alice'),
      ) as unknown,
    }));

  it.each([
    ['its own secret', secret('alice'), 1],
    ['a secret of one whose name begins alike', secret('alice-2'), 0],
    ['a secret of one whose name is the beginning', secret('al'), 0],
    ['a secret of another', secret('bob'), 0],
  ])('given a user in the group, it reads %s or not', (_, resource, times) => {
    const deed = { action: 'secretsmanager:GetSecretValue', resource };
    expect(allowing(deed, own(), references)).toHaveLength(times);
    expect(allowing({ ...deed, action: 'secretsmanager:PutSecretValue' }, own(), references)).toEqual([]);
  });

  const ledger = ['creating:x', 'told-since:AKIAIOSFODNN7EXAMPLE', 'inactive-since:AKIAIOSFODNN7EXAMPLE'];
  const person = 'arn:aws:iam::123456789012:role/Administrator';
  const sweeper = references['SweepRole.Arn'];
  const guards: [string, () => Statement[]][] = [
    ['the policy', () => statementsOf(templateOf('dev'), 'GuardLedgerPolicy')],
    [
      'the SCP',
      () =>
        (
          JSON.parse(readFileSync(join(root, 'stack/scp-guard-ledger.json'), 'utf8')) as {
            Statement: Statement[];
          }
        ).Statement,
    ],
  ];
  const everything: Statement = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };

  it.each(
    guards.flatMap(([name, statements]) => [
      ...ledger.map((tag) => [name, person, `access-key-sweeper:${tag}`, false, statements] as const),
      ...ledger.map((tag) => [name, person, `Access-Key-Sweeper:${tag}`, false, statements] as const),
      ...ledger.map((tag) => [name, sweeper, `access-key-sweeper:${tag}`, true, statements] as const),
      ...['exempt', 'hold-until', 'owner', 'profile'].map(
        (tag) => [name, person, `access-key-sweeper:${tag}`, true, statements] as const,
      ),
      [name, person, 'team', true, statements] as const,
    ]),
  )('given %s, %s may write the tag %s: %s', (_, principal, tag, may, statements) => {
    const deed = tagging(tag);
    const context = { ...deed.context, 'aws:PrincipalArn': principal };
    const allowed = allowing({ ...deed, context }, [everything, ...statements()], references);
    expect(allowed.length > 0).toBe(may);
  });
});

function tagging(...keys: string[]): Deed {
  return { action: 'iam:TagUser', resource: user, context: { 'aws:TagKeys': keys } };
}

function secret(name: string, prefix = 'iam-access-keys/'): string {
  return `arn:aws:secretsmanager:us-east-1:123456789012:secret:${prefix}${name}-AbCdEf`;
}
