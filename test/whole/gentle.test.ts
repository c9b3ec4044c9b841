import { describe, expect, it } from 'vitest';
import type { Account } from '../../sandbox/account/account.ts';
import { ServiceError } from '../../sandbox/services/service-error.ts';
import { digestOf, keysOf, textsOf, userOfAge, type World, world } from './world.ts';

const named = (count: number, ageDays: number, more = {}) => Array.from({ length: count }, (_, i) => userOfAge(`user-${i}`, ageDays, more));
const fiftyTags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`team-${n}`, 'x']));

/** Sweeps so many weeks; returns for each sweep how many keys it created, how old the oldest Active key was then, and its notices. */
async function weeks(one: World, count: number): Promise<{ created: number[]; oldest: number[]; digests: string[] }> {
  const created: number[] = [];
  const oldest: number[] = [];
  const digests: string[] = [];
  for (let week = 0; week < count; week++) {
    const told = textsOf(one).length;
    const { report } = await one.sweep();
    created.push(report.counts.actions.create.done);
    digests.push(textsOf(one).slice(told));
    const ages = [...one.account.users.values()]
      .flatMap(({ keys }) => keys.filter(({ Status }) => Status === 'Active'))
      .map(({ CreateDate }) => one.account.clock.now().getTime() - CreateDate.getTime());
    oldest.push(Math.floor(Math.max(...ages) / 86_400_000));
    one.pass(7);
  }
  return { created, oldest, digests };
}

/** AWS refuses to create keys for these users, each time. */
function refuseFor(account: Account, users: readonly string[]): void {
  account.intercept = ({ operation, UserName = '' }, serve) => {
    if (operation !== 'iam:CreateAccessKey' || !users.includes(UserName)) return serve();
    throw new ServiceError('AccessDenied', 403, 'not authorized, with an explicit deny');
  };
}

describe('the first sweeps of an account with old keys', () => {
  it.each([
    [50, [10, 10, 10, 10, 10, 0]],
    [300, [30, 33, 36, 39, 40, 41, 42, 39, 0]],
  ])('given %i keys past deactivate.to, so many are replaced a sweep, as the first digest says', async (count, expected) => {
    const { created, digests } = await weeks(world(named(count, 400)), expected.length);
    expect(created).toEqual(expected);
    const last = expected.length - 1;
    expect(digests[0]).toContain(`${count} keys to replace, past deactivate.to: ${expected[0]} in this sweep`);
    expect(digests[0]).toContain(`sweep ${last} replaces the last, in the week of `);
    expect(digests[1]).toContain(`sweep ${last - 1} replaces the last, in the week of `);
    expect(
      digests.findIndex((text) => !text.includes('little by little')),
      'last digest with a backlog',
    ).toBe(last - 1);
  });

  it('given 100 keys made on one day, none is Active past deactivate.to', async () => {
    const { created, oldest } = await weeks(world(named(100, 66)), 5);
    expect(created.slice(0, 3)).toEqual([50, 50, 0]);
    expect(Math.max(...oldest)).toBeLessThanOrEqual(90);
  });

  it('given a forced run of old keys, they do not wait for the backlog', async () => {
    const one = world(named(40, 400), { config: { limits: { minimum: 2 } } });
    const { report } = await one.sweep({ users: named(40, 400).map(({ UserName }) => UserName), force: true });
    expect(report.counts.actions.create).toMatchObject({ done: 20, deferred: 20 });
    expect(digestOf(one)).not.toContain('little by little');
  });
});

describe('five users for whom creation is always refused beside 45 others', () => {
  const others = named(45, 300);

  it('given AWS refuses the call, the others are replaced as if there were none of them from the second sweep on', async () => {
    const five = ['v', 'w', 'x', 'y', 'z'].map((name) => userOfAge(name, 800));
    const one = world([...five, ...others]);
    refuseFor(
      one.account,
      five.map(({ UserName }) => UserName),
    );
    const { created, digests } = await weeks(one, 6);
    expect(created).toEqual([5, 10, 10, 10, 10, 0]);
    expect(digests[1]).toContain('- v, ');
    expect(digests[1]).toContain('AWS refused iam:CreateAccessKey');
    expect(digests[1]).toContain('40 keys to replace, past deactivate.to: 10 in this sweep, 30 wait');
    expect(keysOf(one, 'v')).toHaveLength(1);
  });

  it('given they have no room for a tag, the others are replaced as if there were none of them', async () => {
    const five = ['v', 'w', 'x', 'y', 'z'].map((name) => userOfAge(name, 800, { Tags: fiftyTags }));
    const { created, digests } = await weeks(world([...five, ...others]), 6);
    expect(created).toEqual([10, 10, 10, 10, 5, 0]);
    expect(digests[0]).toContain('45 keys to replace, past deactivate.to: 10 in this sweep, 35 wait');
    expect(digests[5]).toContain('no room');
  });
});
