import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStage } from '../../config/read-stage.ts';
import {
  namesOf,
  out,
  packageWith,
  root,
  serverlessPackage,
  statementsOf,
  templateFile,
  templateOf,
} from './serverless.ts';

const stages = ['dev', 'staging', 'prod'];

/** A stage that sets what the others leave alone. */
const settings = `
mode: enforce
include: { paths: [/ci/] }
secrets: { kmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab }
deploy:
  flexibleMinutes: 0
  alarmEmail: ops@example.com
  reservedConcurrency: 1
  deletionProtection: false
  roles: { path: /team/, permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary" }
  tags: { team: ops }
`;

beforeAll(async () => {
  for (const stage of [...stages, 'temporary']) {
    const { code, output } = await (stage === 'temporary' ? packageWith(settings) : serverlessPackage(stage));
    if (code !== 0) throw new Error(`${stage}: ${output}`);
  }
});

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

/** Warnings of cfn-lint that are as they should be, and why. */
const explained = {
  W3005: 'osls writes DependsOn beside each reference to a role',
  W8003: 'conditions are decided at packaging, so that they are always true or always false in a template',
};

describe.each([...stages, 'temporary'])('the stack of %s', (stage) => {
  const resource = (name: string) => templateOf(stage).Resources[name]?.Properties ?? {};
  const all = (type: string) => namesOf(templateOf(stage), type);

  it('given cfn-lint, it has nothing to say', () => {
    const program = join(root, '.venv/bin/cfn-lint');
    const args = [
      templateFile(stage),
      '--regions',
      'us-east-1',
      '--ignore-checks',
      ...Object.keys(explained),
    ];
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  });

  it('has the function as the design wants it, and no retry of a failed sweep', () => {
    expect(resource('SweepLambdaFunction')).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 900,
      Handler: 'dist/sweep.handler',
    });
    expect(resource('SweepLambdaEvConf')).toMatchObject({
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['FailedQueue', 'Arn'] } } },
    });
    expect(resource('SweepLogGroup').RetentionInDays).toBe(400);
  });

  it('schedules the sweep as the configuration says, with retries and a queue for what is not delivered', () => {
    const { deploy } = stage === 'temporary' ? readStage('dev') : readStage(stage);
    expect(resource('WeeklySchedule')).toMatchObject({
      ScheduleExpression: deploy.schedule,
      ScheduleExpressionTimezone: deploy.timezone,
      FlexibleTimeWindow:
        stage === 'temporary' ? { Mode: 'OFF' } : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
      Target: { Input: '{"executionId":"<aws.scheduler.execution-id>"}' },
    });
    for (const schedule of all('AWS::Scheduler::Schedule')) {
      expect(resource(schedule)).toMatchObject({
        State: 'ENABLED',
        GroupName: { Ref: 'ScheduleGroup' },
        Target: {
          RetryPolicy: { MaximumRetryAttempts: 5, MaximumEventAgeInSeconds: 3600 },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredQueue', 'Arn'] } },
        },
      });
    }
  });

  it('tells the alerts topic daily that no sweep came, until one does; no deployment puts that off (G10)', () => {
    const { StartDate, ...watchdog } = resource('Watchdog');
    expect(StartDate).toBeUndefined();
    expect(watchdog).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Target: { Arn: { Ref: 'AlertsTopic' } },
    });
  });

  it('lets a role be assumed by its service only, Scheduler’s for this account and group', () => {
    for (const name of all('AWS::IAM::Role')) {
      const { Statement } = resource(name).AssumeRolePolicyDocument as { Statement: unknown[] };
      const isFunctions = name === 'SweepRole';
      expect(Statement, name).toEqual([
        {
          Effect: 'Allow',
          Principal: { Service: isFunctions ? 'lambda.amazonaws.com' : 'scheduler.amazonaws.com' },
          Action: 'sts:AssumeRole',
          ...(!isFunctions && {
            Condition: {
              StringEquals: {
                'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                'aws:SourceArn': { 'Fn::GetAtt': ['ScheduleGroup', 'Arn'] },
              },
            },
          }),
        },
      ]);
    }
  });

  it('grants no wildcard action, no reading of secrets, and everywhere only what cannot be narrower', () => {
    const roles = all('AWS::IAM::Role').flatMap((name) => statementsOf(templateOf(stage), name));
    const actions = roles.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(actions).not.toContain('secretsmanager:GetSecretValue');
    const everywhere = roles.filter(({ Effect, Resource }) => Effect === 'Allow' && Resource === '*');
    expect(everywhere.flatMap(({ Action }) => Action).toSorted()).toEqual([
      'iam:GetAccountSummary',
      'iam:ListUsers',
    ]);
  });

  it('names its partition by pseudo parameter', () => {
    const text = JSON.stringify(templateOf(stage).Resources).replaceAll(/"PermissionsBoundary":"[^"]+"/g, '');
    expect(text).not.toMatch(/arn:aws:/);
  });

  it('encrypts topics and queues, with a key that alarms can use', () => {
    for (const name of all('AWS::SNS::Topic')) {
      expect(resource(name).KmsMasterKeyId, name).toEqual({ Ref: 'TopicsKey' });
    }
    for (const name of all('AWS::SQS::Queue')) expect(resource(name).SqsManagedSseEnabled, name).toBe(true);
    const { Statement } = resource('TopicsKey').KeyPolicy as { Statement: object[] };
    expect(Statement).toContainEqual({
      Sid: 'AlarmsPublish',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
    // The function and the watchdog publish, too.
    for (const role of ['SweepRole', 'WatchdogRole']) {
      expect(statementsOf(templateOf(stage), role), role).toContainEqual(
        expect.objectContaining({
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: { 'Fn::GetAtt': ['TopicsKey', 'Arn'] },
        }),
      );
    }
  });

  it('rings for each sweep anew: every alarm is quiet again when nothing more comes, and tells the alerts topic', () => {
    const names = all('AWS::CloudWatch::Alarm').map((name) => {
      const { AlarmName, ...alarm } = resource(name) as { AlarmName: string };
      expect(alarm, name).toMatchObject({
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'AlertsTopic' }],
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
      return AlarmName.replace(`access-key-sweeper-${stage}-`, '');
    });
    expect(names.toSorted()).toEqual([
      'deferred-again',
      'failed-not-empty',
      'held',
      'key-past-limit',
      'near-timeout',
      'sweep-failed',
      'throttled',
      'undelivered-not-empty',
    ]);
  });

  it('shows keys by age, acts, failures and the oldest key on a dashboard', () => {
    const { DashboardBody } = resource('Dashboard') as { DashboardBody: { 'Fn::Sub': string } };
    const { widgets } = JSON.parse(DashboardBody['Fn::Sub']) as {
      widgets: { properties: { metrics: [string, string][] } }[];
    };
    expect(widgets.map(({ properties }) => properties.metrics.map(([, name]) => name))).toEqual([
      ['YoungKeys', 'DueKeys', 'ClosingKeys', 'KeysPastLimit'],
      ['CreateDone', 'DeactivateDone', 'DeleteDone', 'FinishDone'],
      ['Failures', 'Deferred', 'Held', 'Unreached'],
      ['OldestActiveKeyDays'],
    ]);
  });

  it('says what a person needs to find again', () => {
    const { Outputs } = templateOf(stage);
    const described = Object.entries(Outputs).flatMap(([name, { Description }]) =>
      Description ? [name] : [],
    );
    expect(described.toSorted()).toEqual([
      'AlertsTopicArn',
      'DashboardName',
      'FailedQueueUrl',
      'FunctionName',
      'GuardLedgerPolicyArn',
      'NoticesTopicArn',
      'ReadOwnSecretPolicyArn',
      'ScheduleName',
      'UndeliveredQueueUrl',
    ]);
  });
});

describe('what a stage may set', () => {
  const resource = (name: string) => templateOf('temporary').Resources[name]?.Properties ?? {};

  it('given paths and a KMS key, the permissions follow', () => {
    const role = statementsOf(templateOf('temporary'), 'SweepRole');
    const resourceOf = (sid: string) => JSON.stringify(role.find(({ Sid }) => Sid === sid)?.Resource);
    expect(resourceOf('RotateKeys')).toContain(':user/ci/*');
    expect(resourceOf('KeepLedger')).toContain(':user/ci/*');
    expect(resourceOf('EncryptSecrets')).toContain(':key/1234abcd');
  });

  it('given an address, alerts are mailed to it; else nobody is subscribed', () => {
    const { Conditions } = templateOf('temporary');
    expect(resource('AlarmEmail')).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
    expect(templateOf('temporary').Resources.AlarmEmail?.Condition).toBe('HasAlarmEmail');
    expect(Conditions.HasAlarmEmail).toEqual({ 'Fn::Equals': ['true', 'true'] });
    expect(templateOf('prod').Conditions.HasAlarmEmail).toEqual({ 'Fn::Equals': ['false', 'true'] });
    expect(templateOf('staging').Conditions.HasAlarmEmail).toEqual({ 'Fn::Equals': ['false', 'true'] });
  });

  it('given a concurrency, a path and a boundary of roles, the stack has them; else none', () => {
    expect(resource('SweepLambdaFunction').ReservedConcurrentExecutions).toBe(1);
    for (const role of namesOf(templateOf('temporary'), 'AWS::IAM::Role')) {
      expect(resource(role), role).toMatchObject({
        Path: '/team/',
        PermissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
      });
    }
    const { SweepLambdaFunction, SweepRole } = templateOf('prod').Resources;
    expect(SweepLambdaFunction?.Properties.ReservedConcurrentExecutions).toEqual({ Ref: 'AWS::NoValue' });
    expect(SweepRole?.Properties).toMatchObject({ Path: '/', PermissionsBoundary: { Ref: 'AWS::NoValue' } });
  });
});
