import { describe, expect, it } from 'vitest';
import { dayOutside, freezeAt, freezeText } from '../../../lib/model/freeze.ts';

const freeze = (from: string, to: string, reason = 'sales') => ({ from, to, reason });
const season = freeze('2026-12-12', '2027-01-03');

describe('a day and freezes', () => {
  it.each<[given: string, day: string, outside: string, freezes: object[]]>([
    ['no freeze', '2026-12-12', '2026-12-12', []],
    ['the day before one', '2026-12-11', '2026-12-11', [season]],
    ['its first day', '2026-12-12', '2027-01-04', [season]],
    ['its last day', '2027-01-03', '2027-01-04', [season]],
    ['the day after it', '2027-01-04', '2027-01-04', [season]],
    ['the day before a freeze of one day', '2026-12-11', '2026-12-11', [freeze('2026-12-12', '2026-12-12')]],
    ['the one day of a freeze', '2026-12-12', '2026-12-13', [freeze('2026-12-12', '2026-12-12')]],
    ['the day after a freeze of one day', '2026-12-13', '2026-12-13', [freeze('2026-12-12', '2026-12-12')]],
    ['a freeze that ends on 28 February', '2027-02-28', '2027-03-01', [freeze('2027-02-01', '2027-02-28')]],
    ['one that another follows at once', '2026-12-15', '2027-01-11', [season, freeze('2027-01-04', '2027-01-10')]],
    ['one that another follows a day later', '2026-12-15', '2027-01-04', [season, freeze('2027-01-05', '2027-01-10')]],
    ['one that overlaps a later one, listed first', '2026-12-15', '2027-01-11', [freeze('2027-01-01', '2027-01-10'), season]],
    ['one within a longer one', '2026-12-15', '2027-01-04', [freeze('2026-12-14', '2026-12-16'), season]],
  ])('given %s, the first day outside of %s is %s', (_, day, outside, freezes) => {
    expect(dayOutside(day, { freezes: freezes as [] })).toBe(outside);
  });
});

describe('the freeze at a moment', () => {
  it.each<[moment: string, until: string | undefined]>([
    ['2026-12-11T23:59:59.999Z', undefined],
    ['2026-12-12T00:00:00.000Z', '2027-01-03'],
    ['2027-01-03T23:59:59.999Z', '2027-01-03'],
    ['2027-01-04T00:00:00.000Z', undefined],
  ])('given %s, it lasts until %s', (moment, until) => {
    expect(freezeAt(new Date(moment), { freezes: [season] })).toEqual(until && { until, reason: 'sales' });
  });

  it('given freezes that follow each other, the reason is that of today, and the end that of the last', () => {
    const freezes = [season, freeze('2027-01-04', '2027-01-10', 'stocktaking')];
    expect(freezeAt(new Date('2026-12-15T06:00:00Z'), { freezes })).toEqual({ until: '2027-01-10', reason: 'sales' });
    expect(freezeAt(new Date('2027-01-05T06:00:00Z'), { freezes })).toEqual({ until: '2027-01-10', reason: 'stocktaking' });
  });

  it('given a reason on two lines with a link, it is told on one line, in quotes, without the link', () => {
    expect(freezeText({ until: '2027-01-03', reason: 'sales\nhttps://x' })).toBe('freeze until 2027-01-03 ("sales https: //x")');
  });
});
