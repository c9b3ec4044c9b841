import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForecastReport } from '../../../cli/plan/forecast-text.ts';
import type { SweepPlan } from '../../../cli/plan/sweep-plan.ts';
import { caller, forbid } from '../../cli/in-memory.ts';
import { writes } from '../world.ts';
import { file, type Result, resultOf } from './process.ts';
import { credentials, type Served, served, start, sweeper, userOfAge } from './sweeper.ts';

const prod = ['plan', '--stage', 'prod'];
const users = [
  userOfAge('alice', 80),
  userOfAge('bob', 20),
  userOfAge('carol', 45),
  userOfAge('dave', 100, { Tags: { 'access-key-sweeper:exempt': 'rotated by the vendor' } }),
];
const secrets = [{ Name: 'iam-access-keys/dave', versions: [] }];
let world: Served;
/** What `plan` does with that account. */
let planned: Result;
let called: string[];

beforeAll(async () => {
  world = await served(users, secrets);
  planned = await sweeper(prod, world.env);
  // Of the two stages, only this one is deployed, so that it has a topic.
  await sweeper(['plan', '--stage', 'sandbox'], world.env);
  called = [...new Set(world.account.history.map(({ operation }) => operation))];
});
afterAll(() => world.close());

/** An account for one test, which it may break. */
async function within(test: (own: Served) => Promise<void>): Promise<void> {
  const own = await served(users);
  await test(own).finally(own.close);
}

describe('plan', () => {
  it('given keys with something ahead, it shows them and exits 2, and nothing was written', () => {
    const { code, stdout, stderr } = planned;
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toMatch(/^Next sweep of prod, AWS account 123456789012, us-east-1: .*mode[ \n]report/);
    expect(stdout).toContain('1 to create, 0 to deactivate, 0 to delete, 0 to flag, 0 deferred, 0 held;');
    expect(stdout).toMatch(/^alice\n {2}AKIA\w{16} +8\d {2}create( +\d{4}-\d\d-\d\d){3}$/m);
    expect(stdout).toMatch(/^carol$/m);
    expect(stdout).not.toMatch(/^(bob|dave)$/m);
    expect(stdout).toContain('2 other keys have nothing ahead within 30 days: --all.');
    expect(writes(world.account)).toEqual([]);
    expect(world.account.published).toEqual([]);
  });

  it('given the calls that it makes, the policy of docs/operate.md and its help name each', async () => {
    const page = readFileSync(new URL('../../../docs/operate.md', import.meta.url), 'utf8');
    const [policy] = /\{\n {2}"Version": "2012-10-17"[\s\S]*?\n\}/.exec(page) ?? [];
    const { Statement } = JSON.parse(policy ?? '') as { Statement: { Action: string[] }[] };
    const allowed = Statement.flatMap(({ Action }) => Action);
    // Everybody may ask who he is.
    expect(called.toSorted()).toEqual(['sts:GetCallerIdentity', ...allowed].toSorted());
    const { stdout } = await sweeper(['plan', '--help']);
    for (const operation of called) expect(stdout).toContain(operation);
  });

  it('given --all, --user and --json, it is an object with those users, and exits 0 if nothing is due', async () => {
    const args = [...prod, '--json', '--all', '--user', 'bob', 'dave'];
    const { code, stdout, stderr } = await sweeper(args, world.env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { accountId, isDue, hidden, keys } = JSON.parse(stdout) as SweepPlan;
    expect({ accountId, isDue, hidden }).toEqual({ accountId: '123456789012', isDue: false, hidden: 0 });
    expect(keys.map(({ UserName }) => UserName)).toEqual(['bob', 'dave']);
  });

  it('given a subscription of one user, the others are listed as users whose notices reach nobody', async () => {
    await within(async ({ account, env }) => {
      for (const one of account.subscriptions) one.FilterPolicy = { userName: ['alice'] };
      const { code, stdout } = await sweeper(['plan', '--stage', 'sandbox'], { ...env, COLUMNS: '200' });
      expect({ code }).toEqual({ code: 2 });
      expect(stdout).toMatch(/^Needs a person: users whose notices reach nobody \(2\)\nSubscribe their owners, .*\n {2}bob\n {2}carol$/m);
    });
  });

  it('given a user that is not there, it says so with 64', async () => {
    const { code, stdout, stderr } = await sweeper([...prod, '--user', 'Alice'], world.env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('There is no user Alice in account 123456789012.');
  });
});

describe('plan --profile', () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = credentials;
  const process = JSON.stringify({ Version: 1, AccessKeyId: AWS_ACCESS_KEY_ID, SecretAccessKey: AWS_SECRET_ACCESS_KEY });
  const AWS_CONFIG_FILE = file(
    'aws-config',
    [
      '[profile audit]\nregion = eu-west-1',
      `aws_access_key_id = ${AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
      `[profile fetched]\nregion = eu-west-1\ncredential_process = cat ${file('process.json', process)}`,
      '[profile empty]\nregion = eu-west-1\n',
    ].join('\n'),
  );
  const run = (profile: string) => {
    const { AWS_ENDPOINT_URL } = world.env as Record<string, string>;
    return sweeper([...prod, '--profile', profile], { AWS_ENDPOINT_URL, AWS_CONFIG_FILE });
  };

  it.each(['audit', 'fetched'])('given the profile %s, its credentials and its region count', async (profile) => {
    const { code, stdout, stderr } = await run(profile);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toContain('AWS account 123456789012, eu-west-1');
  });

  it('given a profile without credentials, it says so and how to get some', async () => {
    const { code, stdout, stderr } = await run('empty');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The profile empty gave no AWS credentials \(.*Name a profile with --profile, .*\n$/);
  });

  it('given AWS_PROFILE without credentials, it names the profile', async () => {
    const { code, stderr } = await sweeper([...prod, '--region', 'us-east-1'], { AWS_PROFILE: 'audit' });
    expect({ code }).toEqual({ code: 1 });
    expect(stderr).toMatch(/^The profile audit gave no AWS credentials /);
  });
});

describe('plan --forecast', () => {
  const forecast = [...prod, '--forecast', '26'];

  it('given an account, it shows 26 weeks, exits 0, and nothing was written', async () => {
    const { code, stdout, stderr } = await sweeper(forecast, world.env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Forecast of 26 weeks for prod, AWS account 123456789012/);
    expect(stdout.match(/^\d{4}-\d\d-\d\d( +\d+){7}$/gm)).toHaveLength(26);
    expect(writes(world.account)).toEqual([]);
  });

  it('given another configuration and --json, it is an object that has both', async () => {
    const slow = file('slow.yml', 'limits: { percent: 1, minimum: 1 }\n');
    const { stdout } = await sweeper([...forecast, '--json', '--config', slow], world.env);
    const { outcomes } = JSON.parse(stdout) as ForecastReport;
    expect(outcomes.map(({ source }) => source)).toEqual(['config/prod.yml', slow]);
    expect(outcomes.map(({ weeks }) => weeks.length)).toEqual([26, 26]);
  });
});

describe('plan, when it cannot', () => {
  it.each([
    ['no stage', ['plan'], "required option '--stage <name>'"],
    ['an excess word', [...prod, 'alice'], 'too many arguments'],
  ])('given %s, it is refused with 64', async (_, args, says) => {
    const { code, stdout, stderr } = await sweeper(args, world.env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(says);
  });

  it('given npm without a bare --, it says where that goes', async () => {
    const { code, stderr } = await sweeper(['plan', 'prod'], { npm_lifecycle_event: 'sweeper' });
    expect({ code }).toEqual({ code: 64 });
    expect(stderr).toContain('npm hands on no option before a bare "--": npm run sweeper -- plan prod …\n');
  });

  it('given no region, it says how to name it, with 64', async () => {
    const { code, stderr } = await sweeper(prod, { ...credentials, AWS_REGION: undefined });
    expect({ code }).toEqual({ code: 64 });
    expect(stderr).toBe('No region is set. Name the one of the deployment: --region us-east-1, or AWS_REGION.\n');
  });

  it('given that it may not read tags, it says so once, shows what it could read, and exits 1', async () => {
    await within(async ({ account, env }) => {
      forbid(account, (operation) => operation === 'iam:ListUserTags');
      const { code, stdout, stderr } = await sweeper([...prod, '--json', '--all'], env);
      expect({ code }).toEqual({ code: 1 });
      expect(stderr).toMatch(/^\S+ may not iam:ListUserTags on \S+user\/\w+ and \d more\. .*\n$/);
      expect(stderr).toContain(caller);
      expect(JSON.parse(stdout).failures).toEqual([stderr.trimEnd()]);
      expect(JSON.parse(stdout).keys).toEqual([]);
    });
  });

  it('given that it may not ask who hears the notices, it says so in one line, and the exit code is the same', async () => {
    await within(async ({ account, env }) => {
      forbid(account, (operation) => operation.startsWith('sns:'));
      const { code, stdout, stderr } = await sweeper(['plan', '--stage', 'sandbox'], { ...env, COLUMNS: '400' });
      expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
      expect(stdout).toMatch(/^Whose notices reach nobody is not known\. \S+ may not sns:ListSubscriptionsByTopic on .*$/m);
    });
  });

  it('given Ctrl-C while it reads, it ends at once and prints nothing', async () => {
    await within(async ({ account, env }) => {
      const child = start(prod, env);
      account.intercept = (_, serve) => {
        child.kill('SIGINT');
        return serve();
      };
      // No code: the signal ended it, which a shell shows as 130.
      expect(await resultOf(child)).toEqual({ code: null, stdout: '', stderr: '' });
    });
  });

  it('given --debug, the stack is printed', async () => {
    const { code, stderr } = await resultOf(start(['--debug', ...prod, '--region', 'us-east-1']));
    expect({ code }).toEqual({ code: 1 });
    expect(stderr).toContain('    at ');
  });
});
