import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { functionEnvironment } from '../../sandbox/account/stack.ts';
import { serve } from '../../sandbox/serve/server.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { bundle } from '../../scripts/bundle.ts';
import { accessDenied } from '../tools/access-denied.ts';

const dist = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
const enforced = merge(defaults(), { mode: 'enforce', accountId: '123456789012', deploy: { alarmEmail: 'none' } });

/** Does what Lambda does with the bundle, in its own process: imports it, calls the handler, prints the result. */
const invoke = `
  const { handler } = await import(process.argv[1]);
  const context = { awsRequestId: 'request', functionName: 'sweep', memoryLimitInMB: '512', getRemainingTimeInMillis: () => 900_000 };
  try {
    console.log('RESULT ' + JSON.stringify(await handler(JSON.parse(process.argv[2]), context)));
  } catch (error) {
    console.log('THROWN ' + error.name + ': ' + error.message + '\\n' + error.stack);
  }`;

async function run(event: unknown, endpoint: string, more = {}): Promise<{ code: number | null; output: string }> {
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'x',
    ...functionEnvironment,
    STAGE: 'test',
    ...more,
  };
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', invoke, join(dist, 'sweep.mjs'), JSON.stringify(event)],
    // In a folder with the bundle only, so that a module that it lacks is not found by chance.
    { env, cwd: dist },
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

/** A line in CloudWatch's embedded metric format. */
type Emf = { _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] } };

/** Returns our metrics that the stack's alarms and dashboard watch. */
function watched(): string[] {
  const text = (name: string) => readFileSync(new URL(`../../stack/${name}.yml`, import.meta.url), 'utf8');
  const alarms = text('alarms').matchAll(/Namespace: AccessKeySweeper\n +MetricName: (\w+)/g);
  const lines = text('dashboard').matchAll(/\["(?:AccessKeySweeper|\.)", "(\w+)"/g);
  return [...alarms, ...lines].map(([, name = '']) => name);
}

const aliceAndBob = [
  { UserName: 'alice', AccessKeys: [{ Status: 'Active', ageDays: 61 }] },
  { UserName: 'bob', AccessKeys: [{ Status: 'Active', ageDays: 10 }] },
];

function account(users: object[] = aliceAndBob) {
  const now = new Date();
  const built = accountOf(parseAccount({ users }, 'the test', now));
  built.settings.propagationSeconds = 0;
  return built;
}

beforeAll(async () => {
  await bundle(parseConfig(enforced, 'the test'), dist);
});

afterAll(() => {
  rmSync(dist, { recursive: true, force: true });
});

describe('the packaged function', () => {
  it('given an account over the wire, it sweeps it, returns counts only, and logs no secret (G5)', async () => {
    const swept = account();
    const server = await serve(swept);
    const { output } = await run({}, server.url);
    await server.close();
    const result = JSON.parse(/^RESULT (.*)$/m.exec(output)?.[1] ?? 'null') as { actions: object };
    expect(result.actions).toMatchObject({ create: { done: 1, failed: 0 } });
    expect(Object.keys(result).toSorted()).toEqual([
      'actions',
      'closingKeys',
      'deferred',
      'deferredAgain',
      'dueKeys',
      'failures',
      'held',
      'keys',
      'keysPastLimit',
      'oldestActiveKeyDays',
      'unreached',
      'users',
      'youngKeys',
    ]);
    expect(swept.users.get('alice')?.keys, 'keys of alice').toHaveLength(2);
    expect(output).not.toContain('CANARY');
    const lines = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(expect.objectContaining({ message: 'create done', UserName: 'alice', environment: 'test' }));
    const emf = lines.find((line) => '_aws' in line) as Emf | undefined;
    const [sent] = emf?._aws.CloudWatchMetrics ?? [];
    expect(sent?.Namespace).toBe('AccessKeySweeper');
    expect(sent?.Dimensions[0]?.toSorted()).toEqual(['environment', 'service']);
    expect(watched().length, 'metrics that are watched').toBeGreaterThan(12);
    expect(sent?.Metrics.map(({ Name }) => Name)).toEqual(expect.arrayContaining(watched()));
    expect(emf).toMatchObject({
      CreateDone: 1,
      DeleteDone: 0,
      Failures: 0,
      Users: 2,
      OldestActiveKeyDays: 61,
      environment: 'test',
      service: 'access-key-sweeper',
    });
  });

  it('given a user that cannot be read, it throws one SweepError, and the metrics are there all the same', async () => {
    const swept = account();
    swept.intercept = ({ operation, UserName }, executed) => {
      if (operation === 'iam:ListUserTags' && UserName === 'alice') throw new TypeError('cut off');
      return executed();
    };
    const server = await serve(swept);
    const { output } = await run({ users: ['alice'] }, server.url);
    await server.close();
    expect(output).toContain('THROWN SweepError: 1 thing failed in this sweep: alice: ');
    expect(output).toContain('"Failures":1');
  });

  it('given faults in every creation and the level DEBUG, it tells no secret and writes no file (G5)', async () => {
    const AccessKeys = [{ Status: 'Active', ageDays: 61 }];
    const swept = account(['echo', 'lost', 'refused', 'cut'].map((UserName) => ({ UserName, AccessKeys })));
    swept.intercept = ({ operation, UserName }, executed) => {
      const about = `${UserName} ${operation.split(':')[1]}`;
      const answer = executed();
      const key = swept.users.get(UserName ?? '')?.keys.at(-1);
      if (about === 'echo PutSecretValue') throw new ServiceError('Invalid', 400, JSON.stringify(key));
      if (about === 'lost CreateAccessKey' || about === 'cut PutSecretValue') throw new Error('cut off');
      if (about === 'refused UpdateSecretVersionStage') throw accessDenied(operation, 'No.');
      return answer;
    };
    const server = await serve(swept);
    const { output } = await run({}, server.url, {
      POWERTOOLS_LOG_LEVEL: 'DEBUG',
      POWERTOOLS_LOGGER_LOG_EVENT: 'true',
      POWERTOOLS_DEV: 'true',
      NODE_OPTIONS: '--permission --allow-fs-read=*',
    });
    await server.close();
    expect(output).toContain('THROWN SweepError');
    expect(output).not.toMatch(/CANARY|allow-fs-write/);
  });

  it('given a wrong event, it refuses it and touches nothing', async () => {
    const swept = account();
    const server = await serve(swept);
    const { output } = await run({ user: 'alice' }, server.url);
    await server.close();
    expect(output).toContain('THROWN Error: The event was refused and nothing was done.');
    expect(swept.history).toEqual([]);
  });

  it('given an error, its stack names our source files', async () => {
    const { output } = await run({ user: 'alice' }, 'http://127.0.0.1:1', { NODE_OPTIONS: '--enable-source-maps' });
    expect(output).toMatch(/at parseEvent \(.*\/config\/parse-event\.ts:\d+:\d+\)/);
    expect(output).toMatch(/\/functions\/sweep\.ts:\d+:\d+/);
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'given no %s, the sweep fails for lack of credentials and does nothing',
    async (name) => {
      const swept = account();
      const server = await serve(swept);
      const { output } = await run({}, server.url, { [name]: undefined, AWS_EC2_METADATA_DISABLED: 'true', HOME: dist });
      await server.close();
      expect(output).toContain('Could not load credentials from any providers');
      expect(swept.history).toEqual([]);
    },
  );

  it('given a configuration with faults, it does not start, and every fault is listed (G7)', async () => {
    const good = JSON.stringify(enforced);
    writeFileSync(join(dist, 'config.json'), good.replace('"enforce"', '"enfroce"').replace('"everyDays":7', '"everyDays":8'));
    const { code, output } = await run({}, 'http://127.0.0.1:1');
    writeFileSync(join(dist, 'config.json'), good);
    expect(code, 'exit code').not.toBe(0);
    expect(output).toContain('mode: expected one of report, enforce; found "enfroce"');
    expect(output).toContain('deploy.schedule: expected a longest gap of everyDays (8) days');
  });
});
