import { addDays } from 'date-fns/addDays';
import { describe, expect, it } from 'vitest';
import { forecastText } from '../../../cli/plan/forecast-text.ts';
import { planOf } from '../../../cli/plan/sweep-plan.ts';
import { weeksOf } from '../../../cli/plan/weeks.ts';
import { countsAhead, datesAhead } from '../../../lib/forecast/ahead.ts';
import { type Foreseen, forecast } from '../../../lib/forecast/forecast.ts';
import type { Owners } from '../../../lib/forecast/supposed-use.ts';
import type { Case } from '../../../lib/model/types.ts';
import {
  aCase,
  accessKey,
  ago,
  config,
  decision,
  first,
  now,
  type Overrides,
  plan,
  second,
} from '../../tools/builders.ts';

const weekly = Array.from({ length: 26 }, (_, n) => addDays(now, n * 7));

function foreseen(subject: Case, owners: Owners = 'move', settings: Overrides = {}): Foreseen[] {
  return [...forecast([subject], { config: config(settings), sweeps: weekly, owners })];
}

/** In how many days each act comes to a key. */
function daysOf(subject: Case, id = first, owners: Owners = 'move', settings: Overrides = {}) {
  const { replacedOn, deactivatedOn, deletedOn } =
    datesAhead(foreseen(subject, owners, settings)).get(id) ?? {};
  return [replacedOn, deactivatedOn, deletedOn].map(
    (on) => on && (on.getTime() - now.getTime()) / 86_400_000,
  );
}

describe('the dates ahead of a key', () => {
  const inUse = { used: { [first]: ago({ days: 1 }) } };
  it.each([
    // Swept at 60, 81 (80 is enough, told for 21) and 95: 88 is not past 90.
    ['60 days old', aCase({ keys: [accessKey({ age: 60 })] }), 'move', [0, 21, 35]],
    ['59 days old', aCase({ keys: [accessKey({ age: 59 })] }), 'move', [7, 21, 35]],
    ['found late', aCase({ keys: [accessKey({ age: 300 })] }), 'move', [0, 14, 21]],
    ['in use, its owner moves', aCase({ keys: [accessKey({ age: 60 })], ...inUse }), 'move', [0, 21, 35]],
    // At 81 it is still used and 88 comes in time; then it is not asked any more.
    ['in use, its owner stays', aCase({ keys: [accessKey({ age: 60 })], ...inUse }), 'stay', [0, 28, 35]],
  ] as const)('given one %s, they are those of the sweeps that will do it', (_, subject, owners, days) => {
    expect(daysOf(subject, first, owners)).toEqual(days);
  });

  it('given a user on hold, they come when the hold is over', () => {
    const tags = { 'access-key-sweeper:hold-until': addDays(now, 20).toISOString().slice(0, 10) };
    expect(daysOf(aCase({ keys: [accessKey({ age: 60 })], tags }))).toEqual([21, 35, 42]);
  });

  it('given an exempt user, there are none', () => {
    const tags = { 'access-key-sweeper:exempt': 'why not' };
    expect(daysOf(aCase({ keys: [accessKey({ age: 300 })], tags }))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('given a user with a profile, they come at its ages', () => {
    const tags = { 'access-key-sweeper:profile': 'slow' };
    const slow = {
      create: { from: 150, to: 160 },
      deactivate: { from: 175, to: 185 },
      delete: { after: 190, inactiveFor: 6 },
    };
    const inUse = { used: { [first]: ago({ days: 120 }) } };
    const subject = aCase({ keys: [accessKey({ age: 154 })], tags, ...inUse });
    expect(daysOf(subject, first, 'move', { profiles: { slow } })).toEqual([0, 21, 42]);
    // Used within the 185 days of its profile, so that it is in use until its last sweep.
    expect(daysOf(subject, first, 'stay', { profiles: { slow } })).toEqual([0, 28, 42]);
  });

  it('given a pending version that a crash left, it is finished and the older key goes', () => {
    const keys = [accessKey({ age: 70 }), accessKey({ AccessKeyId: second, age: 1 })];
    const stages = { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] };
    expect(daysOf(aCase({ keys, stages }))).toEqual([undefined, 14, 21]);
  });

  it.each([
    ['nobody ever used', {}, 1],
    ['somebody used', { used: { [second]: ago({ hours: 3 }) } }, 2],
  ])('given a pending version that gives way and that %s, %3$i keys are left', (_, used, left) => {
    const keys = [accessKey({ age: 5 }), accessKey({ AccessKeyId: second, age: 6 })];
    const stages = { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] };
    expect(foreseen(aCase({ keys, stages, ...used }))[1]?.plans[0]?.decisions).toHaveLength(left);
  });

  it('given limits, what is over comes a sweep later', () => {
    const cases = Array.from({ length: 11 }, (_, n) => {
      const AccessKeyId = `AKIA${String(n).padStart(16, '0')}`;
      return aCase({ keys: [accessKey({ AccessKeyId, age: 65 })], holder: { UserName: `u${n}` } });
    });
    const settings = config({ limits: { percent: 1, minimum: 10 } });
    const sweeps = [...forecast(cases, { config: settings, sweeps: weekly, owners: 'move' })].map(
      countsAhead,
    );
    expect(sweeps.slice(0, 3).map(({ created, deferred }) => [created, deferred])).toEqual([
      [10, 1],
      [1, 0],
      [0, 0],
    ]);
  });
});

describe('a plan', () => {
  const about = {
    stage: 'prod',
    accountId: '1',
    region: 'us-east-1',
    mode: 'enforce',
    now,
    owners: 'move',
    unclearTags: [],
    failures: [],
  } as const;
  const kept = decision({ rule: 'fresh', action: 'keep' });
  const next = { now, plans: [plan([kept])] };

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

describe('a forecast', () => {
  const sweepIn = (days: number, action: 'create' | 'keep'): Foreseen => ({
    now: addDays(now, days),
    plans: [plan([decision({ action })])],
  });

  it('given daily sweeps, acts are summed by week, and a week without a sweep has none', () => {
    const sweeps = [sweepIn(0, 'create'), sweepIn(6, 'create'), sweepIn(7, 'create'), sweepIn(8, 'keep')];
    const weeks = weeksOf(sweeps, now, 3);
    expect(weeks.map(({ counts }) => counts?.created)).toEqual([2, 1, undefined]);
    expect(weeks[0]?.counts?.keys).toBe(1);
  });

  const weeks = weeksOf([sweepIn(0, 'create'), sweepIn(7, 'keep')], now, 2);
  const report = { stage: 'prod', accountId: '123456789012', now, owners: 'stay' as const, failures: [] };
  const one = { ...report, outcomes: [{ source: 'a.yml', weeks }] };
  const two = { ...report, outcomes: [...one.outcomes, { source: 'b.yml', weeks: weeksOf([], now, 2) }] };

  it('given one configuration, a row a week and the sums', () => {
    const text = forecastText(one, 80);
    expect(text).toMatch(/^Week of +Keys +Created +Deactivated +Deleted +Deferred +Held +Flagged$/m);
    expect(text).toMatch(/^2026-11-24 +1 +1 +0 +0 +0 +0 +0$/m);
    expect(text).toMatch(/^all +1 +0 +0$/m);
    expect(text).toContain('that owners never\nmove to a replacement');
  });

  it('given two, they stand side by side', () => {
    const text = forecastText(two, 80);
    expect(text).toContain('Left of the slash a.yml, right of it b.yml.');
    expect(text).toMatch(/^2026-11-24 +1 \/ - +0 \/ -/m);
    expect(text).toMatch(/^all +1 \/ 0 +0 \/ 0 +0 \/ 0$/m);
  });

  it.each([one, two])('given 40 columns, weeks are paragraphs and no line is longer', (some) => {
    const text = forecastText(some, 40);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    expect(text).toMatch(/^2026-11-24\n(.* keys\n)?.* created$/m);
    expect(text).toMatch(/^2026-12-01\n {2}(nothing|1 keys)/m);
  });
});
