import { afterEach, describe, expect, it, vi } from 'vitest';
import { dateOf, intentValue, pastDateOf, toldIn, toldValue } from '../../../lib/model/mark-values.ts';
import { ago, first, now } from '../../tools/builders.ts';

/** What IAM allows in the value of a tag (IAM User Guide, "Rules for tagging"). */
const allowed = /^[A-Za-z0-9 _.:/=+\-@]{1,256}$/;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('dates in tags', () => {
  it.each<[text: string, date: string | undefined]>([
    ['2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['2026-12-01T06:00:00Z', '2026-12-01T06:00:00.000Z'],
    ['2026-12-01T06:00:00.123Z', '2026-12-01T06:00:00.123Z'],
    ['2026-12-01T06:00:00+02:30', '2026-12-01T03:30:00.000Z'],
    ['2026-12-01T06:00:00-0230', '2026-12-01T08:30:00.000Z'],
    ['2026-12-01T06:00:00', undefined],
    ['2026-12-01 ', undefined],
    ['+002026-12-01', undefined],
    ['2026-13-01', undefined],
    ['12', undefined],
    ['', undefined],
  ])('given %j, the date is %s', (text, date) => {
    expect(dateOf(text)?.toISOString()).toBe(date);
  });

  it.each(['America/New_York', 'Asia/Tokyo'])('given a machine in %s, a day starts in UTC', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(dateOf('2026-12-01')).toEqual(new Date('2026-12-01T00:00:00Z'));
  });

  it.each([
    ['an hour', true, ago({ hours: -1 })],
    ['more than an hour', false, ago({ hours: -1, seconds: -1 })],
  ])('given a date %s ahead, it is valid: %s', (_, isValid, date) => {
    expect(pastDateOf(date.toISOString(), now)).toEqual(isValid ? date : undefined);
  });
});

describe('the value of the mark that an owner was told', () => {
  const long = 'x'.repeat(128);

  it.each<[given: string, before: string | undefined, profile: string | undefined, counts: boolean]>([
    ['no profile, and still none', undefined, undefined, true],
    ['a profile that stays', 'slow', 'slow', true],
    ['the longest profile name', long, long, true],
    ['a profile that is removed', 'slow', undefined, false],
    ['no profile, and one since', undefined, 'slow', false],
    ['another profile', 'slow', 'slower', false],
  ])('given %s, the date counts only if the profile is the same', (_, before, profile, counts) => {
    for (const isUnlessUsed of [false, true]) {
      const value = toldValue(now, before, isUnlessUsed);
      expect(value).toMatch(allowed);
      expect(toldIn(value, profile, now)).toEqual({ at: counts ? now : undefined, isUnlessUsed });
    }
  });
});

it('given an intent, its value has its time and the ids of the keys, in characters that IAM allows', () => {
  expect(intentValue(now, [first])).toBe(`2026-11-24T06:00:00.000Z ${first}`);
  expect(intentValue(now, [first])).toMatch(allowed);
});
