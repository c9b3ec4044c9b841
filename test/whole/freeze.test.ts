import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import type { SweepReport } from '../../lib/report/report.ts';
import { alertsArn, schedules } from '../../sandbox/account/stack.ts';
import { denied } from './meddle.ts';
import { marked, news } from './told.ts';
import { digestOf, keysOf, secretOf, textsOf, userOfAge, type World, world, writes } from './world.ts';

const freezeOf = (from: string, to: string) => ({ freezes: [{ from: `2026-${from}`, to: `2026-${to}`, reason: 'spring sales' }] });
/** Sweeps of 17 and 24 March are in it. */
const season = freezeOf('03-14', '03-29');
const now = freezeOf('03-01', '03-10');

/** A user that a sweep of 3 March gave a new key: the old one may end on 18 March, and in use on 21 March. */
async function replaced(uses = 'newest', config: object = {}): Promise<World> {
  const one = world([userOfAge('alice', 65, { uses })], { config });
  await one.sweep();
  return one;
}

const isActive = (one: World) => keysOf(one)[0]?.Status === 'Active';
const watchdogOf = ({ account }: World) => account.schedules.get(`${schedules.group}/${schedules.watchdog}`) as { StartDate?: number };
const dayOf = ({ account }: World) => account.clock.now().toISOString().slice(0, 10);

/** Sweeps a week later; returns what was written and told meanwhile. */
async function nextSweep(one: World): Promise<{ report: SweepReport; written: string[]; told: string[] }> {
  one.pass(7);
  one.account.history.splice(0);
  news(one);
  const { report } = await one.sweep();
  const written = writes(one.account);
  // The digest stays to be read.
  const digest = one.account.published.at(-1);
  const told = news(one);
  if (digest) one.account.published.push(digest);
  return { report, written, told };
}

const [toldOnly, toldAndMarked] = [
  ['sns:Publish', 'sns:Publish'],
  ['sns:Publish', 'iam:TagUser', 'sns:Publish'],
];

describe('a key whose promised day falls into a freeze', () => {
  it('given a freeze that was there before, its owner is told the day after it, reminded in it, and the key ends after it', async () => {
    const one = await replaced('newest', season);
    expect(news(one)).toEqual(['create 2026-03-30 2026-03-30']);
    expect(marked(one)).toBe('2026-03-30 2026-03-30 any');
    const weeks: object[] = [];
    for (let week = 0; week < 4; week++) {
      const { written, told } = await nextSweep(one);
      weeks.push({ day: dayOf(one), isActive: isActive(one), written, told });
    }
    const reminder = { isActive: true, written: toldOnly, told: ['superseded-waiting 2026-03-30 2026-03-30'] };
    expect(weeks.slice(0, 3)).toEqual(['2026-03-10', '2026-03-17', '2026-03-24'].map((day) => ({ day, ...reminder })));
    expect(weeks[3]).toMatchObject({ day: '2026-03-31', isActive: false, told: ['superseded-done 2026-03-30 2026-03-30'] });
  });

  it('given a freeze that is added before it starts, the owner is told and the mark has the day after it', async () => {
    const one = await replaced();
    one.deploy(season);
    const { written, told } = await nextSweep(one);
    expect({ written, told }).toEqual({ written: toldAndMarked, told: ['superseded-waiting 2026-03-30 2026-03-30'] });
    expect(marked(one)).toBe('2026-03-30 2026-03-30 any');
  });

  it.each<[given: string, freeze: object, day: string]>([
    ['before the day', season, '2026-03-30'],
    ['after the day has passed', freezeOf('03-20', '03-29'), '2026-03-30'],
    ['on the day before the sweep', freezeOf('03-23', '03-24'), '2026-03-25'],
  ])('given a freeze that is added in the overlap and starts %s, the later day is told in it and kept', async (_, freeze, day) => {
    const one = await replaced();
    await nextSweep(one);
    one.deploy({ ...freeze, notices: { reminders: false } });
    let weeks = [await nextSweep(one), await nextSweep(one)];
    expect(dayOf(one)).toBe('2026-03-24');
    expect(isActive(one), 'in the freeze').toBe(true);
    expect(marked(one)).toBe(`${day} ${day} any`);
    // Once, since reminders are off, and again as the last warning.
    weeks = weeks.filter(({ told }) => told.length > 0);
    expect(weeks.at(-1)?.told).toEqual([`superseded-waiting ${day} ${day}`]);
    expect(new Set(weeks.flatMap(({ written }) => written))).toEqual(new Set(['sns:Publish', 'iam:TagUser']));
    await nextSweep(one);
    expect({ day: dayOf(one), isActive: isActive(one) }).toEqual({ day: '2026-03-31', isActive: false });
  });

  it('given an owner who never moves, the last warning comes in the freeze, and the key ends after it', async () => {
    const one = await replaced('oldest', { ...season, notices: { reminders: false } });
    const told: string[][] = [];
    for (let week = 0; week < 3; week++) told.push((await nextSweep(one)).told);
    expect(told).toEqual([[], [], ['superseded-waiting 2026-03-30 2026-03-30']]);
    expect(digestOf(one)).toMatch(/Still in use close to its end.*\n.*\n- alice, .* in use or not, it is deactivated from 2026-03-30 on/);
    await nextSweep(one);
    expect(isActive(one)).toBe(false);
  });

  // No sweep of the schedule comes between the two days, but one by hand may: it spares a key in use.
  it.each([
    ['a freeze', 61, '2026-03-22', '2026-04-08', freezeOf('03-24', '04-07')],
    ['no sweep of the schedule', 62, '2026-03-21', '2026-03-24', {}],
  ])(
    'given %s between the days on which a key may end and ends in use, the last warning names both',
    async (_, age, from, inUse, config) => {
      const one = world([userOfAge('alice', age, { uses: 'oldest' })], { config });
      await one.sweep();
      for (let week = 0; week < 2; week++) {
        one.account.published.splice(0);
        one.pass(7);
        await one.sweep();
      }
      const [warning] = one.account.published;
      expect(warning).toMatchObject({ attributes: { severity: 'urgent' } });
      expect(warning?.Subject).toContain(`is still in use; move before ${from}`);
      expect(textsOf(one)).toMatch(new RegExp(`From ${from} on \\w+ is deactivated, and from ${inUse} on even if it is still in use`));
      expect(digestOf(one)).toContain(`in use or not, it is deactivated from ${inUse} on`);
      one.pass(5);
      await one.sweep({ users: ['alice'] });
      expect(isActive(one)).toBe(true);
    },
  );

  it('given an owner who is warned in the freeze, the warning is urgent', async () => {
    const one = await replaced('oldest', season);
    one.pass(21);
    one.account.published.splice(0);
    await one.sweep();
    expect(one.account.published[0]).toMatchObject({
      Subject: expect.stringMatching(/is still in use; move before 2026-03-30 \(alice\)$/) as string,
      attributes: { severity: 'urgent' },
    });
  });

  it.each<[given: string, deployed: object]>([
    ['removed', {}],
    ['made shorter', freezeOf('03-14', '03-17')],
  ])('given a freeze that is %s early, the later day holds', async (_, deployed) => {
    const one = await replaced('newest', season);
    await nextSweep(one);
    await nextSweep(one);
    one.deploy(deployed);
    await nextSweep(one);
    expect({ day: dayOf(one), isActive: isActive(one), marked: marked(one) }).toEqual({
      ...{ day: '2026-03-24', isActive: true },
      marked: '2026-03-30 2026-03-30 any',
    });
    await nextSweep(one);
    expect(isActive(one)).toBe(false);
  });

  it('given the notice of the later day cannot be published, it is not marked, and told by the next sweep', async () => {
    const one = await replaced();
    one.deploy(season);
    one.pass(14);
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'sns:Publish') throw denied(operation);
      return serve();
    };
    const { error } = await one.sweep();
    expect(error?.message).toContain('alice: Publishing the notice');
    expect(marked(one)).toBe('2026-03-18 2026-03-21 any');
    delete one.account.intercept;
    expect((await nextSweep(one)).told).toEqual(['superseded-waiting 2026-03-30 2026-03-30']);
    expect(marked(one)).toBe('2026-03-30 2026-03-30 any');
  });

  it('given no time is left for a user, a continuation is to remind the owner', async () => {
    const users = ['alice', 'bob'].map((UserName) => userOfAge(UserName, 65));
    const one = world(users, { config: season, concurrency: 1 });
    await one.sweep();
    one.pass(14);
    one.account.published.splice(0);
    one.account.intercept = ({ operation }, serve) => {
      if (operation === 'sns:Publish') one.account.clock.advance(800_000);
      return serve();
    };
    const { report } = await one.sweep({ end: addSeconds(one.account.clock.now(), 900) });
    expect(one.account.published.map(({ attributes }) => attributes.userName)).toEqual(['alice', undefined]);
    expect(report).toMatchObject({ continued: ['bob'], unreached: ['bob'] });
  });

  it('given an Inactive key whose deletion falls into a freeze, its owner is told the day after it', async () => {
    const thresholds = { delete: { inactiveFor: 12 } };
    const one = await replaced('newest', { thresholds });
    await nextSweep(one);
    await nextSweep(one);
    one.deploy({ ...freezeOf('03-25', '04-05'), thresholds });
    const deletion = /"deleteOn":"([^"]+)/;
    const days: unknown[] = [];
    for (let week = 0; week < 2; week++) {
      one.pass(7);
      one.account.published.splice(0);
      await one.sweep();
      const [notice] = one.account.published;
      days.push([dayOf(one), one.decided()[0], deletion.exec(notice?.Message.replaceAll('\\', '') ?? '')?.[1]]);
    }
    expect(days).toEqual([
      ['2026-03-24', 'alice superseded-done done', '2026-04-06'],
      ['2026-03-31', 'alice inactive-waiting none', '2026-04-06'],
    ]);
    await nextSweep(one);
    expect(keysOf(one), 'keys after the freeze').toHaveLength(1);
  });
});

describe('a sweep in a freeze', () => {
  const [inactiveId, activeId, pendingId] = ['AKIAI44QH8DHBEXAMPLE', 'AKIAQ1SFODNN7EXAMPLE', 'AKIAP3NFODNN7EXAMPLE'];
  const inactiveSince = (id: string) => ({ [`access-key-sweeper:inactive-since:${id}`]: '2026-01-01T06:00:00Z' });
  const creating = { 'access-key-sweeper:creating:a-sweep': '2026-03-03T02:00:00Z ' };
  const hoursOld = { Status: 'Active', ageDays: 0.166 };
  const users = [
    userOfAge('alice', 65),
    { UserName: 'bob', AccessKeys: [{ Status: 'Inactive', ageDays: 200 }] },
    { UserName: 'carol', AccessKeys: [{ Status: 'Inactive', ageDays: 200, AccessKeyId: inactiveId }], Tags: inactiveSince(inactiveId) },
    { UserName: 'dave', AccessKeys: [hoursOld], Tags: creating },
    // A mark of a key that is Active again.
    { UserName: 'erin', AccessKeys: [{ Status: 'Active', ageDays: 3, AccessKeyId: activeId }], Tags: inactiveSince(activeId) },
    { UserName: 'frank', AccessKeys: [{ ...hoursOld, AccessKeyId: pendingId }], Tags: creating },
  ];
  const versions = [{ VersionId: `access-key-sweeper-${pendingId}`, AccessKeyId: pendingId, stages: ['AWSPENDING'] }];
  const secrets = [{ Name: 'iam-access-keys/frank', versions }];

  it('given work of every kind, it changes no key and no secret, says what it would do, and is a completed sweep', async () => {
    const logged: unknown[] = [];
    const one = world(users, { config: now, secrets });
    one.deps.log = (message, fields) => logged.push([message, fields]);
    const { report, error } = await one.sweep();
    expect(error).toBeUndefined();
    expect(one.decided().map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'create rehearsed',
      'inactive-unmarked rehearsed',
      'inactive-waiting none',
      'orphan rehearsed',
      'fresh none',
      'unfinished rehearsed',
    ]);
    // The owner of the key that was to be deleted is told the later day.
    expect(writes(one.account)).toEqual(['sns:Publish', 'iam:TagUser', 'sns:Publish']);
    expect(one.account.published[1]?.Subject).toMatch(/^\[sandbox\] access keys: freeze until 2026-03-10 \("spring sales"\): 1 to create/);
    const text = digestOf(one);
    expect(text).toContain('mode enforce: 6 users');
    expect(text).toContain('freeze until 2026-03-10 ("spring sales"): 1 to create, ');
    expect(text).toContain('remove it from freezes in config/sandbox.yml, and deploy.');
    expect(text).toContain('Would be done without the freeze: created (1)\n- alice');
    expect(report.freeze).toEqual({ until: '2026-03-10', reason: 'spring sales' });
    expect(logged).toContainEqual(['decided', expect.objectContaining({ mode: 'report', freeze: report.freeze })]);
    expect(watchdogOf(one).StartDate, 'start of the watchdog').toBeDefined();
    one.pass(14);
    await one.sweep();
    expect(keysOf(one), 'keys of alice after the freeze').toHaveLength(2);
  });

  it.each<[given: string, day: number, creates: boolean]>([
    ['the day before it', 0, true],
    ['its first day', 1, false],
    ['its last day', 2, false],
    ['the day after it', 3, true],
  ])('given %s, it acts or not', async (_, day, creates) => {
    const one = world([userOfAge('alice', 65)], { config: freezeOf('03-04', '03-05') });
    one.pass(day);
    const { report } = await one.sweep();
    expect({ keys: keysOf(one).length, isFrozen: report.freeze !== undefined }).toEqual({ keys: creates ? 2 : 1, isFrozen: !creates });
  });

  it('given an owner who was not told before, nobody is told and no overlap begins', async () => {
    const one = await replaced();
    one.account.users.get('alice')?.tags.delete(`access-key-sweeper:told-since:${keysOf(one)[0]?.AccessKeyId}`.toLowerCase());
    expect(marked(one)).toBeUndefined();
    one.deploy(season);
    one.pass(7);
    const { written, told } = await nextSweep(one);
    expect({ decided: one.decided()[0], written, told }).toEqual({
      decided: 'alice superseded-waiting none',
      written: ['sns:Publish'],
      told: [],
    });
    one.pass(7);
    expect((await nextSweep(one)).told).toContain('superseded-waiting 2026-04-10 2026-04-10');
  });

  it.each<[given: string, events: string[], change: (one: World) => void]>([
    ['its replacement was deleted', [], (one) => one.account.users.get('alice')?.keys.splice(1)],
    [
      'its secret is scheduled for deletion',
      ['secret-deleted'],
      (one) => Object.assign(secretOf(one) ?? {}, { DeletedDate: one.account.clock.now() }),
    ],
  ])(
    'given a promise that no longer holds because %s, told is only %j, and its mark stays until the freeze is over',
    async (_, events, change) => {
      const one = await replaced('newest', season);
      await nextSweep(one);
      change(one);
      const { told } = await nextSweep(one);
      const toldEvents = told.map((line) => line.split(' ')[0]);
      expect({ toldEvents, marked: marked(one) }).toEqual({ toldEvents: events, marked: '2026-03-30 2026-03-30 any' });
    },
  );

  it('given an exempt user in an overlap, nobody is told', async () => {
    const one = await replaced('newest', season);
    const Key = 'access-key-sweeper:exempt';
    one.account.users.get('alice')?.tags.set(Key, { Key, Value: 'by hand' });
    one.pass(7);
    expect((await nextSweep(one)).told).toEqual([]);
  });

  it('given mode report, nobody is told and the digest is as without a freeze', async () => {
    const one = await replaced();
    one.deploy({ ...season, mode: 'report' });
    await nextSweep(one);
    const { report, written, told } = await nextSweep(one);
    expect({ freeze: report.freeze, written, told }).toEqual({ freeze: undefined, written: ['sns:Publish'], told: [] });
    expect(one.account.published.at(-1)?.Subject).not.toContain('freeze');
    expect(digestOf(one)).toContain('mode report: 1 user');
    expect(marked(one)).toBe('2026-03-18 2026-03-21 any');
  });

  it("given nobody receives owners' notices, it publishes the alert, fails and reminds nobody", async () => {
    const one = await replaced('newest', season);
    one.account.subscriptions = [];
    const before = watchdogOf(one).StartDate;
    one.pass(14);
    one.account.published.splice(0);
    const { report, error } = await one.sweep();
    expect(one.account.published.map(({ TopicArn, attributes }) => [TopicArn === alertsArn, attributes.event])).toEqual([
      [true, undefined],
      [false, 'digest'],
    ]);
    expect(error?.message).toContain('no confirmed subscription');
    expect(report).toMatchObject({ isUnheard: true, freeze: undefined });
    expect(watchdogOf(one).StartDate).toBe(before);
  });
});

describe('a forced run in a freeze', () => {
  const force = { users: ['alice'], force: true };

  it.each<[given: string, run: object]>([
    ['a run of a person', {}],
    ['a continuation of an earlier run', { delivery: 'delivery-1' }],
    ['a key that is named', { keys: ['AKIAQ1SFODNN7EXAMPLE'] }],
  ])('given %s, nothing is done, and it is reported with the way out', async (_, run) => {
    const AccessKeys = [{ Status: 'Active', ageDays: 20, AccessKeyId: 'AKIAQ1SFODNN7EXAMPLE' }];
    const one = world([userOfAge('alice', 20, { AccessKeys })], { config: now });
    const { report } = await one.sweep({ ...force, ...run });
    expect(writes(one.account)).toEqual(['sns:Publish']);
    expect(report.missedRotations).toEqual([
      { UserName: 'alice', reason: 'there is a freeze until 2026-03-10 ("spring sales")', mayFollow: false },
    ]);
    expect(report).toMatchObject({ continued: [], forcedAgain: [] });
    const { attributes } = one.account.published.at(-1) ?? {};
    expect(attributes?.severity).toBe('warning');
    expect(digestOf(one)).toContain(
      'Needs a person: forced, and not replaced (1)\n' +
        'No sweep does it by itself. Remove the freeze from config/sandbox.yml and deploy, then: aws lambda invoke',
    );
    expect(digestOf(one)).toContain('- alice, there is a freeze until 2026-03-10 ("spring sales")');
    one.deploy({});
    await one.sweep({ ...force, ...run });
    expect(keysOf(one), 'keys without the freeze').toHaveLength(2);
  });
});
