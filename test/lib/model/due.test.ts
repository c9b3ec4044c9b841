import { describe, expect, it } from 'vitest';
import { wholeDays } from '../../../lib/model/age.ts';
import { isDue } from '../../../lib/model/due.ts';
import { accessKey, ago, config, keyHolder, now, type Overrides, type Time } from '../../tools/builders.ts';

const daily: Overrides = { everyDays: 1, deploy: { schedule: 'rate(1 day)' } };

describe('age', () => {
  it.each<[Time, number]>([
    [{}, 0],
    [{ hours: 23, minutes: 59, seconds: 59 }, 0],
    [{ days: 1 }, 1],
    [{ days: 90, seconds: -1 }, 89],
    [{ days: 90 }, 90],
    [{ days: 90, hours: 23 }, 90],
  ])('given a key created %o ago, it is %i days old', (created, days) => {
    expect(wholeDays(now, ago(created))).toBe(days);
  });

  it('given a clock change in between, an hour short of 90 days is 89', () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Europe/London';
    // London goes from +1 to +0 on 25 October, so that local noon to local noon is 90 days and an hour.
    expect(wholeDays(new Date('2026-11-24T12:00:00Z'), new Date('2026-08-26T13:00:00Z'))).toBe(89);
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
});

describe('who is due', () => {
  it.each<[string, Parameters<typeof accessKey>[0], Overrides, boolean]>([
    ['59 days old', { age: 59 }, {}, false],
    ['60 days old', { age: 60 }, {}, true],
    ['14 days old, swept weekly', { age: 14 }, {}, true],
    ['15 days old, swept weekly', { age: 15 }, {}, false],
    ['2 days old, swept daily', { age: 2 }, daily, true],
    ['3 days old, swept daily', { age: 3 }, daily, false],
    ['Inactive', { age: 30, Status: 'Inactive' }, {}, true],
    ['Expired', { age: 30, Status: 'Expired' }, {}, true],
    ['29 days old, unused ones retired after 30', { age: 29 }, { retireUnusedAfterDays: 30 }, false],
    ['30 days old, unused ones retired after 30', { age: 30 }, { retireUnusedAfterDays: 30 }, true],
    ['60 days old, unused ones retired after 100', { age: 60 }, { retireUnusedAfterDays: 100 }, true],
    ['59 days old, unused ones retired after 100', { age: 59 }, { retireUnusedAfterDays: 100 }, false],
  ])('given a key %s, evidence is read or not', (_, key, overrides, due) => {
    expect(isDue(keyHolder({ keys: [accessKey(key)] }), config(overrides), now)).toBe(due);
  });

  it('given one due key among others, the user is due', () => {
    const keys = [accessKey({ age: 30 }), accessKey({ age: 65 })];
    expect(isDue(keyHolder({ keys }), config(), now)).toBe(true);
  });

  it('given a second key, the user is due, for it may be an orphan', () => {
    const keys = [accessKey({ age: 30 }), accessKey({ age: 31 })];
    expect(isDue(keyHolder({ keys }), config(), now)).toBe(true);
    expect(isDue(keyHolder({ keys: keys.slice(1) }), config(), now)).toBe(false);
  });

  it('given no key, the user is not due', () => {
    expect(isDue(keyHolder({ keys: [] }), config(), now)).toBe(false);
  });
});
