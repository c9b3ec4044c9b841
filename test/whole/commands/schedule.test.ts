import { addDays } from 'date-fns/addDays';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { schedules } from '../../../sandbox/account/stack.ts';
import { cloneWith } from './clone.ts';
import type { Result } from './process.ts';
import { served, sweeper } from './sweeper.ts';

const stage = ['--stage', 'sandbox'];
const until = addDays(new Date(), 40).toISOString().slice(0, 10);
const pauseFor = (reason: string) => ['pause', ...stage, '--reason', reason, '--until', until];

/** An account that the stack is deployed to, and the command line connected to it. */
async function world() {
  const { account, env, close } = await served([]);
  onTestFinished(close);
  const schedule = (args: readonly string[], folder?: string): Promise<Result> =>
    sweeper(['schedule', ...args], { COLUMNS: '200', ...env }, folder);
  const weekly = () => account.schedules.get(`${schedules.group}/sweep`) as Record<string, unknown>;
  return { account, schedule, weekly };
}

/** Every call that was done and is not named as one that reads. */
function changes({ history }: Account): string[] {
  const called = history.filter(({ ok }) => ok).map(({ operation }) => operation);
  return called.filter((operation) => !/:(Get|List)/.test(operation));
}

describe('schedule status', () => {
  it('given a new deployment, it says when sweeps come and who watches, and writes nothing', async () => {
    const { account, schedule } = await world();
    const { code, stdout, stderr } = await schedule(['status', ...stage]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Schedules of sandbox in AWS account 123456789012, us-east-1:');
    expect(stdout).toMatch(/^Weekly sweep {4}Enabled\. Next on \d{4}-\d\d-\d\d 06:00 UTC, up to 60 minutes later;/m);
    expect(stdout).toMatch(/^Missing sweeps {2}Watched; .* daily from \d{4}-\d\d-\d\d \d\d:\d\d UTC on\.$/m);
    expect(stdout).toContain('No sweep of everybody was completed since the watch was deployed.');
    expect(stdout).toContain('None waits.');
    expect(changes(account)).toEqual([]);
  });
});

describe('schedule pause and resume', () => {
  it('given both, status tells of the pause, and then the schedule is as it was', async () => {
    const { account, schedule, weekly } = await world();
    const { LastModificationDate, ...before } = weekly();
    expect(await schedule(pauseFor('  change\nfreeze '))).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining(`The weekly sweep of sandbox is paused until ${until}: change freeze.`),
    });
    expect(weekly().State).toBe('DISABLED');
    const startsAt = `${addDays(new Date(), 1).toISOString().slice(0, 19)}.000Z`;
    account.schedules.set(`${schedules.group}/continue-1`, {
      Name: 'continue-1',
      ScheduleExpression: `at(${startsAt.slice(0, 19)})`,
      Description: 'Goes on with 3 users',
    });
    expect(JSON.parse((await schedule(['status', ...stage, '--json'])).stdout)).toMatchObject({
      stage: 'sandbox',
      weekly: { state: 'paused', nextRun: null, pause: { reason: 'change freeze', until, isOver: false } },
      watchdog: { state: 'enabled', lastSweep: null },
      continuations: [{ startsAt, description: 'Goes on with 3 users' }],
    });
    const resumed = await schedule(['resume', ...stage]);
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    expect(resumed.stdout).toMatch(/^Weekly sweep of sandbox: Enabled\. Next on /);
    expect(weekly()).toMatchObject(before);
    expect(changes(account)).toEqual(['scheduler:UpdateSchedule', 'scheduler:UpdateSchedule']);
  });

  it('given settings that name no account, it writes nothing (G7)', async () => {
    const folder = cloneWith({ mode: 'report' });
    const { account, schedule } = await world();
    for (const args of [pauseFor('x'), ['resume', ...stage]]) {
      const { code, stderr } = await schedule(args, folder);
      expect({ code }).toEqual({ code: 64 });
      expect(stderr).toContain('config/sandbox.yml names no account');
    }
    expect(changes(account)).toEqual([]);
  });
});
