import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepRoleOf } from '../../../cli/stage/stack-names.ts';
import { explained } from './explained.ts';
import { type Judge, judges } from './judges.ts';
import {
  isProtected,
  namesOf,
  out,
  packageWith,
  policiesOf,
  serverlessPackage,
  statementsOf,
  type Template,
  templateFile,
  templateOf,
} from './serverless.ts';

const stages = ['dev', 'staging', 'prod'];

/** A stage with settings that the others do not have. */
const settings = `
mode: enforce
accountId: '123456789012'
include: { paths: [/ci/] }
secrets: { prefix: keys/, kmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab }
deploy:
  schedule: rate(7 days)
  timezone: Europe/London
  flexibleMinutes: 0
  alarmEmail: ops@example.com
  logRetentionDays: 30
  reservedConcurrency: 1
  deletionProtection: false
  roles: { path: /team/, permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary" }
  ledgerAdmins: ["arn:aws:iam::123456789012:role/break-glass"]
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

describe('what other judges find', () => {
  const found = (judge: Judge, packaged: string[]) =>
    new Set(judges[judge](packaged).map(({ stage, rule, name }) => `${stage}: ${rule} ${name}`));

  const expected = Object.entries(explained).map(([judge, rows]): [Judge, number, string[]] => {
    const findings = rows.flatMap(([rule, names]) => names.map((name) => `${rule} ${name}`));
    return [judge as Judge, findings.length, findings];
  });

  it.each(expected)('given every stage, %s finds the %i things that are explained, and nothing else', (judge, _, findings) => {
    const all = [...stages, 'temporary'];
    const inAll = all.flatMap((stage) => findings.map((finding) => `${stage}: ${finding}`));
    expect([...found(judge, all)].toSorted()).toEqual(inAll.toSorted());
  });

  it.each<[Judge, string]>([
    ['cfn-lint', 'W3037 SweepRole'],
    ['checkov', 'CKV_AWS_111 SweepRole'],
    ['parliament', 'RESOURCE_STAR SweepRole.Policies.0.PolicyDocument'],
    ['parliament', 'UNKNOWN_ACTION SweepRole.Policies.0.PolicyDocument'],
  ])('given a role that may do everything with S3, and what AWS does not have, %s finds %s', (judge, finding) => {
    const broken = JSON.parse(readFileSync(templateFile('dev'), 'utf8')) as Template;
    policiesOf(broken)['SweepRole.Policies.0.PolicyDocument']?.Statement.push(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Allow', Action: 'iam:RotateAccessKey', Resource: '*' },
    );
    mkdirSync(join(out, 'broken'), { recursive: true });
    writeFileSync(templateFile('broken'), JSON.stringify(broken));
    expect(found(judge, ['broken'])).toContain(`broken: ${finding}`);
  });
});

describe.each([...stages, 'temporary'])('the stack of %s', (stage) => {
  const resource = (name: string) => templateOf(stage).Resources[name]?.Properties ?? {};
  const all = (type: string) => namesOf(templateOf(stage), type);

  it('has the function on Node 24 and arm64, and no retry of a failed sweep', () => {
    expect(resource('SweepLambdaFunction')).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 900,
      Handler: 'dist/sweep.handler',
      // Stacks name our source files.
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps', STAGE: stage } },
    });
    expect(resource('SweepLambdaEvConf')).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['FailedQueue', 'Arn'] } } },
    });
    expect(resource('SweepLogGroup').RetentionInDays).toBe(stage === 'temporary' ? 30 : 400);
  });

  it('schedules the sweep as the configuration says, with retries and a queue for what is not delivered', () => {
    expect(resource('WeeklySchedule')).toMatchObject({
      ...(stage === 'temporary'
        ? { ScheduleExpression: 'rate(7 days)', ScheduleExpressionTimezone: 'Europe/London', FlexibleTimeWindow: { Mode: 'OFF' } }
        : {
            ScheduleExpression: 'cron(0 6 ? * TUE *)',
            ScheduleExpressionTimezone: 'UTC',
            FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 },
          }),
      Target: {
        Arn: { 'Fn::GetAtt': ['SweepLambdaFunction', 'Arn'] },
        RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] },
        Input: '{"executionId":"<aws.scheduler.execution-id>"}',
      },
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

  it('publishes to the alerts topic daily that no sweep ran, until one does; no deployment resets that (G10)', () => {
    const { StartDate, ...watchdog } = resource('Watchdog');
    expect(StartDate).toBeUndefined();
    expect(watchdog).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Target: { Arn: { Ref: 'AlertsTopic' }, RoleArn: { 'Fn::GetAtt': ['WatchdogRole', 'Arn'] } },
    });
  });

  it('has a role with a fixed name, which doctor looks for and no name of a stage or Region makes too long', () => {
    const { 'Fn::Sub': name = '' } = resource('SweepRole').RoleName as { 'Fn::Sub'?: string };
    expect(name.replace(/\$\{AWS::Region\}/, 'eu-west-1')).toBe(sweepRoleOf(stage, 'eu-west-1'));
    // The longest Region, and the longest name of a role (IAM API Reference, CreateRole).
    expect(sweepRoleOf('s'.repeat(20), 'us-isof-south-1').length).toBeLessThanOrEqual(64);
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
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 'aws:SourceArn': { 'Fn::GetAtt': ['ScheduleGroup', 'Arn'] } },
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
      'secretsmanager:ListSecrets',
    ]);
  });

  it('names its partition and its domain by pseudo parameter', () => {
    const text = JSON.stringify(templateOf(stage).Resources).replaceAll(/"(PermissionsBoundary":"[^"]+|[^"]+break-glass)"/g, '');
    expect(text).not.toMatch(/arn:aws:|AWS::Region\}\.amazonaws/);
  });

  it('encrypts topics and queues, with a key that alarms can use', () => {
    for (const name of all('AWS::SNS::Topic')) {
      expect(resource(name).KmsMasterKeyId, name).toEqual({ Ref: 'TopicsKey' });
    }
    for (const name of all('AWS::SQS::Queue')) {
      expect(resource(name), name).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 });
    }
    expect(resource('TopicsKey')).toMatchObject({ EnableKeyRotation: true });
    const { Statement } = resource('TopicsKey').KeyPolicy as { Statement: object[] };
    expect(Statement).toContainEqual({
      Sid: 'AlarmsPublish',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
    });
    // The function and the watchdog publish too.
    for (const role of ['SweepRole', 'WatchdogRole']) {
      expect(statementsOf(templateOf(stage), role), role).toContainEqual(
        expect.objectContaining({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: { 'Fn::GetAtt': ['TopicsKey', 'Arn'] } }),
      );
    }
  });

  it('lets alarms of this account publish alerts, and nobody else without a policy of its own', () => {
    expect(resource('AlertsTopicPolicy')).toMatchObject({
      Topics: [{ Ref: 'AlertsTopic' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: { Ref: 'AlertsTopic' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });

  it('has alarms that return to OK without new data, and that publish to the alerts topic', () => {
    const ofFunction = [{ Name: 'FunctionName', Value: { Ref: 'SweepLambdaFunction' } }];
    const ofSweeps = [
      { Name: 'service', Value: 'access-key-sweeper' },
      { Name: 'environment', Value: stage },
    ];
    const ofQueue = (queue: string) => [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }];
    const visible = 'ApproximateNumberOfMessagesVisible';
    const watched = all('AWS::CloudWatch::Alarm').map((name) => {
      const { AlarmName, Namespace, MetricName, Statistic, Threshold, Dimensions, ...alarm } = resource(name);
      expect(alarm, name).toMatchObject({
        EvaluationPeriods: 1,
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'AlertsTopic' }],
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      });
      const short = String(AlarmName).replace(`access-key-sweeper-${stage}-`, '');
      return [short, [Namespace, MetricName, Statistic, Threshold, alarm.Period, Dimensions]];
    });
    expect(Object.fromEntries(watched)).toEqual({
      'sweep-failed': ['AWS/Lambda', 'Errors', 'Sum', 1, 3600, ofFunction],
      throttled: ['AWS/Lambda', 'Throttles', 'Sum', 1, 3600, ofFunction],
      'near-timeout': ['AWS/Lambda', 'Duration', 'Maximum', 850_000, 3600, ofFunction],
      held: ['AccessKeySweeper', 'Held', 'Maximum', 1, 3600, ofSweeps],
      'deferred-again': ['AccessKeySweeper', 'DeferredAgain', 'Maximum', 1, 3600, ofSweeps],
      'key-past-limit': ['AccessKeySweeper', 'KeysPastLimit', 'Maximum', 1, 3600, ofSweeps],
      'failed-not-empty': ['AWS/SQS', visible, 'Maximum', 1, 300, ofQueue('FailedQueue')],
      'undelivered-not-empty': ['AWS/SQS', visible, 'Maximum', 1, 300, ofQueue('UndeliveredQueue')],
    });
  });

  it('is protected from deletion only if it is the stack of prod', () => {
    expect({ isProtected: isProtected(stage) }).toEqual({ isProtected: stage === 'prod' });
  });

  it('shows keys by age, acts, failures and the oldest key on a dashboard', () => {
    const { DashboardBody } = resource('Dashboard') as { DashboardBody: { 'Fn::Sub': string } };
    const { widgets } = JSON.parse(DashboardBody['Fn::Sub']) as { widgets: { properties: { metrics: [string, string][] } }[] };
    expect(widgets.map(({ properties }) => properties.metrics.map(([, name]) => name))).toEqual([
      ['YoungKeys', 'DueKeys', 'ClosingKeys', 'KeysPastLimit'],
      ['CreateDone', 'DeactivateDone', 'DeleteDone', 'FinishDone'],
      ['Failures', 'Deferred', 'Held', 'Unreached'],
      ['OldestActiveKeyDays'],
    ]);
  });

  it('has outputs for what a person needs to find', () => {
    const { Outputs } = templateOf(stage);
    const described = Object.entries(Outputs).flatMap(([name, { Description }]) => (Description ? [name] : []));
    expect(described.toSorted()).toEqual([
      'AlertsTopicArn',
      'DashboardName',
      'FailedQueueUrl',
      'FunctionName',
      'GuardLedgerPolicyArn',
      'GuardSecretsPolicyArn',
      'NoticesTopicArn',
      'ReadOwnSecretPolicyArn',
      'ScheduleName',
      'UndeliveredQueueUrl',
    ]);
  });
});

describe('what a stage may set', () => {
  const resource = (name: string) => templateOf('temporary').Resources[name]?.Properties ?? {};

  it('given paths, a prefix of secrets and a KMS key, the permissions follow', () => {
    const role = statementsOf(templateOf('temporary'), 'SweepRole');
    const resourceOf = (sid: string) => JSON.stringify(role.find(({ Sid }) => Sid === sid)?.Resource);
    expect(resourceOf('RotateKeys')).toContain(':user/ci/*');
    expect(resourceOf('KeepLedger')).toContain(':user/ci/*');
    expect(resourceOf('EncryptSecrets')).toContain(':key/1234abcd');
    expect(resourceOf('StoreKeys')).toContain(':secret:keys/*');
    for (const policy of ['ReadOwnSecretPolicy', 'GuardSecretsPolicy']) {
      const [statement] = statementsOf(templateOf('temporary'), policy);
      expect(JSON.stringify(statement?.Resource), policy).toContain(':secret:keys/*"');
    }
  });

  it('given an address, alerts are mailed to it; otherwise nobody is subscribed', () => {
    const { Conditions } = templateOf('temporary');
    expect(resource('AlarmEmail')).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
    expect(templateOf('temporary').Resources.AlarmEmail?.Condition).toBe('HasAlarmEmail');
    expect(Conditions.HasAlarmEmail).toEqual({ 'Fn::Equals': ['true', 'true'] });
    expect(templateOf('prod').Conditions.HasAlarmEmail).toEqual({ 'Fn::Equals': ['false', 'true'] });
    expect(templateOf('staging').Conditions.HasAlarmEmail).toEqual({ 'Fn::Equals': ['false', 'true'] });
  });

  it('given a concurrency, and a path and a boundary of roles, the stack has them; otherwise none', () => {
    expect(resource('SweepLambdaFunction')).toMatchObject({ ReservedConcurrentExecutions: 1 });
    for (const role of namesOf(templateOf('temporary'), 'AWS::IAM::Role')) {
      expect(resource(role), role).toMatchObject({ Path: '/team/', PermissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary' });
    }
    const { SweepLambdaFunction, SweepRole } = templateOf('prod').Resources;
    expect(SweepLambdaFunction?.Properties.ReservedConcurrentExecutions).toEqual({ Ref: 'AWS::NoValue' });
    expect(SweepRole?.Properties).toMatchObject({ Path: '/', PermissionsBoundary: { Ref: 'AWS::NoValue' } });
  });
});
