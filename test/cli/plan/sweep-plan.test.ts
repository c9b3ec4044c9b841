import { describe, expect, it } from 'vitest';
import { planOf } from '../../../cli/plan/sweep-plan.ts';
import { decision, first, now, plan } from '../../tools/builders.ts';

const about = {
  stage: 'prod',
  accountId: '1',
  region: 'us-east-1',
  mode: 'enforce',
  freeze: null,
  now,
  owners: 'move',
  unclearTags: [],
  refused: [],
  backlog: null,
  unusedKeys: 0,
  concerns: [],
  unmatchedSettings: [],
  unheardUsers: [],
  subscribersUnknown: null,
  failures: [],
} as const;
const next = { now, plans: [plan([decision({ rule: 'fresh', action: 'keep' })])] };

describe('a plan', () => {
  it.each([
    [30, 1, 0],
    [30.1, 0, 1],
  ])('given something in %d days, %i keys are shown and %i left out', (days, shown, hidden) => {
    const dates = new Map([[first, { deletedOn: new Date(now.getTime() + days * 86_400_000) }]]);
    const found = planOf(next, dates, { ...about, all: false });
    expect([found.keys.length, found.hidden]).toEqual([shown, hidden]);
    expect(planOf(next, dates, { ...about, all: true }).keys).toHaveLength(1);
  });

  it.each([
    ['keep', false],
    ['flag', true],
    ['mark', true],
    ['create', true],
  ] as const)('given %s, something is due: %s', (action, isDue) => {
    const plans = [plan([decision({ rule: 'late', action })])];
    expect(planOf({ now, plans }, new Map(), { ...about, all: false }).isDue).toBe(isDue);
  });
});
