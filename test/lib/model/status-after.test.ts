import { expect, it } from 'vitest';
import { type Outcome, statusAfter } from '../../../lib/model/plan.ts';
import { accessKey, decision, inactive, second } from '../../tools/builders.ts';

const ends = decision({ rule: 'superseded-done', action: 'deactivate', key: accessKey() });

it.each<[outcome: Outcome, status: string]>([
  ['done', 'Inactive'],
  ['failed', 'Active'],
  ['deferred', 'Active'],
  ['rehearsed', 'Active'],
])('given a deactivation with outcome %s, its key is %s', (outcome, status) => {
  expect(statusAfter(ends, [{ decision: ends, outcome }])).toBe(status);
});

it('given another act that is done, or the deactivation of another key, the status stays', () => {
  const created = decision({ rule: 'create', action: 'create' });
  expect(statusAfter(created, [{ decision: created, outcome: 'done' }])).toBe('Active');
  expect(statusAfter(created, [{ decision: ends, outcome: 'done' }])).toBe('Active');
  expect(statusAfter(ends, [])).toBe('Active');
  const other = decision({ ...ends, key: accessKey({ AccessKeyId: second }) });
  expect(statusAfter(ends, [{ decision: other, outcome: 'done' }])).toBe('Active');
});

it('given an Inactive key, it stays so', () => {
  const kept = decision({ rule: 'inactive-waiting', action: 'keep', key: accessKey(inactive(0)) });
  expect(statusAfter(kept, [{ decision: kept, outcome: 'none' }])).toBe('Inactive');
});
