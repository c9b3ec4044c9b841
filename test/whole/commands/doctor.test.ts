import { describe, expect, it, onTestFinished } from 'vitest';
import type { Check } from '../../../cli/doctor/checks-text.ts';
import { cloneWith } from './clone.ts';
import { collect, file } from './process.ts';
import { start as startSandbox } from './sandbox.ts';
import { credentials, served, sweeper } from './sweeper.ts';

const doctor = ['doctor', '--stage', 'sandbox'];

/** What is not ok, by what it is about. */
async function problems(env: object, folder?: string): Promise<object> {
  const { code, stdout } = await sweeper([...doctor, '--json'], env, folder);
  expect({ code }).toEqual({ code: 1 });
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  return Object.fromEntries(checks.filter(({ isOk }) => !isOk).map(({ about, says }) => [about, says]));
}

describe('doctor', () => {
  it('given a sandbox that serves a new deployment, it says what is still to be done, and exits 1', async () => {
    const subscriptions = [{ topic: 'alerts', Protocol: 'email', Endpoint: 'ops@example.com', isConfirmed: false }];
    const child = startSandbox(['--serve', '--account', file('new.json', { users: [], subscriptions })]);
    onTestFinished(() => void child.kill('SIGKILL'));
    const printed = collect(child.stdout);
    await printed.until('Ctrl-C stops it.');
    const [AWS_ENDPOINT_URL] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.text()) ?? [];
    const { code, stdout } = await sweeper(doctor, { ...credentials, AWS_ENDPOINT_URL, COLUMNS: '300' });
    expect({ code }).toEqual({ code: 1 });
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^ok {2}settings +config\/sandbox\.yml is valid/),
      expect.stringMatching(/^ok {2}credentials +arn:aws:.*, region us-east-1\.$/),
      expect.stringMatching(/^ok {2}account +123456789012/),
      expect.stringMatching(/^ok {2}function +access-key-sweeper-sandbox-sweep/),
      expect.stringMatching(/^ok {2}permissions +\S+ may do all that a sweep does\.$/),
      expect.stringMatching(/^ok {2}who is swept +The account has no users\.$/),
      expect.stringMatching(/^ok {2}weekly schedule +Enabled\./),
      expect.stringMatching(/^ok {2}missing sweeps +Watched;/),
      expect.stringMatching(/^do {2}last sweep +No sweep of everybody was completed/),
      expect.stringMatching(/^do {2}notices topic +Nobody is subscribed\..* --topic-arn arn:aws:sns:/),
      expect.stringMatching(/^ok {2}who is told +Nobody is swept\.$/),
      expect.stringMatching(/^do {2}alerts topic +Nobody hears it: ops@example\.com must confirm\./),
    ]);
  });

  it('given the wrong account and wrong settings, it says so and looks at the rest', async () => {
    const { env, close } = await served([]);
    onTestFinished(close);
    const rest = { 'alerts topic': expect.anything() };
    expect(await problems(env, cloneWith({ accountId: '999999999999' }))).toEqual({
      account: 'The settings are for 999999999999, these credentials are for 123456789012: use another --profile.',
      'last sweep': expect.anything(),
      ...rest,
    });
    expect(await problems(env, cloneWith({ everyDays: 8 }))).toEqual({
      settings: 'They are wrong: npm run sweeper -- config check --stage sandbox',
      permissions: 'Not looked at, because they depend on the settings.',
      'who is swept': 'Not looked at, because they are settings.',
      'who is told': 'Not looked at, because it depends on who is swept.',
      'last sweep': 'Not looked at, because how old it may be is a setting.',
      ...rest,
    });
  });

  it.each([
    ['a stage without a file', ['doctor', '--stage', 'nowhere'], {}, 'config/nowhere.yml: expected a file'],
    ['no region', doctor, { AWS_REGION: undefined }, 'No region is set. Name the one of the deployment'],
  ])('given %s, it is refused', async (_, args, more, says) => {
    const { code, stdout, stderr } = await sweeper(args, { ...credentials, ...more });
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(says);
  });
});
