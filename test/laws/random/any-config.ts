import * as fc from 'fast-check';
import { crossFieldProblems } from '../../../config/cross-field.ts';
import { merge } from '../../../config/merge.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import { defaults } from '../../../config/read-stage.ts';
import type { Config } from '../../../config/schema.ts';

type Thresholds = Config['thresholds'];

/** Returns the thresholds so many days later; earlier if there are fewer than none. */
export function movedBy(days: number, { create, deactivate, delete: { after, inactiveFor } }: Thresholds): Thresholds {
  return {
    create: { from: create.from + days, to: create.to + days },
    deactivate: { from: deactivate.from + days, to: deactivate.to + days },
    delete: { after: after + days, inactiveFor },
  };
}

/** Any configuration that the sweeper accepts. */
export const anyConfig = fc
  .record({
    everyDays: fc.constantFrom(1, 7, 7, 14),
    from: fc.integer({ min: 50, max: 90 }),
    windows: fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 })),
    inactiveFor: fc.integer({ min: 1, max: 9 }),
    inUseWithinDays: fc.constantFrom(0, 1, 7, 30),
    unused: fc.constantFrom({}, {}, { action: 'retire', keepInactiveFor: 30 }, { action: 'retire', after: 14 }),
    lateKeys: fc.constantFrom('create', 'create', 'report'),
    limits: fc.constantFrom({}, { percent: 10, minimum: 2 }, { percent: 100 }, { surprising: 1 }),
  })
  .map(({ everyDays, from, windows: [a, b, c, d], inactiveFor, ...more }) => {
    const to = from + everyDays + a;
    const [offFrom, offTo] = [to + everyDays + b, to + 2 * everyDays + b + c];
    const thresholds = { create: { from, to }, deactivate: { from: offFrom, to: offTo }, delete: { after: offTo + d, inactiveFor } };
    const schedule = `rate(${everyDays} day${everyDays === 1 ? '' : 's'})`;
    return { mode: 'enforce', accountId: '123456789012', everyDays, thresholds, ...more, deploy: { schedule, alarmEmail: 'none' } };
  })
  .map((settings) => merge(defaults(), settings))
  .filter((settings) => crossFieldProblems(settings).length === 0)
  .map((settings) => parseConfig(settings, 'the property'));
