import { addDays } from 'date-fns/addDays';
import { describe, expect, it } from 'vitest';
import { backlogOf } from '../../lib/decide/backlog.ts';
import { decideAll } from '../../lib/decide/decide.ts';
import { forecast } from '../../lib/forecast/forecast.ts';
import type { Decision } from '../../lib/model/plan.ts';
import { accessKey, aUser, config, now, type Overrides } from '../tools/builders.ts';

const userOf = (n: number, age: number) => {
  const UserName = `user-${n}`;
  return aUser({ UserName, keys: [accessKey({ UserName, AccessKeyId: `AKIA${String(n).padStart(16, '0')}`, age })] });
};

const isOldAndReplaced = ({ action, age, postponed }: Decision) => action === 'create' && age > 300 && !postponed;

describe('when a backlog ends, by the forecast', () => {
  it.each<[keys: number, lastSweep: number, overrides?: Overrides]>([
    [50, 5],
    [300, 8],
    [3_000, 8],
    [180, 9],
    [130, 9],
    [300, 2, { limits: { backlogPercent: 100 } }],
    [100, 10, { limits: { percent: 1 } }],
    // No key is replaced in the first sweep, and none in the third.
    [50, 7, { freezes: ['2026-11-24', '2026-12-08'].map((day) => ({ from: day, to: day, reason: 'sales' })) }],
    [200, 8, { thresholds: { deactivate: { from: 87, to: 97 }, delete: { after: 97 } } }],
  ])('given a backlog of %i keys, sweep %i replaces the last, as the forecast says', (keys, lastSweep, overrides) => {
    const settings = config(overrides);
    const sweeps = Array.from({ length: 14 }, (_, n) => addDays(now, n * 7));
    const users = Array.from({ length: keys }, (_, n) => userOf(n, 400));
    const ahead = [...forecast(users, { config: settings, sweeps, owners: 'move' })];
    const created = ahead.map(({ plans }) => plans.flatMap((one) => one.decisions).filter(isOldAndReplaced).length);
    expect(created.findLastIndex(Boolean) + 1, 'sweep of the forecast that replaces the last').toBe(lastSweep);
    const found = backlogOf(ahead[0]?.plans ?? [], settings, now);
    expect(found).toEqual({
      now: created[0],
      waiting: keys - (created[0] ?? 0),
      blocked: 0,
      lastSweep,
      endsOn: addDays(now, (lastSweep - 1) * 7),
    });
    const told = ahead.map((one) => backlogOf(one.plans, settings, one.now)?.endsOn);
    const until = addDays(now, (lastSweep - 1) * 7);
    expect(told.slice(0, lastSweep), 'the day that each digest names').toEqual([...Array(lastSweep - 1).fill(until), undefined]);
  });

  it.each<[keys: string, blocked: number, age: number]>([
    ['30 keys past their limit, beside an Inactive key each', 30, 91],
    ['30 keys that are not past it', 0, 90],
  ])('given %s, the backlog counts %i more without a free slot', (_, blocked, age) => {
    const others = Array.from({ length: 30 }, (__, n) => {
      const UserName = `other-${n}`;
      const key = (id: string) => ({ UserName, AccessKeyId: `AKIA${id}${String(n).padStart(15, '0')}`, age });
      return aUser({ UserName, keys: [accessKey(key('A')), accessKey({ ...key('B'), Status: 'Inactive' })] });
    });
    const users = [...Array.from({ length: 50 }, (__, n) => userOf(n, 400)), ...others];
    expect(backlogOf(decideAll(users, config(), now).plans, config(), now)).toMatchObject({ now: 11, waiting: 39, blocked });
  });

  it.each([60, 63, 66])(
    'given 300 keys made on one day, which the first sweep to see them due finds %i days old, none is Active past deactivate.to',
    (age) => {
      const sweeps = Array.from({ length: 6 }, (_, n) => addDays(now, n * 7));
      const users = Array.from({ length: 300 }, (_, n) => userOf(n, age));
      const ahead = [...forecast(users, { config: config(), sweeps, owners: 'stay' })];
      const active = ahead.flatMap(({ plans }) => plans.flatMap((one) => one.decisions)).filter(({ key }) => key.Status === 'Active');
      expect(Math.max(...active.map((one) => one.age))).toBeLessThanOrEqual(90);
    },
  );
});
