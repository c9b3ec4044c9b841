import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '../../config/parse-event.ts';
import { denied, failNext } from './meddle.ts';
import { digestOf, keysOf, start, textsOf, userOfAge, type World, world } from './world.ts';

type Continuation = { users: string[]; force?: boolean; keys?: string[]; delivery: string };
type Schedule = { Target: { Input: string } };

/** Returns the continuations that were scheduled since the last call, as the function parses their events. */
function takeContinuations({ account }: World): Continuation[] {
  const found = [...account.schedules].filter(([id]) => id.includes('/continue-'));
  for (const [id] of found) account.schedules.delete(id);
  return found.map(([, schedule]) => {
    const { executionId, ...continuation } = parseEvent(JSON.parse((schedule as Schedule).Target.Input));
    return { ...continuation, delivery: executionId } as Continuation;
  });
}

/** Forces some users, then runs continuations until there is none; returns how many ran. */
async function forceThrough(one: World, users: string[]): Promise<number> {
  await one.sweep({ users, force: true });
  let sweeps = 0;
  for (let left = takeContinuations(one); left.length > 0; left = takeContinuations(one)) {
    for (const continuation of left) {
      sweeps += 1;
      one.pass(0, 70);
      await one.sweep(continuation);
    }
  }
  return sweeps;
}

const idsOf = (one: World, user?: string) => keysOf(one, user).map(({ AccessKeyId }) => AccessKeyId);
const commandFor = (...users: string[]) => `--payload '${JSON.stringify({ users, force: true })}'`;
/** The command that names the oldest key of alice, as a run that names keys is repeated. */
const commandForKey = (one: World) =>
  `--payload '${JSON.stringify({ users: ['alice'], force: true, keys: [keysOf(one)[0]?.AccessKeyId] })}'`;
const force = { users: ['alice'], force: true };

describe('a forced rotation that the limits defer', () => {
  const names = Array.from({ length: 30 }, (_, n) => `user-${String(n).padStart(2, '0')}`);

  it('given 30 young keys, half are replaced, and a continuation is to force the others', async () => {
    const one = world(names.map((name) => userOfAge(name, 20)));
    const { error } = await one.sweep({ users: names, force: true });
    expect(error).toBeUndefined();
    const spread = one.decided().filter((line) => line.endsWith('create deferred'));
    expect(spread, 'deferred creations').toHaveLength(15);
    const left = spread.map((line) => line.split(' ')[0]);
    const keys = left.map((name) => idsOf(one, name)[0]);
    expect(takeContinuations(one)).toMatchObject([{ users: left, force: true, keys }]);
    expect(digestOf(one)).toContain(`Forced; a continuation replaces them in about 70 minutes (15)\n- ${left[0]}, AKIA`);
    expect(digestOf(one)).toContain('(the limits of one sweep put it off)');
    expect(digestOf(one)).not.toContain('Nothing to do: later sweeps take them');
  });

  it('given their continuations, all are replaced in two more sweeps and no key twice', async () => {
    const one = world(names.map((name) => userOfAge(name, 20)));
    expect({ continuations: await forceThrough(one, names) }).toEqual({ continuations: 2 });
    for (const name of names) expect(keysOf(one, name), `keys of ${name}`).toHaveLength(2);
    expect(digestOf(one)).not.toContain('not replaced');
  });

  it('given mode report, nothing is forced later, and the digest has the command for each that is deferred', async () => {
    const one = world(
      names.slice(0, 12).map((name) => userOfAge(name, 20)),
      { config: { mode: 'report' } },
    );
    await one.sweep({ users: names.slice(0, 12), force: true });
    expect(takeContinuations(one)).toEqual([]);
    expect(digestOf(one)).toContain('Needs a person: forced, and not replaced (2)');
    expect(digestOf(one)).toContain(commandFor('user-10', 'user-11'));
  });
});

describe('a forced rotation that failed', () => {
  it.each([
    ['made a key that nobody has', true],
    ['made none', false],
  ])('given a lost answer that %s, continuations delete what it left and replace the old key', async (_, executed) => {
    const one = world([userOfAge('alice', 20), userOfAge('bob', 20)]);
    const [old] = idsOf(one);
    failNext(one.account, 'iam:CreateAccessKey', { executed });
    const { error } = await one.sweep({ users: ['alice', 'bob'], force: true });
    expect(error?.message).toContain('had no clear answer');
    const [continuation, ...more] = takeContinuations(one);
    const user = continuation?.users[0] ?? '';
    const lost = executed ? idsOf(one, user)[1] : undefined;
    expect({ users: continuation?.users.length, force: continuation?.force, more }).toEqual({ users: 1, force: true, more: [] });
    one.pass(0, 70);
    await one.sweep(continuation);
    if (executed) {
      expect(one.decided()).toEqual([`${user} orphan done`, `${user} no-slot none`]);
      expect(digestOf(one)).toContain('Forced; a continuation replaces them in about 25 hours (1)');
      const text = textsOf(one);
      expect(text).toContain(`aws iam delete-access-key --user-name="${user}" --access-key-id ${lost}`);
      expect(text).toContain('A continuation of this run, in about 25 hours, creates the replacement.');
      expect(text).not.toMatch(/asked for again|Needs a person|Wait for a free slot/);
      const [next, ...others] = takeContinuations(one);
      expect({ next, others }).toEqual({ next: { ...continuation }, others: [] });
      one.pass(0, 25 * 60);
      await one.sweep(next);
      expect(one.decided()).toEqual([`${user} inactive-past-delete done`, `${user} create done`]);
    }
    expect(takeContinuations(one)).toEqual([]);
    const [kept, replacement, ...others] = idsOf(one, user);
    if (user === 'alice') expect(kept).toBe(old);
    expect(replacement).toBeDefined();
    expect(replacement).not.toBe(lost);
    expect(others).toEqual([]);
    expect(digestOf(one)).not.toContain('not replaced');
  });

  it('given a freeze begins before an orphan can be deleted, no continuation is promised, and nobody is to use the orphan', async () => {
    const freezes = [{ from: '2026-03-04', to: '2026-03-20', reason: 'sales' }];
    const one = world([userOfAge('alice', 20)], { config: { freezes } });
    failNext(one.account, 'iam:CreateAccessKey', { executed: true });
    await one.sweep(force);
    const [continuation] = takeContinuations(one);
    one.pass(0, 70);
    await one.sweep(continuation);
    expect(one.decided()).toEqual(['alice orphan done', 'alice no-slot none']);
    expect(takeContinuations(one)).toEqual([]);
    expect(digestOf(one)).toContain('Needs a person: forced, and not replaced (1)');
    expect(textsOf(one)).toMatch(/has to be asked for again\. AKIA\w+ is deleted on 2026-03-21 at the earliest\./);
    one.account.published.length = 0;
    one.pass(7);
    await one.sweep();
    expect(one.decided()).toContain('alice inactive-waiting none');
    expect(textsOf(one)).not.toContain('Active again');
  });

  it('given the second continuation loses an answer too, no third one follows, and a person is told', async () => {
    const one = world([userOfAge('alice', 20)]);
    for (const minutes of [0, 70, 25 * 60]) {
      one.pass(0, minutes);
      failNext(one.account, 'iam:CreateAccessKey', { executed: true });
      await one.sweep(minutes === 0 ? force : takeContinuations(one)[0]);
      delete one.account.intercept;
    }
    expect(takeContinuations(one)).toEqual([]);
    expect(digestOf(one)).toContain(commandForKey(one));
  });

  it('given one user only, the run of a person is continued all the same; a continuation that fails is not', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:CreateAccessKey', { times: 9, error: denied });
    await one.sweep(force);
    const [continuation] = takeContinuations(one);
    expect(continuation).toMatchObject(force);
    expect(digestOf(one)).not.toContain('Needs a person');
    one.pass(0, 70);
    const { error } = await one.sweep(continuation);
    expect(error?.message).toContain('AccessDenied');
    expect(takeContinuations(one)).toEqual([]);
    expect(digestOf(one)).toContain('Needs a person: forced, and not replaced (1)\nNo sweep does it by itself. ');
    expect(digestOf(one)).toContain(commandForKey(one));
    expect(digestOf(one)).toMatch(/\n- alice, AKIA\w+: 20 days old; a person asked .*AccessDenied/);
  });

  it('given only that another sweep works on the user, twice, the continuation fails', async () => {
    const one = world([userOfAge('alice', 20)]);
    const Key = 'access-key-sweeper:creating:other';
    const mark = () => {
      const Value = one.account.clock.now().toISOString();
      one.account.users.get('alice')?.tags.set(Key, { Key, Value });
    };
    mark();
    expect((await one.sweep(force)).error).toBeUndefined();
    const [continuation] = takeContinuations(one);
    one.pass(0, 70);
    mark();
    const { error } = await one.sweep(continuation);
    expect(error?.message).toContain('Nothing came of sweeping alice again; no later sweep forces them');
    expect(digestOf(one)).toContain(commandForKey(one));
  });

  it('given its owner is told, the notice says that no scheduled sweep does it, and has the command', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:CreateAccessKey', { error: denied });
    await one.sweep(force);
    const notice = one.account.published.find(({ Subject }) => Subject?.includes('something failed'));
    const { default: text } = JSON.parse(notice?.Message ?? '{}') as { default: string };
    expect(text).toContain('no sweep of the schedule does that');
    expect(text).not.toContain('The next sweep tries again');
    expect(text).toContain(commandForKey(one));
  });

  it('given Scheduler refuses the continuation, the digest has the command', async () => {
    const one = world([userOfAge('alice', 20)]);
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'iam:CreateAccessKey' || operation === 'scheduler:CreateSchedule') throw denied(operation);
      return serve();
    };
    await one.sweep(force);
    expect(digestOf(one)).toContain('Needs a person: forced, and not replaced (1)');
    expect(digestOf(one)).toContain(commandFor('alice'));
  });

  it('given Scheduler refuses one of two continuations, only its users are not continued', async () => {
    const one = world([userOfAge('alice', 20), userOfAge('bob', 20)]);
    let calls = 0;
    one.account.intercept = ({ operation, UserName }, serve) => {
      if (operation === 'iam:CreateAccessKey' && UserName === 'alice') throw denied(operation);
      if (operation === 'sns:Publish' && UserName === 'bob') throw denied(operation);
      if (operation === 'scheduler:CreateSchedule' && calls++ > 0) throw denied(operation);
      return serve();
    };
    const { report } = await one.sweep({ users: ['alice', 'bob'], force: true });
    expect(calls, 'calls of CreateSchedule').toBe(2);
    expect(report).toMatchObject({ continued: ['alice'], forcedAgain: ['alice'] });
    expect(digestOf(one)).not.toContain('Needs a person: forced, and not replaced');
  });

  it('given a name that no user has, the digest is a warning', async () => {
    const one = world([userOfAge('alice', 20)]);
    await one.sweep({ users: ['alcie'], force: true });
    expect(one.account.published.at(-1)?.attributes.severity).toBe('warning');
    expect(digestOf(one)).toContain('no such user (1)\n- alcie');
  });

  it('given the list of users cannot be read, no name counts as missing, and the continuation forces them', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:ListUsers', { error: denied });
    await one.sweep(force);
    expect(digestOf(one)).not.toContain('no such user');
    expect(takeContinuations(one)).toMatchObject([force]);
  });
});

describe('a forced rotation that was not reached', () => {
  const names = Array.from({ length: 8 }, (_, n) => `user-${n}`);
  const users = names.map((name) => userOfAge(name, 20));

  it.each([
    ['while it reads', 1],
    ['while it acts', 7],
  ])('given the time is over %s, a continuation forces each that is left', async (_, seconds) => {
    const one = world(users, { concurrency: 1 });
    await one.sweep({ users: names, force: true, end: addSeconds(start, seconds) });
    const left = names.filter((name) => keysOf(one, name).length < 2);
    expect(left.length, 'users that are left').toBeGreaterThan(0);
    expect(takeContinuations(one)).toMatchObject([{ users: left, force: true }]);
  });

  it('given a person stops it, there is no continuation, and the digest has the command', async () => {
    const one = world(users);
    one.deps.stop = AbortSignal.abort();
    await one.sweep({ users: names, force: true });
    expect(takeContinuations(one)).toEqual([]);
    expect(digestOf(one)).toContain('the next sweep of the schedule, which forces nothing.');
    expect(digestOf(one)).toContain(commandFor(...names));
  });
});

describe('a forced rotation that was done', () => {
  /** The replacement was made, yet its user failed: its mark could not be taken off. */
  async function doneYetFailed(): Promise<World> {
    const one = world([userOfAge('alice', 20)]);
    // The third tag vouches for the key.
    failNext(one.account, 'iam:TagUser', { error: denied, skip: 2 });
    const { error } = await one.sweep(force);
    expect(error).toBeDefined();
    expect(keysOf(one), 'keys of alice').toHaveLength(2);
    return one;
  }

  it('given its user failed afterwards and the old key was deleted since, the continuation replaces nothing', async () => {
    const one = await doneYetFailed();
    const [old, made] = idsOf(one);
    const [continuation] = takeContinuations(one);
    const user = one.account.users.get('alice');
    if (user) user.keys = user.keys.filter(({ AccessKeyId }) => AccessKeyId !== old);
    one.pass(0, 70);
    await one.sweep(continuation);
    expect(idsOf(one)).toEqual([made]);
    expect(digestOf(one)).not.toContain('not replaced');
  });

  it('given the notice could not be published, the continuation does not force', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'sns:Publish', { error: denied });
    await one.sweep(force);
    const [continuation] = takeContinuations(one);
    expect(continuation).toEqual({ users: ['alice'], delivery: expect.any(String) });
  });

  it('given its continuation is delivered twice, the key that the first one created is not replaced (G4)', async () => {
    const one = world([userOfAge('alice', 20)]);
    failNext(one.account, 'iam:CreateAccessKey', { error: denied });
    await one.sweep(force);
    const [continuation] = takeContinuations(one);
    one.pass(0, 70);
    await one.sweep(continuation);
    const [old, made] = idsOf(one);
    const user = one.account.users.get('alice');
    if (user) user.keys = user.keys.filter(({ AccessKeyId }) => AccessKeyId !== old);
    await one.sweep(continuation);
    expect(idsOf(one)).toEqual([made]);
  });

  it('given the new key could not be proven in time, the continuation makes it current and no other', async () => {
    const id = 'AKIAALICE0EXAMPLE001';
    const AccessKeys = [{ AccessKeyId: id, Status: 'Active', ageDays: 20 }];
    const versions = [{ VersionId: `access-key-sweeper-${id}`, AccessKeyId: id, stages: ['AWSCURRENT'] }];
    const one = world([userOfAge('alice', 20, { AccessKeys })], { secrets: [{ Name: 'iam-access-keys/alice', versions }] });
    failNext(one.account, 'sts:GetCallerIdentity', { skip: 1, times: 40, error: denied });
    await one.sweep(force);
    const made = idsOf(one);
    expect(one.decided()).toEqual(['alice create deferred']);
    const [continuation] = takeContinuations(one);
    expect(continuation).toMatchObject(force);
    one.account.intercept = (_, serve) => serve();
    one.pass(0, 70);
    await one.sweep(continuation);
    expect(idsOf(one)).toEqual(made);
    expect(one.decided()).toEqual(['alice unfinished done', 'alice fresh none']);
    expect(digestOf(one)).not.toContain('not replaced');
  });
});

describe('a forced rotation that is not possible', () => {
  const tagged = (key: string, value: string) => ({ Tags: { [`access-key-sweeper:${key}`]: value } });
  const two = { AccessKeys: [20, 10].map((ageDays) => ({ Status: 'Active', ageDays })) };

  it.each<[string, object, RegExp]>([
    ['an exempt user', tagged('exempt', 'till'), /alice, AKIA\w+: tagged exempt: .?"till/],
    ['no key', { AccessKeys: [] }, /alice, it has no Active key/],
    ['two keys', two, /alice, AKIA\w+: 10 days old, but the user has no free slot/],
  ])('given %s, the digest says why and has the command, and there is no continuation', async (_, more, line) => {
    const one = world([userOfAge('alice', 20, more)]);
    const { error } = await one.sweep(force);
    expect(error).toBeUndefined();
    expect(digestOf(one)).toMatch(line);
    expect(digestOf(one)).toContain('Needs a person: forced, and not replaced (1)');
    expect(digestOf(one)).toContain(commandFor('alice'));
    expect(digestOf(one)).not.toContain('nothing needs a person');
    expect(one.account.published.at(-1)?.attributes.severity).toBe('warning');
    expect(takeContinuations(one)).toEqual([]);
  });

  it('given an exempt user in a run that is not forced, no person is needed', async () => {
    const one = world([userOfAge('alice', 20, tagged('exempt', 'till'))]);
    await one.sweep({ users: ['alice'] });
    expect(digestOf(one)).toContain('nothing needs a person');
  });
});

describe('a forced rotation of one key', () => {
  const [old, other] = ['AKIAALICE0EXAMPLE001', 'AKIAALICE0EXAMPLE002'];
  const alice = (...ages: number[]) =>
    world([
      userOfAge('alice', 0, { AccessKeys: ages.map((ageDays, n) => ({ AccessKeyId: [old, other][n], Status: 'Active', ageDays })) }),
      userOfAge('bob', 20),
    ]);

  it('given its id, it is replaced and no other', async () => {
    const one = alice(20);
    await one.sweep({ users: ['alice', 'bob'], force: true, keys: [old] });
    expect(keysOf(one)).toHaveLength(2);
    expect(keysOf(one, 'bob')).toHaveLength(1);
    expect(digestOf(one)).toContain('bob, it has none of the keys to replace');
  });

  it('given the older of two keys, it has no free slot, and a person is told', async () => {
    const one = alice(20, 10);
    await one.sweep({ ...force, keys: [old] });
    expect(digestOf(one)).toContain(`alice, ${old}: 20 days old, but the user has no free slot`);
  });

  it.each<[given: string, reason: string, ages: number[]]>([
    ['young', '40 days old, but the user has no free slot for a replacement', [40, 30]],
    ['due', `replaced by ${other}; deactivated from day 80; its owner has to be told first`, [65, 30]],
  ])('given an unused %s key beside one that a person made and uses, it is not replaced, and a person is told', async (_, reason, ages) => {
    const one = alice(...ages);
    const { report } = await one.sweep({ ...force, keys: [old] });
    expect(report.missedRotations).toEqual([{ UserName: 'alice', AccessKeyId: old, reason: `${old}: ${reason}`, mayFollow: false }]);
    expect(digestOf(one)).toContain('Needs a person: forced, and not replaced (1)');
    expect(idsOf(one)).toEqual([old, other]);
  });

  it('given one that was replaced the day before, it says so, by which key, and when it ends', async () => {
    const one = alice(20);
    await one.sweep(force);
    const [, made] = idsOf(one);
    one.pass(1);
    const { report } = await one.sweep({ ...force, keys: [old] });
    expect(report.missedRotations).toEqual([]);
    expect(digestOf(one)).toContain(`- alice, ${old}, now ${made}: 21 days old, replaced by ${made}; not deactivated before 2026-05-02`);
    expect(idsOf(one)).toEqual([old, made]);
  });

  it('given a failure, the run of a person is continued all the same', async () => {
    const one = alice(20);
    failNext(one.account, 'iam:CreateAccessKey', { error: denied });
    await one.sweep({ ...force, keys: [old] });
    expect(takeContinuations(one)).toMatchObject([{ ...force, keys: [old] }]);
  });

  it('given a key made by hand a minute before a forced run whose creation failed, the continuation replaces that key', async () => {
    const one = world([userOfAge('alice', 0)]);
    const [made] = idsOf(one);
    failNext(one.account, 'iam:CreateAccessKey', { executed: false });
    await one.sweep(force);
    const [continuation] = takeContinuations(one);
    expect(continuation?.keys).toEqual([made]);
    one.pass(0, 70);
    await one.sweep(continuation);
    expect(idsOf(one)).toHaveLength(2);
  });

  it('given an event that a continuation of an older version left, nothing is replaced, and a person is told', async () => {
    const one = alice(20);
    const { executionId, ...event } = parseEvent({ ...force, executionId: 'x', madeBefore: '2026-03-03T04:45:00.000Z' });
    const { error } = await one.sweep({ ...event, delivery: executionId });
    expect(error).toBeUndefined();
    expect(idsOf(one)).toEqual([old]);
    expect(digestOf(one)).toContain('alice, the request does not name its key');
    expect(digestOf(one)).toContain(commandFor('alice'));
  });
});
