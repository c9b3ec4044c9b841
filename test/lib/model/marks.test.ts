import { describe, expect, it } from 'vitest';
import { overlapsToStart, settledIntents, staleMarks, stalePending } from '../../../lib/model/marks.ts';
import type { Decision, Outcome, Plan, Result, RuleName } from '../../../lib/model/plan.ts';
import { accessKey, ago, aUser, decision, first, plan, second, third } from '../../tools/builders.ts';

const told = (id: string) => `access-key-sweeper:told-since:${id}`;
const inactive = (id: string) => `access-key-sweeper:inactive-since:${id}`;
const lately = ago({ days: 3 });

const toldOf = ({ decisions }: Plan, AccessKeyId: string) =>
  decisions.find(({ key }) => key.AccessKeyId === AccessKeyId)?.dates.toldAt;

const idsToStart = (...given: Parameters<typeof overlapsToStart>) =>
  overlapsToStart(...given).map(({ key }) => key.AccessKeyId);

function planOf(
  rules: readonly [string, RuleName, Partial<Decision>?][],
  known: Parameters<typeof aUser>[0] = {},
): Plan {
  const user = aUser({
    keys: rules.map(([AccessKeyId, , over]) => over?.key ?? accessKey({ AccessKeyId })),
    ...known,
  });
  const decisions = rules.map(([AccessKeyId, rule, overrides]) =>
    decision({ key: accessKey({ AccessKeyId }), rule, action: 'keep', ...overrides }, user),
  );
  return plan(decisions, user);
}

function resultsOf({ decisions }: Plan, outcome: Outcome): Result[] {
  return decisions.map((one) => ({ decision: one, outcome }));
}

const overlap: RuleName[] = [
  'superseded-in-use',
  'superseded-done',
  'superseded-waiting',
  'in-the-way-done',
  'in-the-way',
];
const noOverlap: RuleName[] = [
  'unfinished',
  'orphan',
  'unknown-status',
  'inactive-current',
  'inactive-unmarked',
  'inactive-past-delete',
  'inactive-waiting',
  'two-in-use',
  'unused',
  'no-slot',
  'late',
  'create',
  'fresh',
];

describe('told-since marks', () => {
  it.each(overlap)('given a key that is %s, its mark stays and counts', (rule) => {
    const plan = planOf([[first, rule]], { told: { [first]: lately } });
    expect(staleMarks(plan)).toEqual([]);
    expect(toldOf(plan, first)).toEqual(lately);
  });

  it.each(noOverlap)('given a key that is %s, its mark goes and counts no more', (rule) => {
    const plan = planOf([[first, rule]], { told: { [first]: lately } });
    expect(staleMarks(plan)).toEqual([told(first)]);
    expect(toldOf(plan, first)).toBeUndefined();
  });

  it('given a key that is gone, its mark goes', () => {
    const plan = planOf([[first, 'superseded-waiting']], { told: { [first]: lately, [second]: lately } });
    expect(staleMarks(plan)).toEqual([told(second)]);
    expect(toldOf(plan, second)).toBeUndefined();
  });

  it('given two keys in overlap, each has its own mark', () => {
    const later = ago({ days: 1 });
    const plan = planOf(
      [
        [first, 'superseded-waiting'],
        [second, 'in-the-way'],
      ],
      { told: { [first]: lately, [second]: later } },
    );
    expect([toldOf(plan, first), toldOf(plan, second)]).toEqual([lately, later]);
    expect(staleMarks(plan)).toEqual([]);
  });

  it('given a mark in other case, it is removed under our prefix, the only one the role may touch', () => {
    const tags = { [`ACCESS-KEY-SWEEPER:Told-Since:${first.toLowerCase()}`]: lately.toISOString() };
    expect(staleMarks(planOf([[first, 'fresh']], { tags }))).toEqual([told(first.toLowerCase())]);
  });

  it('given nothing known of the user, nobody was told', () => {
    const plan = { ...planOf([[first, 'superseded-waiting']]), evidence: undefined };
    const { dates } = decision({ rule: 'superseded-waiting' }, plan);
    expect(dates.toldAt).toBeUndefined();
    expect(staleMarks(plan)).toEqual([]);
  });
});

describe('a user whose keys are all gone', () => {
  it('given marks about them, all go', () => {
    const known = {
      told: { [first]: lately },
      inactiveSince: { [second]: lately },
      intents: [{ at: lately }],
    };
    expect(staleMarks(planOf([], known))).toEqual([inactive(second), told(first)]);
    expect(settledIntents(planOf([], known), [])).toEqual(['access-key-sweeper:creating:sweep-0']);
  });
});

describe('pending labels', () => {
  const both = { stages: { [first]: ['AWSCURRENT', 'AWSPENDING'] } };

  it.each<[string, Parameters<typeof aUser>[0], string[]]>([
    ['both current and pending', both, [`access-key-sweeper-${first}`]],
    [
      'both previous and pending',
      { stages: { [first]: ['AWSPREVIOUS', 'AWSPENDING'] } },
      [`access-key-sweeper-${first}`],
    ],
    ['current only', { stages: { [first]: ['AWSCURRENT'] } }, []],
    ['pending only', { stages: { [first]: ['AWSPENDING'] } }, []],
    ['current, another one pending', { stages: { [first]: ['AWSCURRENT'], [second]: ['AWSPENDING'] } }, []],
    ['both, in a secret that is not ours', { ...both, secret: { refusal: 'is not ours' } }, []],
    [
      'pending, of a key that is gone',
      { stages: { [third]: ['AWSPENDING'] } },
      [`access-key-sweeper-${third}`],
    ],
    ['current, of a key that is gone', { stages: { [third]: ['AWSCURRENT'] } }, []],
    [
      'pending, but not ours',
      { secret: { versions: new Map([['by-hand', { stages: ['AWSPENDING'], createdAt: lately }]]) } },
      [],
    ],
  ])('given a version that is %s, what is taken off is %o', (_, known, versions) => {
    const plan = planOf(
      [
        [first, 'fresh'],
        [second, 'unfinished'],
      ],
      known,
    );
    expect(stalePending(plan)).toEqual(versions);
  });

  it('given a user that is left alone, or of whom nothing is known, none is taken off', () => {
    expect(stalePending(planOf([[first, 'in-flight']], both))).toEqual([]);
    expect(stalePending({ ...planOf([[first, 'fresh']], both), evidence: undefined })).toEqual([]);
  });
});

describe('inactive-since marks', () => {
  const known = { inactiveSince: { [first]: lately } };

  it.each<[string, string[]]>([
    ['Active', [inactive(first)]],
    ['Inactive', []],
    ['Expired', []],
  ])('given a key that is %s, what goes is %o', (Status, stale) => {
    expect(staleMarks(planOf([[first, 'fresh', { key: accessKey({ Status }) }]], known))).toEqual(stale);
  });

  it('given a key that is gone, its mark goes', () => {
    expect(staleMarks(planOf([[second, 'fresh']], known))).toEqual([inactive(first)]);
  });
});

describe('a user that is left alone', () => {
  it.each<RuleName>(['exempt', 'in-flight'])('given a user that is %s, every mark stays', (rule) => {
    const plan = planOf([[first, rule]], {
      told: { [first]: lately },
      inactiveSince: { [first]: lately },
      intents: [{ at: lately }],
    });
    expect(staleMarks(plan)).toEqual([]);
    expect(settledIntents(plan, [])).toEqual([]);
  });
});

describe('intent marks', () => {
  const known = { intents: [{ at: lately }, { at: ago({ days: 9 }) }] };
  const both = ['access-key-sweeper:creating:sweep-0', 'access-key-sweeper:creating:sweep-1'];

  it('given attempts that are over and left nothing, their marks go', () => {
    expect(settledIntents(planOf([[first, 'fresh']], known), [])).toEqual(both);
  });

  it.each<[RuleName, Outcome, string[]]>([
    ['orphan', 'done', both],
    ['orphan', 'failed', []],
    ['orphan', 'held', []],
    ['orphan', 'deferred', []],
    ['orphan', 'none', []],
    ['unfinished', 'done', both],
    ['unfinished', 'failed', []],
    ['inactive-past-delete', 'failed', both],
  ])('given %s mended with outcome %s, the marks that go are %o', (rule, outcome, gone) => {
    const plan = planOf([[first, rule]], known);
    expect(settledIntents(plan, resultsOf(plan, outcome))).toEqual(gone);
  });

  it('given an unfinished key that is only flagged, every mark stays', () => {
    expect(settledIntents(planOf([[first, 'unfinished', { action: 'flag' }]], known), [])).toEqual([]);
  });

  it('given one thing mended and another not, every mark stays', () => {
    const plan = planOf(
      [
        [first, 'orphan'],
        [second, 'unfinished'],
      ],
      known,
    );
    const [done, failed] = [resultsOf(plan, 'done'), resultsOf(plan, 'failed')];
    expect(settledIntents(plan, [...done.slice(0, 1), ...failed.slice(1)])).toEqual([]);
  });

  it('given nothing known of the user, there is no mark to remove', () => {
    expect(settledIntents({ ...planOf([[first, 'fresh']]), evidence: undefined }, [])).toEqual([]);
  });
});

describe('the beginning of an overlap', () => {
  it.each(overlap)('given a key that is %s and nothing done, it begins', (rule) => {
    const plan = planOf([[first, rule]]);
    expect(idsToStart(plan, resultsOf(plan, 'none'))).toEqual([first]);
  });

  it.each(noOverlap)('given a key that is %s, none begins', (rule) => {
    const plan = planOf([[first, rule]]);
    expect(idsToStart(plan, resultsOf(plan, 'none'))).toEqual([]);
  });

  it.each<[number, Outcome, string[]]>([
    [60, 'done', [first]],
    [59, 'done', []],
    [65, 'none', []],
    [65, 'held', []],
  ])('given a replacement created at age %i with outcome %s, what begins is %o', (age, outcome, ids) => {
    const plan = planOf([[first, 'create', { age, action: 'create' }]]);
    expect(idsToStart(plan, resultsOf(plan, outcome))).toEqual(ids);
  });

  it('given a key that was deactivated, its overlap is over', () => {
    const plan = planOf([[first, 'superseded-done', { action: 'deactivate' }]]);
    expect(idsToStart(plan, resultsOf(plan, 'done'))).toEqual([]);
  });

  it.each<Outcome>(['failed', 'deferred'])('given an act of the user that %s, none begins', (outcome) => {
    const plan = planOf([[first, 'superseded-waiting']]);
    const other = { decision: decision(), outcome };
    expect(idsToStart(plan, [...resultsOf(plan, 'none'), other])).toEqual([]);
  });

  it('given a key told before, its mark is not set again', () => {
    const plan = planOf([[first, 'superseded-waiting']], { told: { [first]: lately } });
    expect(idsToStart(plan, resultsOf(plan, 'none'))).toEqual([]);
  });

  it('given a mark that is no date, it is set again', () => {
    const plan = planOf([[first, 'superseded-waiting']], { tags: { [told(first)]: 'yes' } });
    expect(idsToStart(plan, resultsOf(plan, 'none'))).toEqual([first]);
  });

  it('given a mark of an earlier overlap, a key replaced anew begins a new one', () => {
    const plan = planOf([[first, 'create', { age: 75, action: 'create' }]], { told: { [first]: lately } });
    expect(staleMarks(plan)).toEqual([told(first)]);
    expect(idsToStart(plan, resultsOf(plan, 'done'))).toEqual([first]);
  });
});
