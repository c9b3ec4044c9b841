import { afterEach, describe, expect, it, vi } from 'vitest';
import { dateOf, intentValue, pastDateOf, toldIn, toldValue } from '../../../lib/model/mark-values.ts';
import type { EndDays } from '../../../lib/model/promise.ts';
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
  const days = { earliest: '2026-12-09', latest: '2026-12-12', kind: 'any' } as const;
  const at = now.toISOString();

  it.each<[EndDays, words: string]>([
    [days, '2026-12-09 2026-12-12 any'],
    [{ ...days, latest: undefined, kind: 'idle' }, '2026-12-09 - idle'],
    [{ ...days, latest: undefined, kind: 'unused' }, '2026-12-09 - unused'],
  ])('given %o, it ends in %s, and is read as it was written', (said, words) => {
    const value = toldValue(now, said);
    expect(value).toBe(`${at} ${words}`);
    expect(value).toMatch(allowed);
    expect(toldIn(value, now)).toEqual({ at: now, days: said });
  });

  it.each<[given: string, value: string]>([
    ['of the first version', at],
    ['of the first version, of a key in the way', `${at} unless used`],
    ['of the first version, with a profile', `${at} slow`],
    ['of the first version, with both', `${at} unless used slow`],
    ['with a first day that is none', `${at} 2026-13-09 2026-12-12 any`],
    ['with a last day that is none', `${at} 2026-12-09 soon any`],
    ['with a moment instead of a day', `${at} ${at} 2026-12-12 any`],
    ['with a kind that is none', `${at} 2026-12-09 2026-12-12 some`],
  ])('given a mark %s, its date counts and it has no days', (_, value) => {
    expect(toldIn(value, now)).toEqual({ at: now, days: undefined });
  });
});

it('given an intent, its value has its time and the ids of the keys, in characters that IAM allows', () => {
  expect(intentValue(now, [first])).toBe(`2026-11-24T06:00:00.000Z ${first}`);
  expect(intentValue(now, [first])).toMatch(allowed);
});
