import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStage } from '../../config/read-stage.ts';

const root = join(import.meta.dirname, '../..');
const out = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));

/** Runs osls as a person does, with nothing of this machine's environment. */
function serverless(args: string[], more: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: out, ...more };
  const program = join(root, 'node_modules/.bin/serverless');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

/** Packages a stage without credentials and without a network. */
function serverlessPackage(stage: string): Promise<{ code: number; output: string }> {
  return serverless(['package', '--stage', stage, '--package', join(out, stage)], {
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'no-network.cjs')}`,
  });
}

type Statement = {
  Sid?: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, unknown>;
};
type Template = {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  Outputs: object;
};

function templateOf(stage: string): Template {
  return JSON.parse(
    readFileSync(join(out, stage, 'cloudformation-template-update-stack.json'), 'utf8'),
  ) as Template;
}

function statementsOf(template: Template): Statement[] {
  return Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .flatMap(
      ({ Properties }) =>
        Properties.Policies as { PolicyDocument: { Statement: (Statement | { 'Fn::If': unknown[] })[] } }[],
    )
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map((statement) => ('Fn::If' in statement ? (statement['Fn::If'][1] as Statement) : statement));
}

const packaged = new Map<string, unknown>();

beforeAll(async () => {
  // One after the other: every stage is bundled into the same folder.
  for (const stage of ['dev', 'staging', 'prod']) {
    const { code, output } = await serverlessPackage(stage);
    if (code !== 0) throw new Error(`${stage}: ${output}`);
    packaged.set(stage, JSON.parse(readFileSync(join(root, 'dist/config.json'), 'utf8')));
  }
}, 120_000);

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

describe.each(['dev', 'staging', 'prod'])('the stack of %s', (stage) => {
  it('has the function as the design wants it', () => {
    expect(templateOf(stage).Resources.SweepLambdaFunction?.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 900,
      Handler: 'dist/sweep.handler',
    });
    expect(templateOf(stage).Resources.SweepLambdaEvConf?.Properties).toMatchObject({
      MaximumRetryAttempts: 0,
    });
  });

  it('packages the stage’s merged configuration', () => {
    expect(packaged.get(stage)).toEqual(readStage(stage));
  });

  it('schedules the sweep as the configuration says, through a role that only this group of schedules may use', () => {
    const { deploy } = readStage(stage);
    const { WeeklySchedule, ScheduleRole } = templateOf(stage).Resources;
    expect(WeeklySchedule?.Properties).toMatchObject({
      ScheduleExpression: deploy.schedule,
      ScheduleExpressionTimezone: deploy.timezone,
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: deploy.flexibleMinutes },
    });
    expect(JSON.stringify(ScheduleRole?.Properties.AssumeRolePolicyDocument)).toContain(
      '"aws:SourceAccount":{"Ref":"AWS::AccountId"},"aws:SourceArn":{"Fn::GetAtt":["ScheduleGroup","Arn"]}',
    );
  });

  it('grants no wildcard action, no reading of secrets, and no tag but the ledger’s', () => {
    const statements = statementsOf(templateOf(stage));
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(actions).not.toContain('secretsmanager:GetSecretValue');
    const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everywhere.toSorted()).toEqual(['iam:GetAccountSummary', 'iam:ListUsers']);
    expect(statements.find(({ Sid }) => Sid === 'KeepLedger')?.Condition).toEqual({
      'ForAllValues:StringLike': { 'aws:TagKeys': ['access-key-sweeper:*'] },
      Null: { 'aws:TagKeys': 'false' },
    });
    // The deployment bucket's policy is osls's own and names its partition by pseudo parameter as well.
    expect(JSON.stringify(templateOf(stage))).not.toMatch(/arn:aws:/);
  });
});

describe('what a stage file decides', () => {
  const file = join(root, 'config/temporary-of-a-test.yml');
  afterAll(() => {
    rmSync(file, { force: true });
  });

  it('given faults, packaging fails and lists every one', async () => {
    writeFileSync(file, 'mode: enfroce\neveryDays: 8\n');
    const { code, output } = await serverlessPackage('temporary-of-a-test');
    expect(code).not.toBe(0);
    expect(output).toContain('mode: expected one of report, enforce; found "enfroce"');
    expect(output).toContain('deploy.schedule: expected a longest gap of everyDays (8) days');
    expect(output).not.toContain('    at ');
  });

  it('given a stage without a file, packaging fails and names those there are', async () => {
    const { code, output } = await serverlessPackage('nowhere');
    expect(code).not.toBe(0);
    expect(output).toContain('config/nowhere.yml: expected a file; there is one for dev, prod, staging');
  });

  it('given include.paths, a KMS key and no flexible window, permissions and schedule follow', async () => {
    writeFileSync(
      file,
      'include: { paths: [/ci/] }\nsecrets: { kmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab }\ndeploy: { flexibleMinutes: 0 }\n',
    );
    const { code, output } = await serverlessPackage('temporary-of-a-test');
    expect(code, output).toBe(0);
    const template = templateOf('temporary-of-a-test');
    const statements = statementsOf(template);
    expect(JSON.stringify(statements.find(({ Sid }) => Sid === 'RotateKeys')?.Resource)).toContain(
      ':user/ci/*',
    );
    expect(JSON.stringify(statements.find(({ Sid }) => Sid === 'EncryptSecrets')?.Resource)).toContain(
      ':key/1234abcd',
    );
    expect(template.Resources.WeeklySchedule?.Properties.FlexibleTimeWindow).toEqual({ Mode: 'OFF' });
  });
});

describe('deploy function', () => {
  it('given what another stage left in dist, it deploys the configuration of its own (G7)', async () => {
    const lambda = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ Configuration: { State: 'Active', LastUpdateStatus: 'Successful' } }));
    });
    await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
    writeFileSync(join(root, 'dist/config.json'), JSON.stringify(readStage('staging')));
    const { output } = await serverless(['deploy', 'function', '-f', 'sweep', '--stage', 'prod'], {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'x',
      SLS_AWS_REQUEST_MAX_RETRIES: '0',
    });
    lambda.close();
    expect(output).toContain('Function code deployed');
    expect(JSON.parse(readFileSync(join(root, 'dist/config.json'), 'utf8'))).toEqual(readStage('prod'));
  });
});
