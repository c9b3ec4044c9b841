import { once } from 'node:events';
import { subDays } from 'date-fns/subDays';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Check } from '../../../cli/doctor/checks-text.ts';
import { alertsArn, schedules, sweepRoleArn, topicArn } from '../../../sandbox/account/stack.ts';
import { ServiceError } from '../../../sandbox/services/service-error.ts';
import { cloneWith } from './clone.ts';
import { file, start as startSandbox } from './process.ts';
import { credentials, served, sweeper } from './sweeper.ts';

const doctor = ['doctor', '--stage', 'sandbox'];
const watchdogId = `${schedules.group}/${schedules.watchdog}`;

/** An account in which all is well: somebody hears each topic, and a sweep was completed yesterday. */
async function world() {
  const { account, env, close } = await served([]);
  onTestFinished(close);
  account.subscriptions = [topicArn, alertsArn].map((TopicArn) => ({
    TopicArn,
    Protocol: 'email',
    Endpoint: 'ops@example.com',
    id: '1',
    isConfirmed: true,
  }));
  const watchdog = account.schedules.get(watchdogId) as { Target: object };
  const Input = `No sweep of access keys was completed in sandbox since ${subDays(new Date(), 1).toISOString()}.`;
  account.schedules.set(watchdogId, { ...watchdog, Target: { ...watchdog.Target, Input } });
  const run = (args: readonly string[] = doctor, more: object = {}, folder?: string) =>
    sweeper(args, { COLUMNS: '300', ...env, ...more }, folder);
  /** What is not ok, by what it is about. */
  const amiss = async (...[args = doctor, more, folder]: Parameters<typeof run>) => {
    const { code, stdout } = await run([...args, '--json'], more, folder);
    const { checks } = JSON.parse(stdout) as { checks: Check[] };
    const found = checks.filter(({ isOk }) => !isOk).map(({ about, says }) => [about, says] as const);
    expect(code).toBe(found.length > 0 ? 1 : 0);
    return Object.fromEntries(found);
  };
  return { account, run, amiss };
}

describe('doctor', () => {
  it('given all is well, each line says ok, it exits 0 and has written nothing', async () => {
    const { account, run } = await world();
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const abouts = [...stdout.matchAll(/^ok {2}(\w+(?: \w+)*)/gm)].map(([, about]) => about);
    expect(abouts).toEqual([
      'settings',
      'credentials',
      'account',
      'function',
      'permissions',
      'weekly schedule',
      'missing sweeps',
      'last sweep',
      'notices topic',
      'alerts topic',
    ]);
    expect(stdout.trimEnd().split('\n')).toHaveLength(abouts.length);
    const reads = /:(Get|List|SimulatePrincipalPolicy)/;
    expect(account.history.filter(({ operation }) => !reads.test(operation))).toEqual([]);
  });

  it('given a sandbox that serves a new deployment, it says what is still to be done', async () => {
    const subscriptions = [
      { topic: 'alerts', Protocol: 'email', Endpoint: 'ops@example.com', isConfirmed: false },
    ];
    const child = startSandbox(['--serve', '--account', file('new.json', { users: [], subscriptions })]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const [chunk] = await once(child.stdout, 'data');
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk)) ?? [];
    const { code, stdout } = await sweeper(doctor, { ...credentials, AWS_ENDPOINT_URL: url, COLUMNS: '300' });
    expect(code).toBe(1);
    expect([...stdout.matchAll(/^do {2}.*$/gm)].map(([line]) => line)).toEqual([
      expect.stringMatching(/last sweep +No sweep of everybody was completed/),
      expect.stringMatching(/notices topic +Nobody is subscribed\..* --topic-arn arn:aws:sns:/),
      expect.stringMatching(/alerts topic +Nobody hears it: ops@example\.com must confirm\./),
    ]);
  });

  it('given no permission for one look, it names the permission and goes on with the others', async () => {
    const { account, amiss } = await world();
    const who = 'arn:aws:sts::123456789012:assumed-role/auditor/me';
    account.intercept = ({ operation }, serve) => {
      if (operation !== 'sns:ListSubscriptionsByTopic') return serve();
      const what = `User: ${who} is not authorized to perform: SNS:ListSubscriptionsByTopic on resource: ${topicArn}`;
      throw new ServiceError('AuthorizationError', 403, what);
    };
    const says = `${who} may not SNS:ListSubscriptionsByTopic on ${topicArn}. Give it that permission, or use another profile.`;
    expect(await amiss()).toEqual({ 'notices topic': says, 'alerts topic': says });
  });

  it('given the role may not do something that a sweep does, it says what', async () => {
    const { account, amiss } = await world();
    account.intercept = ({ operation }, serve) => {
      const answer = serve() as { EvaluationResults?: { EvalActionName: string; EvalDecision: string }[] };
      if (operation === 'iam:SimulatePrincipalPolicy')
        for (const one of answer.EvaluationResults ?? [])
          if (one.EvalActionName === 'iam:CreateAccessKey') one.EvalDecision = 'explicitDeny';
      return answer;
    };
    const role = sweepRoleArn.split('/').at(-1);
    expect(await amiss()).toEqual({
      permissions: `${role} may not iam:CreateAccessKey on arn:aws:iam::123456789012:user/access-key-sweeper-doctor (a policy denies it). Deploy again, or have it allowed there.`,
    });
  });

  it('given a stage that is not deployed, each line says what is not there', async () => {
    const { amiss } = await world();
    const found = await amiss(['doctor', '--stage', 'prod']);
    expect(found).toMatchObject({
      function: expect.stringContaining(
        'There is no function access-key-sweeper-prod-sweep in account 123456789012',
      ),
      permissions: "Not looked at, because the function's role is not known.",
      'weekly schedule': expect.stringContaining('The stage prod is not deployed to account 123456789012'),
      'missing sweeps': expect.stringContaining('the schedule no-sweep is gone'),
      'notices topic': expect.stringContaining('There is no topic arn:aws:sns:us-east-1:123456789012:'),
    });
  });

  it('given the wrong account and wrong settings, it says so and looks at the rest', async () => {
    const { amiss } = await world();
    const other = cloneWith({ accountId: '999999999999' });
    const wrong = cloneWith({ everyDays: 8 });
    onTestFinished(() => {
      for (const { remove } of [other, wrong]) remove();
    });
    expect(await amiss(doctor, {}, other.folder)).toEqual({
      account:
        'The settings are for 999999999999, these credentials are for 123456789012: use another --profile.',
    });
    expect(await amiss(doctor, {}, wrong.folder)).toEqual({
      settings: 'They are wrong: npm run sweeper -- config check --stage sandbox',
      permissions: 'Not looked at, because they depend on the settings.',
      'last sweep': 'Not looked at, because how old it may be is a setting.',
    });
  });

  it('given no credentials, it says how to get some, and that is all that it can say', async () => {
    const { run } = await world();
    const { code, stdout } = await run(doctor, { AWS_ACCESS_KEY_ID: '' });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^ok {2}settings .*\ndo {2}credentials {2}No AWS credentials were found .*aws sso login.*\n$/,
    );
  });

  it.each([
    ['no stage', ['doctor'], {}, "required option '--stage <name>' not specified"],
    ['a stage without a file', ['doctor', '--stage', 'nowhere'], {}, 'config/nowhere.yml: expected a file'],
    ['no region', doctor, { AWS_REGION: '' }, 'No region is set. Name the one of the deployment'],
  ])('given %s, it is refused', async (_, args, more, says) => {
    const { run } = await world();
    const { code, stdout, stderr } = await run(args, more);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(says);
  });
});
