import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  dateOf,
  inactiveIn,
  inactiveValue,
  intentIn,
  intentValue,
  isMadeValue,
  madeIn,
  madeValue,
  pastDateOf,
  refusedIn,
  refusedValue,
  toldIn,
  toldValue,
} from '../../../lib/model/mark-values.ts';
import type { EndDays } from '../../../lib/model/promise.ts';
import { ago, first, now, second } from '../../tools/builders.ts';

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

describe('the value of the mark that a key is Inactive', () => {
  const at = now.toISOString();

  it.each<[given: string, words: string, notBefore: string | undefined]>([
    ['was told a day', '2026-12-09 unused', '2026-12-09'],
    ['was not told yet', '- unused', undefined],
  ])('given an owner who %s, it ends in %s, and is read as it was written', (_, words, notBefore) => {
    const value = inactiveValue(now, 'unused', notBefore);
    expect(value).toBe(`${at} ${words}`);
    expect(value).toMatch(allowed);
    expect(inactiveIn(value, now)).toEqual({ at: now, notBefore, kind: 'unused', isTold: notBefore !== undefined });
  });

  it('given a mark of the first version, its owner was told, but no day', () => {
    expect(inactiveIn(at, now)).toEqual({ at: now, notBefore: undefined, kind: undefined, isTold: true });
  });
});

it('given an intent, its value has its time and the ids of the keys, in characters that IAM allows', () => {
  expect(intentValue(now, [first])).toBe(`2026-11-24T06:00:00.000Z ${first}`);
  expect(intentValue(now, [first])).toMatch(allowed);
});

describe('the value of an intent mark', () => {
  const hash = 'a1'.repeat(32);

  it.each<[given: string, keyIds: string[], nonceHash: string | undefined]>([
    ['keys and a hash', [first, second], hash],
    ['keys', [first], undefined],
    ['a hash', [], hash],
    ['neither', [], undefined],
  ])('given %s, it is read as it was written', (_, keyIds, nonceHash) => {
    const value = intentValue(now, keyIds, nonceHash);
    expect(value).toMatch(allowed);
    expect(intentIn(value, now)).toEqual({ at: now, keyIds, nonceHash });
  });

  it.each([`${hash}0`, hash.slice(1), hash.toUpperCase(), `x${hash.slice(1)}`, `${hash.slice(1)}x`, 'a'])(
    'given %s, that is no hash',
    (word) => {
      expect(intentIn(`${now.toISOString()} ${word}`, now)).toEqual({ at: now, keyIds: [word], nonceHash: undefined });
    },
  );

  it('given no date, it has none', () => {
    expect(intentIn('', now)).toEqual({ at: undefined, keyIds: [], nonceHash: undefined });
  });
});

describe('the value of the mark that vouches for a key', () => {
  it('given a moment and a key, it is read as it was written', () => {
    const value = madeValue(now, first);
    expect(value).toMatch(allowed);
    expect({ is: isMadeValue(value), ...madeIn(value, now) }).toEqual({ is: true, at: now, AccessKeyId: first });
  });

  it.each([
    [`soon made ${first}`, true],
    [`made ${first}`, false],
    ['2026-11-24 made', false],
    ['2026-11-24 made ', false],
    [`2026-11-24 ${first} made x`, false],
    [`2026-11-24 made ${first} x`, false],
    [`2026-11-24 ${first}`, false],
  ])('given %j, it vouches: %s', (value, expected) => {
    expect(isMadeValue(value)).toBe(expected);
  });

  it('given no date, it vouches all the same', () => {
    expect(madeIn(`soon made ${first}`, now)).toEqual({ at: undefined, AccessKeyId: first });
  });
});

describe('the value of the mark that AWS refused a call', () => {
  it('given a moment and an operation, it is read as it was written', () => {
    const value = refusedValue(now, 'secretsmanager:PutSecretValue');
    expect(value).toBe('2026-11-24T06:00:00.000Z secretsmanager:PutSecretValue');
    expect(refusedIn(value, now)).toEqual({ at: now, operation: 'secretsmanager:PutSecretValue' });
  });

  it.each([
    [undefined, undefined],
    ['', { at: undefined, operation: '' }],
    ['2026-11-24', { at: new Date('2026-11-24T00:00:00Z'), operation: '' }],
    ['2026-11-24 no call', { at: new Date('2026-11-24T00:00:00Z'), operation: 'no call' }],
  ])('given %j, it says %j', (value, expected) => {
    expect(refusedIn(value, now)).toEqual(expected);
  });
});
