import { addSeconds } from 'date-fns/addSeconds';
import { subMinutes } from 'date-fns/subMinutes';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../functions/event.ts';
import { denied, failNext } from './meddle.ts';
import { start, userOfAge, type World, world } from './world.ts';

type Continuation = { users: string[]; force?: boolean; madeBefore?: Date };
type Schedule = { Target: { Input: string } };

/** The continuations asked for since the last look, as the function would take them. */
function takeContinuations({ account }: World): Continuation[] {
  const found = [...account.schedules].filter(([id]) => id.includes('/continue-'));
  for (const [id] of found) account.schedules.delete(id);
  return found.map(([, schedule]) => {
    const { executionId, ...asked } = parseEvent(JSON.parse((schedule as Schedule).Target.Input));
    return asked as Continuation;
  });
}

/** Forces some users, then sweeps what goes on from that until nothing does; gives how many sweeps went on. */
async function forceThrough(one: World, users: string[]): Promise<number> {
  await one.sweep({ users, force: true });
  let sweeps = 0;
  for (let left = takeContinuations(one); left.length > 0; left = takeContinuations(one)) {
    for (const asked of left) {
      sweeps += 1;
      one.pass(0, 70);
      await one.sweep(asked);
    }
  }
  return sweeps;
}

const keysOf = ({ account }: World, user = 'alice') => account.users.get(user)?.keys ?? [];
const textOf = ({ account }: World) =>
  (JSON.parse(account.published.at(-1)?.Message ?? '{}') as { default: string }).default;
const commandFor = (...users: string[]) => `--payload '${JSON.stringify({ users, force: true })}'`;
const force = { users: ['alice'], force: true };

describe('a forced rotation that the limits spread', () => {
  const names = Array.from({ length: 30 }, (_, n) => `user-${String(n).padStart(2, '0')}`);

  it('given 30 young keys, half are replaced, and a continuation is to force the others', async () => {
    const one = world(names.map((name) => userOfAge(name, 20)));
    const { error, report } = await one.sweep({ users: names, force: true });
    expect(error).toBeUndefined();
    const spread = one.decided().filter((line) => line.endsWith('create deferred'));
    expect(spread).toHaveLength(15);
    const left = spread.map((line) => line.split(' ')[0]);
    expect(takeContinuations(one)).toEqual([
      { users: left, force: true, madeBefore: subMinutes(report.now, 5) },
    ]);
    expect(textOf(one)).toContain(
      `Forced; a continuation replaces them in about 70 minutes (15)\n- ${left[0]}, AKIA`,
    );
    expect(textOf(one)).toContain('(the limits of one sweep put it off)');
    expect(textOf(one)).not.toContain('Nothing to do: later sweeps take them');
  });

  it('given they go on, all are replaced in two more sweeps and no key twice', async () => {
    const one = world(names.map((name) => userOfAge(name, 20)));
    expect(await forceThrough(one, names)).toBe(2);
    for (const name of names) expect(keysOf(one, name)).toHaveLength(2);
    expect(textOf(one)).not.toContain('not replaced');
  });

  it('given mode report, nothing is forced later, and each that would wait is told with the command', async () => {
    const one = world(
      names.slice(0, 12).map((name) => userOfAge(name, 20)),
      { config: { mode: 'report' } },
    );
    await one.sweep({ users: names.slice(0, 12), force: true });
    expect(takeContinuations(one)).toEqual([]);
    expect(textOf(one)).toContain('Needs a person: forced, and not replaced (2)');
    expect(textOf(one)).toContain(commandFor('user-10', 'user-11'));
  });
});

describe('a forced rotation that failed', () => {
  it.each([
    ['made a key that nobody has', true],
    ['made none', false],
  ])(
    'given a lost answer that %s, the continuation clears up and replaces the old key',
    async (_, executed) => {
      const one = world([userOfAge('alice', 20), userOfAge('bob', 20)]);
      const [old] = keysOf(one).map(({ AccessKeyId }) => AccessKeyId);
      failNext(one.account, 'iam:CreateAccessKey', { executed });
      const { error } = await one.sweep({ users: ['alice', 'bob'], force: true });
      expect(error?.message).toContain('had no clear answer');
      const lost = keysOf(one).map(({ AccessKeyId }) => AccessKeyId)[1];
      const [asked, ...more] = takeContinuations(one);
      expect([asked?.users.length, asked?.force, more]).toEqual([1, true, []]);
      one.pass(0, 70);
      await one.sweep(asked);
      const [kept, replacement, ...others] = keysOf(one, asked?.users[0]).map(
        ({ AccessKeyId }) => AccessKeyId,
      );
      if (asked?.users[0] === 'alice') expect(kept).toBe(old);
      expect(replacement).toBeDefined();
      expect(replacement).not.toBe(lost);
      expect(others).toEqual([]);
      expect(textOf(one)).not.toContain('not replaced');
    },
  );

  it('given one user only, the run of a person goes on all the same; a continuation that fails does not', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:CreateAccessKey', { times: 9, error: denied });
    await one.sweep(force);
    const [asked] = takeContinuations(one);
    expect(asked).toMatchObject(force);
    expect(textOf(one)).not.toContain('Needs a person');
    one.pass(0, 70);
    const { error } = await one.sweep(asked);
    expect(error?.message).toContain('AccessDenied');
    expect(takeContinuations(one)).toEqual([]);
    expect(textOf(one)).toContain(
      'Needs a person: forced, and not replaced (1)\nNo sweep does it by itself. ',
    );
    expect(textOf(one)).toContain(commandFor('alice'));
    expect(textOf(one)).toMatch(/\n- alice, AKIA\w+: 20 days old; a person asked .*AccessDenied/);
  });

  it('given nothing but another sweep in the way, the continuation that meets it again fails loudly', async () => {
    const one = world([userOfAge('alice', 20)]);
    const Key = 'access-key-sweeper:creating:other';
    const mark = () => {
      const Value = one.account.clock.now().toISOString();
      one.account.users.get('alice')?.tags.set(Key, { Key, Value });
    };
    mark();
    expect((await one.sweep(force)).error).toBeUndefined();
    const [asked] = takeContinuations(one);
    one.pass(0, 70);
    mark();
    const { error } = await one.sweep(asked);
    expect(error?.message).toContain('Nothing came of sweeping alice again; no later sweep forces them');
    expect(textOf(one)).toContain(commandFor('alice'));
  });

  it('given its owner reads of it, they learn that no sweep of the schedule does it, and the command', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:CreateAccessKey', { error: denied });
    await one.sweep(force);
    const notice = one.account.published.find(({ Subject }) => Subject?.includes('something failed'));
    const { default: text } = JSON.parse(notice?.Message ?? '{}') as { default: string };
    expect(text).toContain('no sweep of the schedule does that');
    expect(text).not.toContain('The next sweep tries again');
    expect(text).toContain(commandFor('alice'));
  });

  it('given Scheduler takes no continuation, the digest has the command', async () => {
    const one = world([userOfAge('alice', 20)]);
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:CreateAccessKey' || operation === 'scheduler:CreateSchedule') throw denied;
      return serve();
    };
    await one.sweep(force);
    expect(textOf(one)).toContain('Needs a person: forced, and not replaced (1)');
    expect(textOf(one)).toContain(commandFor('alice'));
  });

  it('given Scheduler takes one of two continuations, only whom the other is for needs a person', async () => {
    const one = world([userOfAge('alice', 20), userOfAge('bob', 20)]);
    let asked = 0;
    one.account.intercept = ({ operation, UserName }, serve) => {
      if (operation === 'iam:CreateAccessKey' && UserName === 'alice') throw denied;
      if (operation === 'sns:Publish' && UserName === 'bob') throw denied;
      if (operation === 'scheduler:CreateSchedule' && asked++ > 0) throw denied;
      return serve();
    };
    const { report } = await one.sweep({ users: ['alice', 'bob'], force: true });
    expect(asked).toBe(2);
    expect(report).toMatchObject({ continued: ['alice'], forcedAgain: ['alice'] });
    expect(textOf(one)).not.toContain('Needs a person: forced, and not replaced');
  });

  it('given a name that no user has, the digest is a warning', async () => {
    const one = world([userOfAge('alice', 20)]);
    await one.sweep({ users: ['alcie'], force: true });
    expect(one.account.published.at(-1)?.attributes.severity).toBe('warning');
    expect(textOf(one)).toContain('no such user (1)\n- alcie');
  });

  it('given a list of users that broke off, nobody is said to be missing, and the continuation forces them', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:ListUsers', { error: denied });
    await one.sweep(force);
    expect(textOf(one)).not.toContain('no such user');
    expect(takeContinuations(one)).toMatchObject([force]);
  });
});

describe('a forced rotation that was not reached', () => {
  const names = Array.from({ length: 8 }, (_, n) => `user-${n}`);
  const users = names.map((name) => userOfAge(name, 20));

  it.each([
    ['while it looks', 1],
    ['while it acts', 7],
  ])('given the time is over %s, a continuation forces each that is left', async (_, seconds) => {
    const one = world(users, { concurrency: 1 });
    await one.sweep({ users: names, force: true, end: addSeconds(start, seconds) });
    const left = names.filter((name) => keysOf(one, name).length < 2);
    expect(left.length).toBeGreaterThan(0);
    expect(takeContinuations(one)).toMatchObject([{ users: left, force: true }]);
  });

  it('given a person stops it, nothing goes on, and the digest has the command', async () => {
    const one = world(users);
    one.deps.stop = AbortSignal.abort();
    await one.sweep({ users: names, force: true });
    expect(takeContinuations(one)).toEqual([]);
    expect(textOf(one)).toContain('the next sweep of the schedule, which forces nothing.');
    expect(textOf(one)).toContain(commandFor(...names));
  });
});

describe('a forced rotation that was done', () => {
  /** The replacement was made, yet its user failed: its mark could not be taken off. */
  async function doneYetFailed(): Promise<World> {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:UntagUser', { error: denied });
    const { error } = await one.sweep(force);
    expect(error).toBeDefined();
    expect(keysOf(one)).toHaveLength(2);
    return one;
  }

  it('given its user failed afterwards and the old key is gone since, the continuation replaces nothing', async () => {
    const one = await doneYetFailed();
    const [old, made] = keysOf(one).map(({ AccessKeyId }) => AccessKeyId);
    const [asked] = takeContinuations(one);
    const user = one.account.users.get('alice');
    if (user) user.keys = user.keys.filter(({ AccessKeyId }) => AccessKeyId !== old);
    one.pass(0, 70);
    await one.sweep(asked);
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).toEqual([made]);
    expect(textOf(one)).not.toContain('not replaced');
  });

  it('given nobody could be told, the continuation does not force', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'sns:Publish', { error: denied });
    await one.sweep(force);
    expect(takeContinuations(one)).toEqual([{ users: ['alice'] }]);
  });

  it('given its continuation is delivered twice, the key that the first made is not replaced (G4)', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:CreateAccessKey', { error: denied });
    await one.sweep(force);
    const [asked] = takeContinuations(one);
    one.pass(0, 70);
    await one.sweep(asked);
    const [old, made] = keysOf(one).map(({ AccessKeyId }) => AccessKeyId);
    const user = one.account.users.get('alice');
    if (user) user.keys = user.keys.filter(({ AccessKeyId }) => AccessKeyId !== old);
    await one.sweep(asked);
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).toEqual([made]);
  });

  it('given the new key could not be proven in time, the continuation makes it current and no other', async () => {
    const id = 'AKIAALICE0EXAMPLE001';
    const AccessKeys = [{ AccessKeyId: id, Status: 'Active', ageDays: 20 }];
    const versions = [{ VersionId: `access-key-sweeper-${id}`, AccessKeyId: id, stages: ['AWSCURRENT'] }];
    const one = world([userOfAge('alice', 20, { AccessKeys })], {
      secrets: [{ Name: 'iam-access-keys/alice', versions }],
    });
    failNext(one.account, 'sts:GetCallerIdentity', { skip: 1, times: 40, error: denied });
    await one.sweep(force);
    const made = keysOf(one).map(({ AccessKeyId }) => AccessKeyId);
    expect(one.decided()).toEqual(['alice create deferred']);
    const [asked] = takeContinuations(one);
    expect(asked).toMatchObject(force);
    one.account.intercept = (_, serve) => serve();
    one.pass(0, 70);
    await one.sweep(asked);
    expect(keysOf(one).map(({ AccessKeyId }) => AccessKeyId)).toEqual(made);
    expect(one.decided()).toEqual(['alice unfinished done', 'alice fresh none']);
    expect(textOf(one)).not.toContain('not replaced');
  });
});

describe('a forced rotation that cannot be', () => {
  const tagged = (key: string, value: string) => ({ Tags: { [`access-key-sweeper:${key}`]: value } });
  const inactive = { AccessKeys: [{ Status: 'Inactive', ageDays: 20 }] };
  const two = { AccessKeys: [20, 10].map((ageDays) => ({ Status: 'Active', ageDays })) };

  it.each<[string, object, RegExp]>([
    ['an exempt user', tagged('exempt', 'till'), /alice, AKIA\w+: tagged exempt: till/],
    ['a user on hold', tagged('hold-until', '2027-01-01'), /alice, AKIA\w+: on hold until 2027-01-01/],
    ['an Inactive key only', inactive, /alice, it has no Active key/],
    ['no key', { AccessKeys: [] }, /alice, it has no Active key/],
    ['two keys', two, /alice, AKIA\w+: 10 days old, but the user has no free slot/],
  ])('given %s, the digest says why and has the command, and nothing goes on', async (_, more, line) => {
    const one = world([userOfAge('alice', 20, more)]);
    const { error } = await one.sweep(force);
    expect(error).toBeUndefined();
    expect(textOf(one)).toMatch(line);
    expect(textOf(one)).toContain('Needs a person: forced, and not replaced (1)');
    expect(textOf(one)).toContain(commandFor('alice'));
    expect(textOf(one)).not.toContain('nothing needs a person');
    expect(one.account.published.at(-1)?.attributes.severity).toBe('warning');
    expect(takeContinuations(one)).toEqual([]);
  });

  it('given the same users in a run that is not forced, nothing of the kind is said', async () => {
    const one = world([userOfAge('alice', 20, tagged('exempt', 'till'))]);
    await one.sweep({ users: ['alice'] });
    expect(textOf(one)).toContain('nothing needs a person');
  });
});
