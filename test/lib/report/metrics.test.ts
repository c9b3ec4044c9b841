import { expect, it } from 'vitest';
import { countsOf } from '../../../lib/report/counts.ts';
import { metricsOf } from '../../../lib/report/metrics.ts';
import { decision, plan, userResultOf } from '../../tools/builders.ts';

const userResults = [userResultOf(plan([decision()]))];
const holders = userResults.map(({ plan: user }) => user);
const counts = countsOf({ holders, userResults, failures: [], unreached: [], isNamed: false });

it('given a whole sweep, every count is a metric, zeros included', () => {
  const metrics = metricsOf(counts, { isNamed: false });
  expect(metrics).toMatchObject({ Users: 1, Keys: 1, OldestActiveKeyDays: 65, DueKeys: 1, CreateDone: 1, DeleteFailed: 0, Failures: 0 });
  expect(Object.keys(metrics)).toHaveLength(Object.keys(counts).length - 1 + 7 * 6);
});

it('given a sweep of named users, the figures of the account are left out and all others stay', () => {
  const whole = Object.keys(metricsOf(counts, { isNamed: false }));
  const named = Object.keys(metricsOf(counts, { isNamed: true }));
  expect(whole.filter((name) => !named.includes(name))).toEqual([
    'Users',
    'Keys',
    'OldestActiveKeyDays',
    'YoungKeys',
    'DueKeys',
    'ClosingKeys',
    'KeysPastLimit',
  ]);
});
