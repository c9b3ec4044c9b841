import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysPastTime, plans } from './random/sweep-on-schedule.ts';
import { seed } from './runs.ts';

it('given keys swept on schedule from before they fall due, none is Active past its time (G9)', async () => {
  const property = fc.asyncProperty(plans(20), async (plan) => {
    expect(await daysPastTime(plan)).toBeLessThanOrEqual(0);
  });
  await fc.assert(property, { numRuns: 20, seed, endOnFailure: true });
});
