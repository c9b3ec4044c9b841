import { addDays } from 'date-fns/addDays';
import { describe, expect, it } from 'vitest';
import { countsAhead, datesAhead } from '../../../lib/forecast/ahead.ts';
import { forecast, type SweepAhead } from '../../../lib/forecast/forecast.ts';
import type { Owners } from '../../../lib/forecast/supposed-use.ts';
import type { User } from '../../../lib/model/user.ts';
import { accessKey, ago, aUser, config, first, now, type Overrides, second } from '../../tools/builders.ts';

const weekly = Array.from({ length: 26 }, (_, n) => addDays(now, n * 7));

function foreseen(subject: User, owners: Owners = 'move', settings: Overrides = {}): SweepAhead[] {
  return [...forecast([subject], { config: config(settings), sweeps: weekly, owners })];
}

/** In how many days each act comes to a key. */
function daysOf(subject: User, id = first, owners: Owners = 'move', settings: Overrides = {}) {
  const { replacedOn, deactivatedOn, deletedOn } =
    datesAhead(foreseen(subject, owners, settings)).get(id) ?? {};
  return [replacedOn, deactivatedOn, deletedOn].map(
    (on) => on && (on.getTime() - now.getTime()) / 86_400_000,
  );
}

describe('the dates ahead of a key', () => {
  const inUse = { used: { [first]: ago({ days: 1 }) } };
  it.each([
    // Swept at 60, 81 (80 is enough, told for 21) and 95: 88 is not past 90.
    ['60 days old', aUser({ keys: [accessKey({ age: 60 })] }), 'move', [0, 21, 35]],
    ['59 days old', aUser({ keys: [accessKey({ age: 59 })] }), 'move', [7, 21, 35]],
    ['found late', aUser({ keys: [accessKey({ age: 300 })] }), 'move', [0, 14, 21]],
    ['in use, its owner moves', aUser({ keys: [accessKey({ age: 60 })], ...inUse }), 'move', [0, 21, 35]],
    // At 81 it is still used and 88 comes in time; then it is not asked any more.
    ['in use, its owner stays', aUser({ keys: [accessKey({ age: 60 })], ...inUse }), 'stay', [0, 28, 35]],
  ] as const)('given one %s, they are those of the sweeps that will do it', (_, subject, owners, days) => {
    expect(daysOf(subject, first, owners)).toEqual(days);
  });

  it('given a user on hold, they come when the hold is over', () => {
    const tags = { 'access-key-sweeper:hold-until': addDays(now, 20).toISOString().slice(0, 10) };
    expect(daysOf(aUser({ keys: [accessKey({ age: 60 })], tags }))).toEqual([21, 35, 42]);
  });

  it('given an exempt user, there are none', () => {
    const tags = { 'access-key-sweeper:exempt': 'why not' };
    expect(daysOf(aUser({ keys: [accessKey({ age: 300 })], tags }))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('given a user with a profile, they come at its ages', () => {
    const tags = { 'access-key-sweeper:profile': 'slow' };
    const slow = {
      create: { from: 150, to: 160 },
      deactivate: { from: 175, to: 185 },
      delete: { after: 190, inactiveFor: 6 },
    };
    const inUse = { used: { [first]: ago({ days: 120 }) } };
    const subject = aUser({ keys: [accessKey({ age: 154 })], tags, ...inUse });
    expect(daysOf(subject, first, 'move', { profiles: { slow } })).toEqual([0, 21, 42]);
    // Used within the 185 days of its profile, so that it is in use until its last sweep.
    expect(daysOf(subject, first, 'stay', { profiles: { slow } })).toEqual([0, 28, 42]);
  });

  it('given a pending version that a crash left, it is finished and the older key goes', () => {
    const keys = [accessKey({ age: 70 }), accessKey({ AccessKeyId: second, age: 1 })];
    const stages = { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] };
    expect(daysOf(aUser({ keys, stages }))).toEqual([undefined, 14, 21]);
  });

  it.each([
    ['nobody ever used', {}, 1],
    ['somebody used', { used: { [second]: ago({ hours: 3 }) } }, 2],
  ])('given a pending version that gives way and that %s, %3$i keys are left', (_, used, left) => {
    const keys = [accessKey({ age: 5 }), accessKey({ AccessKeyId: second, age: 6 })];
    const stages = { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] };
    expect(foreseen(aUser({ keys, stages, ...used }))[1]?.plans[0]?.decisions).toHaveLength(left);
  });

  it('given limits, what is over comes a sweep later', () => {
    const cases = Array.from({ length: 11 }, (_, n) => {
      const AccessKeyId = `AKIA${String(n).padStart(16, '0')}`;
      return aUser({ keys: [accessKey({ AccessKeyId, age: 65 })], UserName: `u${n}` });
    });
    const settings = config({ limits: { percent: 1, minimum: 10 } });
    const sweeps = [...forecast(cases, { config: settings, sweeps: weekly, owners: 'move' })].map(
      countsAhead,
    );
    expect(sweeps.slice(0, 3).map(({ created, deferred }) => [created, deferred])).toEqual([
      [10, 1],
      [1, 0],
      [0, 0],
    ]);
  });
});
