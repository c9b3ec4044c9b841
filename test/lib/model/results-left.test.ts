import { expect, it } from 'vitest';
import { type Action, type Outcome, resultsLeft } from '../../../lib/model/plan.ts';
import { decision } from '../../tools/builders.ts';

it.each<[action: Action, outcome: Outcome, isLeft: boolean]>([
  ['delete', 'done', false],
  ['delete', 'failed', true],
  ['delete', 'deferred', true],
  ['delete', 'rehearsed', true],
  ['deactivate', 'done', true],
  ['keep', 'none', true],
])('given the action %s with outcome %s, the user still has the key: %s', (action, outcome, isLeft) => {
  const result = { decision: decision({ action }), outcome };
  expect(resultsLeft([result])).toEqual(isLeft ? [result] : []);
});
