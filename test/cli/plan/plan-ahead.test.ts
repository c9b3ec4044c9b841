import { describe, expect, it } from 'vitest';
import { planAhead } from '../../../cli/plan/plan-ahead.ts';
import type { SweepPlan } from '../../../cli/plan/sweep-plan.ts';
import { now } from '../../tools/builders.ts';
import { writes } from '../../whole/world.ts';
import { denied, forbid, inMemory } from '../in-memory.ts';

const day = 86_400_000;

/** A user with one Active key. */
const user = (UserName: string, ageDays: number, Tags: object = {}) => ({ UserName, AccessKeys: [{ Status: 'Active', ageDays }], Tags });
const users = [
  user('alice', 80),
  user('bob', 1),
  user('carol', 45),
  user('dave', 100, { 'access-key-sweeper:exempt': 'rotated by the vendor' }),
];

type Request = Partial<Parameters<typeof planAhead>[1]>;

/** What `plan` shows of an account, and the account. */
async function planned(request: Request = {}, some: readonly object[] = users) {
  const { account, connection } = inMemory(some);
  const whole = { now, all: false, owners: 'move', users: undefined, ...request } as const;
  return { account, plan: await planAhead(connection, whole) };
}

const namesIn = ({ keys }: SweepPlan) => keys.map(({ UserName }) => UserName);

describe('the plan of an account', () => {
  it('given keys with something due within 30 days, it has those, and nothing was written', async () => {
    const { account, plan } = await planned();
    expect(namesIn(plan)).toEqual(['alice', 'carol']);
    expect(plan).toMatchObject({ accountId: '123456789012', isDue: true, hidden: 2, failures: [] });
    expect(plan.nextSweep).toEqual(new Date('2026-12-01T06:00:00Z'));
    const [alice, carol] = plan.keys;
    expect(alice).toMatchObject({ age: 87, rule: 'create', action: 'create', Status: 'Active' });
    expect(carol).toMatchObject({ action: 'keep' });
    expect(writes(account)).toEqual([]);
  });

  it('given a key that is due, its dates are those of the sweeps that replace, deactivate and delete it', async () => {
    const { plan } = await planned();
    const dates = [plan.keys[0]?.replacedOn, plan.keys[0]?.deactivatedOn, plan.keys[0]?.deletedOn];
    const first = plan.nextSweep.getTime();
    expect(dates.map((on) => ((on?.getTime() ?? 0) - first) / day)).toEqual([0, 14, 21]);
  });

  it('given due keys that nobody uses, it counts those that would be replaced', async () => {
    const LastUsedDate = '2026-11-20T06:00:00Z';
    const used = { UserName: 'erin', AccessKeys: [{ Status: 'Active', ageDays: 80, LastUsedDate }] };
    const { plan } = await planned({}, [...users, used]);
    expect(plan).toMatchObject({ unusedKeys: 1, counts: { created: 2 } });
  });

  it('given all are asked for, it has young and exempt keys too', async () => {
    const { plan } = await planned({ all: true });
    expect(namesIn(plan)).toEqual(['alice', 'bob', 'carol', 'dave']);
    expect(plan).toMatchObject({ hidden: 0 });
    expect(plan.keys.at(-1)?.reason).toContain('tagged exempt: "rotated by the vendor"');
  });

  it('given names, it has only those users', async () => {
    const { plan } = await planned({ all: true, users: ['bob', 'carol'] });
    expect(namesIn(plan)).toEqual(['bob', 'carol']);
    expect(plan).toMatchObject({ counts: { keys: 2 } });
  });

  it('given nothing that the next sweep would do, nothing is due', async () => {
    expect((await planned({ users: ['bob'] })).plan.isDue).toBe(false);
  });

  it('given a creation that AWS refused, it names the user, whether there is a free slot or not', async () => {
    const Tags = { 'access-key-sweeper:refused:create': '2026-11-23T06:00:00Z iam:CreateAccessKey' };
    const full = { ...user('erin', 62, Tags), AccessKeys: [{ Status: 'Inactive', ageDays: 20 }, ...user('erin', 62).AccessKeys] };
    const { plan } = await planned({}, [full, user('fred', 62, Tags)]);
    const refused = (name: string) =>
      expect.stringMatching(new RegExp(`^${name}, .* AWS refused iam:CreateAccessKey on 2026-11-23`)) as string;
    expect(plan.refused).toEqual([refused('erin'), refused('fred')]);
  });

  it('given tags that cannot be read, it says whose they are and what follows', async () => {
    const typos = [
      user('erin', 70, { 'access-key-sweeper:hold-untill': '2099-12-31' }),
      user('fred', 70, { 'access-key-sweeper:hold-until': '2099-31-12' }),
    ];
    expect((await planned({}, typos)).plan.unclearTags).toEqual([
      'erin: nothing is known of its tag "access-key-sweeper:hold-untill", so it is left alone',
      'fred: its hold-until tag is no date, so it is left alone',
    ]);
  });

  it.each([
    ['everybody', undefined, ['exempt.users: jenkns matches no user']],
    ['named users', ['bob'], []],
  ])('given %s, of whom one cannot be read, settings that match none of those listed are named', async (_, names, lines) => {
    const { account, connection } = inMemory(users, { settings: { exempt: { users: ['alice', 'jenkns'] } } });
    account.intercept = ({ operation, UserName }, serve) => {
      if (operation === 'iam:ListAccessKeys' && UserName === 'alice') throw denied(operation, UserName);
      return serve();
    };
    const plan = await planAhead(connection, { now, all: true, owners: 'move', users: names });
    expect(plan.unmatchedSettings).toEqual(lines);
    expect(plan.failures).toHaveLength(names ? 0 : 1);
  });

  it('given no permission to read tags, it lacks those users and says so once', async () => {
    const { account, connection } = inMemory(users);
    forbid(account, (operation) => operation === 'iam:ListUserTags');
    const plan = await planAhead(connection, { now, all: true, owners: 'move', users: undefined });
    expect(plan.keys).toEqual([]);
    expect(plan.failures).toEqual([expect.stringMatching(/^\S+ may not iam:ListUserTags on \S+user\/\w+ and 3 more\. Give it/)]);
  });
});
