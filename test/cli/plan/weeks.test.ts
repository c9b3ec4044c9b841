import { addDays } from 'date-fns/addDays';
import { expect, it } from 'vitest';
import { weeksOf } from '../../../cli/plan/weeks.ts';
import { decision, now, plan } from '../../tools/builders.ts';

const sweepIn = (days: number, action: 'create' | 'keep') => ({ now: addDays(now, days), plans: [plan([decision({ action })])] });

it('given daily sweeps, acts are summed by week, and a week without a sweep has no counts', () => {
  const sweeps = [sweepIn(0, 'create'), sweepIn(6, 'create'), sweepIn(7, 'create'), sweepIn(8, 'keep')];
  const weeks = weeksOf(sweeps, now, 3);
  expect(weeks.map(({ counts }) => counts?.created)).toEqual([2, 1, undefined]);
  expect(weeks[0]?.counts?.keys).toBe(1);
});
