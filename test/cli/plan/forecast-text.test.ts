import { addDays } from 'date-fns/addDays';
import { describe, expect, it } from 'vitest';
import { forecastText } from '../../../cli/plan/forecast-text.ts';
import { now } from '../../tools/builders.ts';
import { longLines } from '../long-lines.ts';

const none = { keys: 1, created: 0, deactivated: 0, deleted: 0, deferred: 0, held: 0, flagged: 0 };
const week = (n: number, counts?: typeof none) => ({ from: addDays(now, n * 7), counts });
const weeks = [week(0, { ...none, created: 1 }), week(1, none)];

const report = { stage: 'prod', accountId: '123456789012', now, owners: 'stay' as const, failures: [] };
const one = { ...report, outcomes: [{ source: 'a.yml', weeks }] };
const two = { ...report, outcomes: [...one.outcomes, { source: 'b.yml', weeks: [week(0), week(1)] }] };

describe('a forecast as text', () => {
  it('given one configuration, a row a week and the sums', () => {
    const text = forecastText(one, 80);
    expect(text).toMatch(/^Week of +Keys +Created +Deactivated +Deleted +Deferred +Held +Flagged$/m);
    expect(text).toMatch(/^2026-11-24 +1 +1 +0 +0 +0 +0 +0$/m);
    expect(text).toMatch(/^all +1 +0 +0$/m);
    expect(text).toContain('that owners never\nmove to a replacement');
  });

  it.each([true, false])('given a sweep in a freeze: %s, it says how that is counted', (hasFreeze) => {
    const outcomes = [{ source: 'a.yml', weeks, hasFreeze }];
    expect(forecastText({ ...report, outcomes }, 200).includes('What a sweep in a freeze would do is counted as deferred.')).toBe(
      hasFreeze,
    );
  });

  it('given a week without a sweep, it has none', () => {
    const empty = { ...report, outcomes: [{ source: 'a.yml', weeks: [week(0)] }] };
    expect(forecastText(empty, 80)).toMatch(/^2026-11-24( +-){7}$/m);
  });

  it('given two, they stand side by side', () => {
    const text = forecastText(two, 80);
    expect(text).toContain('Left of the slash a.yml, right of it b.yml.');
    expect(text).toMatch(/^2026-11-24 +1 \/ - +0 \/ -/m);
    expect(text).toMatch(/^all +1 \/ 0 +0 \/ 0 +0 \/ 0$/m);
  });

  it.each([
    ['one', one],
    ['two', two],
  ])('given %s and 40 columns, weeks are paragraphs and no line is longer', (_, some) => {
    const text = forecastText(some, 40);
    expect(longLines(text, 40)).toEqual([]);
    expect(text).toMatch(/^2026-11-24\n(.* keys\n)?.* created$/m);
    expect(text).toMatch(/^2026-12-01\n {2}(nothing|1 keys)/m);
  });
});
