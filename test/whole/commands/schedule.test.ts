import { addDays } from 'date-fns/addDays';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { schedules } from '../../../sandbox/account/stack.ts';
import { ServiceError } from '../../../sandbox/services/service-error.ts';
import { cloneWith } from './clone.ts';
import { served, sweeper } from './sweeper.ts';

const status = ['schedule', 'status', '--stage', 'sandbox'];
const resume = ['schedule', 'resume', '--stage', 'sandbox'];
const until = addDays(new Date(), 40).toISOString().slice(0, 10);
const pauseFor = (reason: string, day = until) => [
  'schedule',
  'pause',
  '--stage',
  'sandbox',
  '--reason',
  reason,
  '--until',
  day,
];
const weeklyId = `${schedules.group}/sweep`;

/** An account that the stack is deployed to, and the command line connected to it. */
async function world() {
  const { account, env, close } = await served([]);
  onTestFinished(close);
  const run = async (args: readonly string[], folder?: string) => {
    const { code, stdout, stderr } = await sweeper(args, { COLUMNS: '200', ...env }, folder);
    return { code, stdout, stderr };
  };
  return { account, run, weekly: () => account.schedules.get(weeklyId) as Record<string, unknown> };
}

/** Every call that was done and is not named as one that reads. */
function changes({ history }: Account): string[] {
  const called = history.filter(({ ok }) => ok).map(({ operation }) => operation);
  return called.filter((operation) => !/:(Get|List)/.test(operation));
}

describe('schedule status', () => {
  it('given a new deployment, it says when sweeps come and who watches, and writes nothing', async () => {
    const { account, run } = await world();
    const { code, stdout, stderr } = await run(status);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Schedules of sandbox in AWS account 123456789012, us-east-1:');
    expect(stdout).toMatch(
      /^Weekly sweep {4}Enabled\. Next on \d{4}-\d\d-\d\d 06:00 UTC, up to 60 minutes later;/m,
    );
    expect(stdout).toMatch(/^Missing sweeps {2}Watched; .* daily from \d{4}-\d\d-\d\d \d\d:\d\d UTC on\.$/m);
    expect(stdout).toContain('No sweep of everybody was completed since the watch was deployed.');
    expect(stdout).toContain('None waits.');
    expect(changes(account)).toEqual([]);
  });

  it('given --json, a pause and a continuation, it has them', async () => {
    const { account, run } = await world();
    await run(pauseFor('change freeze'));
    const start = addDays(new Date(), 1);
    account.schedules.set(`${schedules.group}/continue-1`, {
      Name: 'continue-1',
      ScheduleExpression: `at(${start.toISOString().slice(0, 19)})`,
      Description: 'Goes on with 3 users',
    });
    expect(JSON.parse((await run([...status, '--json'])).stdout)).toMatchObject({
      stage: 'sandbox',
      weekly: { state: 'paused', nextRun: null, pause: { reason: 'change freeze', until, isOver: false } },
      watchdog: { state: 'enabled', lastSweep: null },
      continuations: [
        { startsAt: `${start.toISOString().slice(0, 19)}.000Z`, description: 'Goes on with 3 users' },
      ],
    });
  });
});

describe('schedule pause and resume', () => {
  it('given both, twice each, the schedule is as it was', async () => {
    const { account, run, weekly } = await world();
    const before = weekly();
    const paused = await run(pauseFor('  change\nfreeze '));
    expect(paused).toMatchObject({ code: 0, stderr: '' });
    expect(paused.stdout).toContain(`The weekly sweep of sandbox is paused until ${until}: change freeze.`);
    expect(paused.stdout).toContain('Nothing resumes it by itself.');
    expect(paused.stdout).toContain('Missing sweeps: Watched;');
    const Description = `Paused until ${until}: "change freeze". Before: ${before.Description}`;
    expect(weekly()).toMatchObject({ ...before, State: 'DISABLED', Description });
    expect((await run(pauseFor('change freeze'))).stdout).toContain('It was paused so already');
    expect(changes(account)).toEqual(['scheduler:UpdateSchedule']);
    await run(pauseFor('migration'));
    expect(weekly().Description).toBe(`Paused until ${until}: "migration". Before: ${before.Description}`);

    const resumed = await run(resume);
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    expect(resumed.stdout).toMatch(/^Weekly sweep of sandbox: Enabled\. Next on /);
    expect(weekly()).toMatchObject(before);
    expect((await run(resume)).stdout).toContain('It was enabled already; nothing was changed.');
    expect(changes(account)).toHaveLength(3);
  });

  it.each([
    ['no reason', pauseFor('x').toSpliced(4, 2), "required option '--reason <text>' not specified"],
    ['an empty reason', pauseFor(' '), '--reason is empty'],
    ['a reason that is too long', pauseFor('x'.repeat(500)), /make it \d+ characters shorter\.\n$/],
    ['no day', pauseFor('x').slice(0, -2), "required option '--until <day>' not specified"],
    ['today', pauseFor('x', new Date().toISOString().slice(0, 10)), 'is not in the future'],
    ['a day that is none', pauseFor('x', '2027-02-31'), 'It must be a day such as 2026-12-24.'],
  ])('given %s, it is refused, and nothing is changed', async (_, args, says) => {
    const { account, run } = await world();
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
    expect(changes(account)).toEqual([]);
  });

  it('given settings that name no account, it writes nothing (G7)', async () => {
    const { folder, remove } = cloneWith({ mode: 'report' });
    onTestFinished(remove);
    const { account, run } = await world();
    for (const args of [pauseFor('x'), resume]) {
      const { code, stderr } = await run(args, folder);
      expect(code).toBe(64);
      expect(stderr).toContain('config/sandbox.yml names no account');
    }
    expect(changes(account)).toEqual([]);
  });
});

describe('schedule, where it cannot', () => {
  it('given another stage than is deployed, it says what is not there and what to do', async () => {
    const { run } = await world();
    expect(await run(status.with(-1, 'prod'))).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'The stage prod is not deployed to account 123456789012 in us-east-1: there is no schedule ' +
        'access-key-sweeper-prod/sweep. Deploy it (npm exec -- serverless deploy --stage prod), or name its region ' +
        'with --region.\n',
    });
  });

  it('given no permission to change it, it names the permission, and the schedule is as it was', async () => {
    const { account, run, weekly } = await world();
    const before = weekly();
    const [who, role] = ['arn:aws:sts::123456789012:assumed-role/ops/me', schedules.roleArn];
    account.intercept = ({ operation }, serve) => {
      if (operation !== 'scheduler:UpdateSchedule') return serve();
      const what = `User: ${who} is not authorized to perform: iam:PassRole on resource: ${role}`;
      throw new ServiceError('AccessDeniedException', 403, what);
    };
    expect(await run(pauseFor('x'))).toEqual({
      code: 1,
      stdout: '',
      stderr: `${who} may not iam:PassRole on ${role}. Give it that permission, or use another profile.\n`,
    });
    expect(weekly()).toEqual(before);
  });
});
