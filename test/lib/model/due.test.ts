import { afterEach, describe, expect, it, vi } from 'vitest';
import { wholeDays } from '../../../lib/model/age.ts';
import { isDue } from '../../../lib/model/due.ts';
import { ago, config, inactive, keyHolder, now, type Overrides, type Time, withKeys } from '../../tools/builders.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('age', () => {
  it.each<[Time, number]>([
    [{}, 0],
    [{ hours: 23, minutes: 59, seconds: 59 }, 0],
    [{ days: 1 }, 1],
    [{ days: 90, seconds: -1 }, 89],
    [{ days: 90 }, 90],
    [{ days: 90, hours: 23 }, 90],
  ])('given a key created %o ago, it is %i days old', (created, days) => {
    expect({ days: wholeDays(now, ago(created)) }).toEqual({ days });
  });

  it('given a clock change in between, an hour less than 90 days is 89 days', () => {
    vi.stubEnv('TZ', 'Europe/London');
    // London goes from +1 to +0 on 25 October, so that local noon to local noon is 90 days and an hour.
    const days = wholeDays(new Date('2026-11-24T12:00:00Z'), new Date('2026-08-26T13:00:00Z'));
    expect({ days }).toEqual({ days: 89 });
  });
});

describe('users of whom evidence is read', () => {
  const daily: Overrides = { everyDays: 1, deploy: { schedule: 'rate(1 day)' } };

  it.each<[given: string, due: boolean, user: ReturnType<typeof withKeys>, overrides?: Overrides]>([
    ['a key of 59 days', false, withKeys(59)],
    ['a key of 60 days', true, withKeys(60)],
    ['a key of 14 days, swept weekly', true, withKeys(14)],
    ['a key of 15 days, swept weekly', false, withKeys(15)],
    ['a key of 2 days, swept daily', true, withKeys(2), daily],
    ['a key of 3 days, swept daily', false, withKeys(3), daily],
    ['an Inactive key', true, withKeys(inactive(30))],
    ['an Expired key', true, withKeys({ age: 30, Status: 'Expired' })],
    ['a key of 31 days', false, withKeys(31)],
    ['two young keys, of which one may be an orphan', true, withKeys(30, 31)],
    ['a young key and a due one', true, withKeys(30, 65)],
    ['no key', false, withKeys()],
  ])('given %s: %s', (_, due, user, overrides) => {
    expect({ isDue: isDue(keyHolder(user), config(overrides), now) }).toEqual({ isDue: due });
  });
});
