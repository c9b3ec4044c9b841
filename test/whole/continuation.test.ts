import { addDays } from 'date-fns/addDays';
import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { schedules } from '../../sandbox/account/stack.ts';
import { denied, failNext } from './meddle.ts';
import { digestOf, keysOf, start, userOfAge, type World, world, writes } from './world.ts';

type Schedule = { Name: string; ScheduleExpression: string; StartDate?: number; Target: { Input: string }; LastModificationDate?: number };

const watchdogId = `${schedules.group}/${schedules.watchdog}`;
const watchdogOf = ({ account }: World) => account.schedules.get(watchdogId) as Schedule;
const continuationsOf = ({ account }: World) =>
  [...account.schedules].filter(([id]) => id.includes('/continue-')).map(([, schedule]) => schedule as Schedule);
const usersOf = (one: World) => continuationsOf(one).map(({ Target }) => JSON.parse(Target.Input).users);

/** Alice's tags cannot be read; the others are fine. */
function aliceFails(config = {}): World {
  const one = world([userOfAge('alice', 61), userOfAge('bob', 61), userOfAge('carol', 10)], { config });
  one.account.intercept = ({ operation, UserName }, serve) => {
    if (operation === 'iam:ListUserTags' && UserName === 'alice') throw denied(operation);
    return serve();
  };
  return one;
}

describe('a continuation', () => {
  it('given a user that failed, one sweep of it is scheduled 70 minutes later, once, in our group', async () => {
    const one = aliceFails();
    await one.sweep();
    const [schedule, ...more] = continuationsOf(one);
    expect(more).toEqual([]);
    expect(schedule).toMatchObject({
      Name: expect.stringMatching(/^continue-[0-9a-f]{40}$/),
      GroupName: schedules.group,
      ScheduleExpression: expect.stringMatching(/^at\(2026-03-03T07:1\d:\d\d\)$/),
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: schedules.functionArn, RoleArn: schedules.roleArn, DeadLetterConfig: { Arn: schedules.queueArn } },
    });
    expect(JSON.parse(schedule?.Target.Input ?? '')).toEqual({ executionId: '<aws.scheduler.execution-id>', users: ['alice'] });
    expect(digestOf(one)).toContain('A continuation looks again in about 70 minutes at (1)\n- alice');
  });

  it('given the same delivery again, it does not schedule twice (G4)', async () => {
    const one = aliceFails();
    await one.sweep({ delivery: 'execution-1' });
    const { error } = await one.sweep({ delivery: 'execution-1' });
    expect(one.account.history.at(-1)?.operation).not.toBe('scheduler:CreateSchedule');
    expect(
      one.account.history.filter(({ code }) => code === 'ConflictException'),
      'refused schedules',
    ).toHaveLength(1);
    expect(continuationsOf(one), 'continuations').toHaveLength(1);
    expect(error?.message).not.toContain('Scheduling');
    await one.sweep({ delivery: 'execution-2' });
    expect(continuationsOf(one), 'continuations').toHaveLength(2);
  });

  it('given another sweep works on a user, a continuation sweeps that user again', async () => {
    const one = world([userOfAge('alice', 61)]);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    one.account.schedules.clear();
    one.account.schedules.set(watchdogId, { ...watchdogOf(aliceFails()) });
    await one.sweep();
    expect(one.decided()).toContain('alice in-flight deferred');
    expect(usersOf(one)).toEqual([['alice']]);
  });

  it('given acts that the limits defer, they wait for the next week (G8)', async () => {
    const users = ['alice', 'bob', 'carol'].map((name) => userOfAge(name, 61));
    const one = world(users, { config: { limits: { minimum: 1, percent: 1 } } });
    await one.sweep();
    expect(
      one.decided().filter((line) => line.endsWith('deferred')),
      'deferred',
    ).toHaveLength(2);
    expect(continuationsOf(one)).toEqual([]);
  });

  it('given named users that are only deferred, the sweep fails instead of continuing for ever (G10)', async () => {
    const one = world([userOfAge('alice', 61)]);
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep();
    expect(digestOf(one)).not.toContain('named users only');
    const { error } = await one.sweep({ users: ['alice'] });
    expect(error?.message).toContain('Nothing came of sweeping alice again');
    expect(digestOf(one)).toContain('named users only');
  });

  it('given Scheduler refuses, the sweep fails and says so (G10)', async () => {
    const one = aliceFails();
    const { intercept } = one.account;
    one.account.intercept = (call, serve) => {
      if (call.operation === 'scheduler:CreateSchedule') throw denied(call.operation);
      return intercept?.(call, serve);
    };
    const { error } = await one.sweep();
    expect(error?.message).toContain('Scheduling a sweep that goes on with alice failed: AccessDenied');
    expect(digestOf(one)).not.toContain('A continuation looks again');
  });
});

describe('a sweep that runs out of time', () => {
  const many = Array.from({ length: 40 }, (_, n) => userOfAge(`user-${String(n).padStart(2, '0')}`, 61));
  const names = many.map(({ UserName }) => UserName);

  it.each([
    ['while it reads keys', 1],
    ['while it reads evidence', 7],
    ['while it acts', 30],
  ])('given it ends %s, every user is served or continued, and none is lost', async (_, seconds) => {
    const one = world(many, { concurrency: 1 });
    const { report } = await one.sweep({ end: addSeconds(start, seconds) });
    const done = one.decided().flatMap((line) => (line.endsWith('create done') ? [line.split(' ')[0]] : []));
    expect(usersOf(one).flat().toSorted()).toEqual(names.filter((name) => !done.includes(name)));
    expect(report.counts).toMatchObject({ unreached: names.length - done.length });
    expect(digestOf(one)).toContain('Not reached in time');
    for (const { UserName, keys } of one.account.users.values()) expect(keys.length, `keys of ${UserName}`).toBeLessThanOrEqual(2);
  });

  it('given continuations that run out of time too, all users are served in the end', async () => {
    const one = world(many, { concurrency: 1 });
    let users: string[] | undefined;
    let sweeps = 0;
    for (; sweeps < 20; sweeps++) {
      const { report } = await one.sweep({ end: addSeconds(one.account.clock.now(), 40), ...(users && { users }) });
      users = [...report.continued];
      if (users.length === 0) break;
      one.pass(0, 70);
    }
    expect(sweeps, 'continuations').toBeGreaterThan(1);
    for (const name of names) expect(keysOf(one, name), `keys of ${name}`).toHaveLength(2);
  });

  it('given no time to act, nothing is written', async () => {
    const one = world(many.slice(0, 3), { concurrency: 1 });
    await one.sweep({ end: start });
    expect(writes(one.account)).toEqual(['scheduler:CreateSchedule', 'sns:Publish']);
  });
});

describe('the watchdog', () => {
  it('given a completed sweep, it starts a day after the next one, and nothing else about it changes', async () => {
    const one = world([userOfAge('alice', 61)]);
    const before = { ...watchdogOf(one), Description: 'paused by nobody', State: 'ENABLED' };
    one.account.schedules.set(watchdogId, before);
    await one.sweep();
    const { StartDate = 0, Target, ...more } = watchdogOf(one);
    expect(new Date(StartDate * 1000)).toEqual(addDays(start, 8));
    expect(Target).toEqual({ ...before.Target, Input: expect.stringContaining(`since ${start.toISOString()}`) });
    const { Target: _, LastModificationDate: __, ...kept } = before;
    expect(more).toMatchObject(kept);
  });

  it('given a user that failed, it is reset, because the digest reports the failure', async () => {
    const one = aliceFails();
    await one.sweep();
    expect(watchdogOf(one).StartDate).toBeDefined();
  });

  it.each<[string, string, object, number]>([
    ['a sweep of named users', '', { users: ['alice'] }, 0],
    ['a listing that breaks off', 'iam:ListUsers', {}, 0],
    ['a digest that nobody gets', 'sns:Publish', {}, 1],
  ])('given %s, it is not reset (G10)', async (_, operation, run, skip) => {
    const one = world([userOfAge('alice', 61)]);
    failNext(one.account, operation, { error: denied, skip });
    await one.sweep(run);
    expect(watchdogOf(one).StartDate).toBeUndefined();
  });
});
