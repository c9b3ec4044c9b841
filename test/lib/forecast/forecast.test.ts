import { addDays } from 'date-fns/addDays';
import { differenceInDays } from 'date-fns/differenceInDays';
import { describe, expect, it } from 'vitest';
import { forecastText } from '../../../cli/plan/forecast-text.ts';
import { planOf } from '../../../cli/plan/plan-of.ts';
import { weeksOf } from '../../../cli/plan/weeks.ts';
import { countsAhead, datesAhead } from '../../../lib/forecast/ahead.ts';
import { forecast, type SweepAhead } from '../../../lib/forecast/forecast.ts';
import type { Owners } from '../../../lib/forecast/supposed-use.ts';
import {
  aUser,
  config,
  decision,
  first,
  type Moment,
  now,
  type Overrides,
  plan,
  second,
  tagged,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';

const weekly = Array.from({ length: 26 }, (_, n) => addDays(now, n * 7));
const slow = {
  create: { from: 150, to: 160 },
  deactivate: { from: 175, to: 185 },
  delete: { after: 190, inactiveFor: 6 },
};
const profiles: Overrides = { profiles: { slow } };
const isSlow = tagged('profile', 'slow');
const pending = { stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] } };
const used = (at: Moment, id = first) => ({ used: { [id]: at } });

function sweepsAhead(user: UserSketch, owners: Owners = 'move', overrides: Overrides = {}): SweepAhead[] {
  return [...forecast([aUser(user)], { config: config(overrides), sweeps: weekly, owners })];
}

/** Returns in how many days each act on the first key is due; `-`: never. */
function daysUntil(user: UserSketch, owners?: Owners, overrides?: Overrides): string {
  const { replacedOn, deactivatedOn, deletedOn } =
    datesAhead(sweepsAhead(user, owners, overrides)).get(first) ?? {};
  const [replaced, deactivated, deleted] = [replacedOn, deactivatedOn, deletedOn].map((on) =>
    on ? differenceInDays(on, now) : '-',
  );
  return `replaced ${replaced}, deactivated ${deactivated}, deleted ${deleted}`;
}

describe('the dates ahead of a key', () => {
  it.each<[given: string, days: string, user: UserSketch, owners?: Owners, overrides?: Overrides]>([
    // Swept at 60, 81 (80 is enough, told for 21) and 95: 88 is not past 90.
    ['of 60 days', 'replaced 0, deactivated 21, deleted 35', withKeys(60)],
    ['of 59 days', 'replaced 7, deactivated 21, deleted 35', withKeys(59)],
    ['of 300 days', 'replaced 0, deactivated 14, deleted 21', withKeys(300)],
    ['in use, whose owner moves', 'replaced 0, deactivated 21, deleted 35', { ...withKeys(60), ...used(1) }],
    // At 81 it is still used and the sweep at 88 comes in time; at 88 use no longer counts.
    [
      'in use, whose owner stays',
      'replaced 0, deactivated 28, deleted 35',
      { ...withKeys(60), ...used(1) },
      'stay',
    ],
    [
      'on hold for 20 days',
      'replaced 21, deactivated 35, deleted 42',
      { ...withKeys(60), ...tagged('hold-until', '2026-12-14') },
    ],
    [
      'of an exempt user',
      'replaced -, deactivated -, deleted -',
      { ...withKeys(300), ...tagged('exempt', 'why not') },
    ],
    [
      'of a slow user who moves',
      'replaced 0, deactivated 21, deleted 42',
      { ...withKeys(154), ...isSlow, ...used(120) },
      'move',
      profiles,
    ],
    // Used within the 185 days of its profile, so that it is in use until its last sweep.
    [
      'of a slow user who stays',
      'replaced 0, deactivated 28, deleted 42',
      { ...withKeys(154), ...isSlow, ...used(120) },
      'stay',
      profiles,
    ],
    [
      'beside an unfinished one',
      'replaced -, deactivated 14, deleted 21',
      { ...withKeys(70, 1), ...pending },
    ],
  ])('given one %s, it is %s days from now', (_, days, user, owners, overrides) => {
    expect(daysUntil(user, owners, overrides)).toBe(days);
  });

  it.each<[string, number, UserSketch]>([
    ['nobody ever used', 1, {}],
    ['somebody used', 2, used({ hours: 3 }, second)],
  ])('given an unfinished key older than the current one that %s, %i keys are left', (_, left, more) => {
    const [, next] = sweepsAhead({ ...withKeys(5, 6), ...pending, ...more });
    expect(next?.plans[0]?.keys, 'keys in the next sweep').toHaveLength(left);
  });

  it('given limits, acts above them are forecast a sweep later', () => {
    const users = Array.from({ length: 11 }, (_, n) => {
      const AccessKeyId = `AKIA${String(n).padStart(16, '0')}`;
      return aUser({ ...withKeys({ AccessKeyId, age: 65 }), UserName: `u${n}` });
    });
    const settings = config({ limits: { percent: 1, minimum: 10 } });
    const counts = [...forecast(users, { config: settings, sweeps: weekly.slice(0, 3), owners: 'move' })].map(
      countsAhead,
    );
    expect(counts.map(({ created, deferred }) => ({ created, deferred }))).toEqual([
      { created: 10, deferred: 1 },
      { created: 1, deferred: 0 },
      { created: 0, deferred: 0 },
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
    const whole = planOf(next, dates, { ...about, all: true });
    expect({ shown: found.keys.length, hidden: found.hidden, all: whole.keys.length }).toEqual({
      shown,
      hidden,
      all: 1,
    });
  });

  it.each([
    ['keep', false],
    ['flag', true],
    ['mark', true],
    ['create', true],
  ] as const)('given %s, something is due: %s', (action, isDue) => {
    const plans = [plan([decision({ rule: 'late', action })])];
    expect(planOf({ now, plans }, new Map(), { ...about, all: false })).toMatchObject({ isDue });
  });
});

describe('a forecast', () => {
  const sweepIn = (days: number, action: 'create' | 'keep'): SweepAhead => ({
    now: addDays(now, days),
    plans: [plan([decision({ action })])],
  });

  it('given daily sweeps, acts are summed by week, and a week without a sweep has none', () => {
    const sweeps = [sweepIn(0, 'create'), sweepIn(6, 'create'), sweepIn(7, 'create'), sweepIn(8, 'keep')];
    const weeks = weeksOf(sweeps, now, 3);
    const created = weeks.map(({ counts }) => counts?.created);
    expect({ created, keys: weeks[0]?.counts?.keys }).toEqual({ created: [2, 1, undefined], keys: 1 });
  });

  const weeks = weeksOf([sweepIn(0, 'create'), sweepIn(7, 'keep')], now, 2);
  const about = { stage: 'prod', accountId: '123456789012', now, owners: 'stay' as const, failures: [] };
  const one = { ...about, outcomes: [{ source: 'a.yml', weeks }] };
  const two = { ...about, outcomes: [...one.outcomes, { source: 'b.yml', weeks: weeksOf([], now, 2) }] };

  it('given one configuration, there is a row for each week, and the sums', () => {
    const text = forecastText(one, 80);
    expect(text).toMatch(/^Week of +Keys +Created +Deactivated +Deleted +Deferred +Held +Flagged$/m);
    expect(text).toMatch(/^2026-11-24 +1 +1 +0 +0 +0 +0 +0$/m);
    expect(text).toMatch(/^all +1 +0 +0$/m);
    expect(text).toContain('that owners never\nmove to a replacement');
  });

  it('given two configurations, their counts are side by side', () => {
    const text = forecastText(two, 80);
    expect(text).toContain('Left of the slash a.yml, right of it b.yml.');
    expect(text).toMatch(/^2026-11-24 +1 \/ - +0 \/ -/m);
    expect(text).toMatch(/^all +1 \/ 0 +0 \/ 0 +0 \/ 0$/m);
  });

  it.each([one, two])('given 40 columns, weeks are paragraphs and no line is longer', (some) => {
    const text = forecastText(some, 40);
    for (const line of text.split('\n')) expect(line).toMatch(/^.{0,40}$/);
    expect(text).toMatch(/^2026-11-24\n(.* keys\n)?.* created$/m);
    expect(text).toMatch(/^2026-12-01\n {2}(nothing|1 keys)/m);
  });
});
