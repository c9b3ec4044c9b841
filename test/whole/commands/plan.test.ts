import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ForecastReport } from '../../../cli/plan/forecast-text.ts';
import type { SweepPlan } from '../../../cli/plan/sweep-plan.ts';
import { ServiceError } from '../../../sandbox/services/service-error.ts';
import { writes } from '../world.ts';
import { cloneWith } from './clone.ts';
import { exitOf, file } from './process.ts';
import { credentials, served, start, sweeper, userOfAge } from './sweeper.ts';

const prod = ['plan', '--stage', 'prod'];
const users = [
  userOfAge('alice', 80),
  userOfAge('bob', 1),
  userOfAge('carol', 45),
  userOfAge('dave', 100, { Tags: { 'access-key-sweeper:exempt': 'rotated by the vendor' } }),
];

type World = Awaited<ReturnType<typeof served>>;
let world: World;

beforeAll(async () => {
  world = await served(users);
});
afterAll(() => world.close());

/** An account for one test, which it may break. */
async function within<Result>(
  some: readonly object[],
  test: (world: World) => Promise<Result>,
): Promise<Result> {
  const own = await served(some);
  return test(own).finally(own.close);
}

const whoami = 'arn:aws:sts::123456789012:assumed-role/auditor/me';

/** Refuses an operation as AWS does whose caller has no permission for it. */
function forbid({ account }: World, wanted: string): void {
  account.intercept = ({ operation, UserName = '*' }, serve) => {
    if (operation !== wanted) return serve();
    const on = `arn:aws:iam::123456789012:user/${UserName}`;
    throw new ServiceError(
      'AccessDenied',
      403,
      `User: ${whoami} is not authorized to perform: ${operation} on resource: ${on} because no identity-based policy allows the ${operation} action`,
    );
  };
}

async function jsonOf(args: readonly string[]): Promise<SweepPlan> {
  return JSON.parse((await sweeper([...prod, '--json', ...args], world.env)).stdout);
}

describe('plan', () => {
  it('given keys with something ahead, it shows them and exits 2, and nothing was written', async () => {
    const { code, stdout, stderr } = await sweeper(prod, world.env);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toMatch(/^Next sweep of prod, AWS account 123456789012, us-east-1: .*mode[ \n]report/);
    expect(stdout).toContain('1 to create, 0 to deactivate, 0 to delete, 0 to flag, 0 deferred, 0 held;');
    expect(stdout).toContain('In mode report nothing of this is done');
    expect(stdout).toMatch(/^alice\n {2}AKIA\w{16} +8\d {2}create( +\d{4}-\d\d-\d\d){3}$/m);
    expect(stdout).toMatch(/^carol$/m);
    expect(stdout).not.toMatch(/^(bob|dave)$/m);
    expect(stdout).toContain('2 other keys have nothing ahead within 30 days: --all.');
    expect(writes(world.account)).toEqual([]);
    expect(world.account.published).toEqual([]);
  });

  it('given the calls that it makes, the policy of docs/operate.md and its help name each', async () => {
    const { stdout } = await sweeper(['plan', '--help']);
    const page = readFileSync(new URL('../../../docs/operate.md', import.meta.url), 'utf8');
    const [policy] = /\{\n {2}"Version": "2012-10-17"[\s\S]*?\n\}/.exec(page) ?? [];
    const allowed = (JSON.parse(policy ?? '') as { Statement: { Action: string[] }[] }).Statement.flatMap(
      ({ Action }) => Action,
    );
    const own = await served(users, [{ Name: 'iam-access-keys/alice', versions: [] }]);
    await sweeper(prod, own.env).finally(own.close);
    const called = new Set(own.account.history.map(({ operation }) => operation));
    // Everybody may ask who he is.
    expect([...called].toSorted()).toEqual(['sts:GetCallerIdentity', ...allowed].toSorted());
    for (const operation of called) expect(stdout).toContain(operation);
  });

  it('given --all, it shows young and exempt keys too', async () => {
    const { stdout } = await sweeper([...prod, '--all'], world.env);
    for (const name of ['alice', 'bob', 'carol', 'dave'])
      expect(stdout).toMatch(new RegExp(`^${name}$`, 'm'));
    expect(stdout).toContain('tagged exempt: rotated by the vendor');
  });

  it('given tags that cannot be read, it says whose they are and what comes of it', async () => {
    const typos = [
      userOfAge('erin', 70, { Tags: { 'access-key-sweeper:hold-untill': '2099-12-31' } }),
      userOfAge('fred', 70, { Tags: { 'access-key-sweeper:hold-until': '2099-31-12' } }),
    ];
    await within(typos, async ({ env }) => {
      const { stdout } = await sweeper(prod, env);
      expect(stdout).toContain(
        'Needs a person: tags that cannot be read (2)\n' +
          '  erin: nothing is known of a tag access-key-sweeper:hold-untill, so it does nothing\n' +
          '  fred: its hold-until tag is no date, so it is left alone\n',
      );
    });
  });

  it('given --json, a key has its decision and its dates, in their order', async () => {
    const { accountId, isDue, keys, hidden } = await jsonOf([]);
    expect({ accountId, isDue, hidden }).toEqual({ accountId: '123456789012', isDue: true, hidden: 2 });
    const [alice, carol] = keys;
    expect(alice).toMatchObject({ UserName: 'alice', rule: 'create', action: 'create', Status: 'Active' });
    const dates = [alice?.replacedOn, alice?.deactivatedOn, alice?.deletedOn].map(String);
    expect(dates).toEqual(dates.toSorted());
    expect(new Set(dates).size).toBe(3);
    expect(carol).toMatchObject({ UserName: 'carol', action: 'keep' });
  });

  it('given --user, only those are looked at', async () => {
    const { keys, counts } = await jsonOf(['--all', '--user', 'bob', 'carol']);
    expect(keys.map(({ UserName }) => UserName)).toEqual(['bob', 'carol']);
    expect(counts.keys).toBe(2);
    expect((await sweeper([...prod, '--user', 'bob'], world.env)).code).toBe(0);
  });

  it('given a user that is not there, it says so with 64', async () => {
    const { code, stdout, stderr } = await sweeper([...prod, '--user', 'Alice'], world.env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain('There is no user Alice in account 123456789012.');
  });

  it.each([
    [40, false],
    [77, false],
    [78, true],
  ])('given %i columns, no line is longer, and there is a row a key: %s', async (columns, isWide) => {
    const { stdout } = await sweeper([...prod, '--all'], { ...world.env, COLUMNS: String(columns) });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expect(stdout.includes('Access key  ')).toBe(isWide);
    expect(stdout).toMatch(/^ {2}AKIA\w{16}/m);
  });
});

describe('plan --profile', () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = credentials;
  const process = JSON.stringify({
    Version: 1,
    AccessKeyId: AWS_ACCESS_KEY_ID,
    SecretAccessKey: AWS_SECRET_ACCESS_KEY,
  });
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

  it.each([['audit'], ['fetched']])(
    'given the profile %s, its credentials and its region count',
    async (profile) => {
      const { code, stderr } = await run(profile);
      expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    },
  );

  it('given a profile without credentials, it says so and how to get some', async () => {
    const { code, stdout, stderr } = await run('empty');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^The profile empty gave no AWS credentials \(.*Name a profile with --profile, .*\n$/,
    );
  });
});

describe('plan --forecast', () => {
  const forecast = [...prod, '--forecast', '26'];
  const slow = file('slow.yml', 'limits: { percent: 1, minimum: 1 }\n');

  it('given an account, it shows 26 weeks, exits 0, and nothing was written', async () => {
    const { code, stdout, stderr } = await sweeper(forecast, world.env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Forecast of 26 weeks for prod, AWS account 123456789012/);
    expect(stdout.match(/^\d{4}-\d\d-\d\d( +\d+){7}$/gm)).toHaveLength(26);
    expect(writes(world.account)).toEqual([]);
  });

  it('given another configuration, both are side by side', async () => {
    await within([userOfAge('alice', 65), userOfAge('bob', 65), userOfAge('carol', 65)], async ({ env }) => {
      const { stdout } = await sweeper([...forecast, '--json', '--config', slow], env);
      const { outcomes } = JSON.parse(stdout) as ForecastReport;
      expect(outcomes.map(({ source }) => source)).toEqual(['config/prod.yml', slow]);
      const created = outcomes.map(({ weeks }) => weeks.slice(0, 4).map(({ counts }) => counts?.created));
      expect(created).toEqual([
        [3, 0, 0, 0],
        [1, 1, 1, 0],
      ]);
    });
  });

  it('given fewer weeks than until the next sweep, it says that they have none', async () => {
    const day = ((new Date().getUTCDate() + 14) % 28) + 1;
    const { folder, remove } = cloneWith({
      everyDays: 31,
      thresholds: {
        create: { from: 100, to: 131 },
        deactivate: { from: 162, to: 193 },
        delete: { after: 193 },
      },
      deploy: { schedule: `cron(0 6 ${day} * ? *)` },
    });
    onTestFinished(remove);
    const args = ['plan', '--stage', 'sandbox', '--forecast', '1'];
    const { code, stdout, stderr } = await sweeper(args, world.env, folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\d( +-){7}$/m);
  });

  it.each([
    ['no weeks', [...prod, '--forecast', '0'], 'a whole number from 1 to 260'],
    ['--config alone', [...prod, '--config', slow], '--config needs --forecast'],
    ['--all as well', [...forecast, '--all'], "cannot be used with option '--all'"],
    ['a wrong config', [...forecast, '--config', file('w.yml', 'mode: on\n')], 'mode: expected'],
    [
      'a config of other secrets',
      [...forecast, '--config', file('s.yml', 'secrets: { prefix: other/ }\n')],
      'secrets.prefix must be that of the stage, iam-access-keys/',
    ],
  ])('given %s, it is refused with 64', async (_, args, says) => {
    const { code, stdout, stderr } = await sweeper(args, world.env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('plan, when it cannot', () => {
  it.each([
    ['no stage', ['plan'], "required option '--stage <name>'"],
    ['a stage without settings', ['plan', '--stage', 'moon'], 'config/moon.yml'],
    ['an excess word', [...prod, 'alice'], 'too many arguments'],
    ['owners who do something else', [...prod, '--owners', 'sleep'], 'Allowed choices are move, stay'],
  ])('given %s, it is refused with 64', async (_, args, says) => {
    const { code, stdout, stderr } = await sweeper(args, world.env);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(says);
  });

  it('given npm without a bare --, it says where that goes; given an option that came through, it does not', async () => {
    const env = { npm_lifecycle_event: 'sweeper' };
    const hint = 'npm hands on no option before a bare "--": npm run sweeper -- plan prod …\n';
    expect((await sweeper(['plan', 'prod'], env)).stderr).toContain(hint);
    expect((await sweeper(['plan', 'prod'])).stderr).not.toContain('npm');
    expect((await sweeper(['plan', '--all'], env)).stderr).not.toContain('npm');
  });

  it('given no region, it says how to name it, with 64', async () => {
    const { code, stderr } = await sweeper(prod, { ...credentials, AWS_REGION: undefined });
    expect(code).toBe(64);
    expect(stderr).toBe(
      'No region is set. Name the one of the deployment: --region us-east-1, or AWS_REGION.\n',
    );
  });

  it('given no credentials, it says how to get some', async () => {
    const { code, stdout, stderr } = await sweeper([...prod, '--region', 'us-east-1']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^No AWS credentials were found .*Name a profile with --profile, .*\n$/);
  });

  it('given AWS_PROFILE without credentials, it names the profile', async () => {
    const { code, stderr } = await sweeper([...prod, '--region', 'us-east-1'], { AWS_PROFILE: 'audit' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The profile audit gave no AWS credentials /);
  });

  it('given that it may not list users, it says who may not do what', async () => {
    await within(users, async (own) => {
      forbid(own, 'iam:ListUsers');
      const { code, stdout, stderr } = await sweeper(prod, own.env);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toBe(
        `${whoami} may not iam:ListUsers on arn:aws:iam::123456789012:user/*. Give it that permission, or use another profile.\n`,
      );
    });
  });

  it('given that it may not read tags, it says so once, shows what it could read, and exits 1', async () => {
    await within([...users, userOfAge('erin', 70)], async (own) => {
      forbid(own, 'iam:ListUserTags');
      const { code, stdout, stderr } = await sweeper([...prod, '--json', '--all'], own.env);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^\S+ may not iam:ListUserTags on \S+user\/\w+ and \d more\. .*\n$/);
      expect(JSON.parse(stdout).failures).toEqual([stderr.trimEnd()]);
      expect(JSON.parse(stdout).keys).toEqual([]);
    });
  });

  it('given Ctrl-C while it reads, it ends at once and prints nothing', async () => {
    await within(users, async ({ account, env }) => {
      const child = start(prod, env);
      account.intercept = (_, serve) => {
        child.kill('SIGINT');
        return serve();
      };
      const [stdout, stderr, code] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        exitOf(child),
      ]);
      // No code: the signal ended it, which a shell shows as 130.
      expect({ code, stdout, stderr }).toEqual({ code: null, stdout: '', stderr: '' });
    });
  });

  it('given --debug, the stack is printed', async () => {
    const child = start(['--debug', ...prod, '--region', 'us-east-1']);
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    expect(await exitOf(child)).toBe(1);
    expect(stderr).toContain('    at ');
  });
});
