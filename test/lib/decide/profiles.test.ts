import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../config/input-error.ts';
import { merge } from '../../../config/merge.ts';
import { parseConfig } from '../../../config/parse-config.ts';
import { defaults } from '../../../config/read-stage.ts';
import { decide } from '../../../lib/decide/decide.ts';
import { limit } from '../../../lib/decide/limit.ts';
import { isDue } from '../../../lib/model/due.ts';
import { digestsOf } from '../../../lib/notify/digest/digest.ts';
import { countsOf } from '../../../lib/report/counts.ts';
import { reportOf } from '../../../lib/report/report.ts';
import {
  accessKey,
  ago,
  aUser,
  carriedOut,
  config,
  contextOf,
  decisionOf,
  first,
  keyHolder,
  now,
  type Overrides,
  ruleFor,
  second,
} from '../../tools/builders.ts';
import { type Known, noticeOf } from '../../tools/notice-examples.ts';

const slow = {
  create: { from: 150, to: 160 },
  deactivate: { from: 175, to: 185 },
  delete: { after: 190, inactiveFor: 20 },
};
const fast = {
  create: { from: 30, to: 37 },
  deactivate: { from: 44, to: 51 },
  delete: { after: 51, inactiveFor: 6 },
};
const profiles: Overrides = { profiles: { slow, fast } };
const tagged = (profile: string) => ({ tags: { 'access-key-sweeper:profile': profile } });

function faultsOf(over: object): string[] {
  try {
    parseConfig(merge(defaults(), over), 'test');
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems.map(({ path, found }) => `${path}: ${found}`);
    throw thrown;
  }
}

describe('profiles in the configuration', () => {
  it.each<[string, object, string[]]>([
    ['none', {}, []],
    ['two good ones', { slow, fast }, []],
    [
      'one whose window a sweep can miss',
      { slow: { ...slow, create: { from: 155, to: 160 } } },
      ['profiles.slow.create: 155 to 160, 5 days'],
    ],
    [
      'one whose overlap is too short',
      { 'a.b': { ...slow, deactivate: { from: 166, to: 185 } } },
      ['profiles.a.b.deactivate.from: 166, 6 days after'],
    ],
    [
      'one whose old key outlives its replacement',
      { slow: { ...slow, delete: { after: 310, inactiveFor: 6 } } },
      [
        'profiles.slow.delete: day 318 (the later of delete.after + 1 and deactivate.to + inactiveFor, and everyDays more)',
      ],
    ],
    [
      'one that is not whole',
      { slow: { create: slow.create } },
      ['profiles.slow.deactivate: nothing', 'profiles.slow.delete: nothing'],
    ],
    [
      'one of another shape',
      { slow: { ...slow, after: 3 } },
      ['profiles.slow.after: a name that does not exist'],
    ],
    [
      'one whose ages go beyond a hundred years',
      {
        slow: {
          create: { from: 36_494, to: 36_501 },
          deactivate: { from: 36_508, to: 36_515 },
          delete: { after: 36_515, inactiveFor: 6 },
        },
      },
      [
        'profiles.slow.create.to: 36501',
        'profiles.slow.deactivate.from: 36508',
        'profiles.slow.deactivate.to: 36515',
        'profiles.slow.delete.after: 36515',
      ],
    ],
    ['a name of 128 letters', { ['x'.repeat(128)]: slow }, []],
    [
      'a name that no mark has room for',
      { ['x'.repeat(129)]: slow },
      [`profiles.${'x'.repeat(129)}: "${'x'.repeat(129)}"`],
    ],
    ['no group at all', { slow: 5 }, ['profiles.slow: 5']],
  ])('given %s, every fault is named with the profile', (_, given, faults) => {
    expect(faultsOf({ profiles: given })).toEqual(faults);
  });
});

describe('the thresholds of one user', () => {
  it.each<[number, string | undefined, string]>([
    [149, 'slow', 'fresh'],
    [150, 'slow', 'create'],
    [29, 'fast', 'fresh'],
    [30, 'fast', 'create'],
    [59, undefined, 'fresh'],
    [60, undefined, 'create'],
  ])('given a key of %i days and profile %s, rule %s holds', (age, profile, rule) => {
    const subject = aUser({ keys: [accessKey({ age })], ...(profile && tagged(profile)) });
    expect(ruleFor(subject, first, profiles)).toBe(rule);
  });

  it('given no profile, one that is called undefined is not meant', () => {
    const subject = aUser({ keys: [accessKey({ age: 60 })] });
    expect(ruleFor(subject, first, { profiles: { undefined: slow } })).toBe('create');
  });

  it('given a profile, its overlap, its end and its deletion count, and the reasons say so', () => {
    const pair = (age: number, told: number, Status = 'Active') =>
      aUser({
        keys: [accessKey({ age, Status }), accessKey({ AccessKeyId: second, age: 20 })],
        stages: { [second]: ['AWSCURRENT'] },
        told: { [first]: ago({ days: told }) },
        inactiveSince: { [first]: ago({ days: told }) },
        ...tagged('slow'),
      });
    expect(ruleFor(pair(175, 14), first, profiles)).toBe('superseded-waiting');
    expect(ruleFor(pair(174, 15), first, profiles)).toBe('superseded-waiting');
    expect(ruleFor(pair(175, 15), first, profiles)).toBe('superseded-done');
    expect(decisionOf(pair(174, 15), first, profiles).reason).toContain('deactivated from day 175');
    expect(ruleFor(pair(191, 19, 'Inactive'), first, profiles)).toBe('inactive-waiting');
    expect(ruleFor(pair(191, 20, 'Inactive'), first, profiles)).toBe('inactive-past-delete');
  });

  it('given a profile that nobody knows, the user is left alone and a person is told what is known', () => {
    const known: Known = { keys: [accessKey({ age: 300 })], ...tagged('constructor') };
    expect(decisionOf(aUser(known), first, profiles)).toMatchObject({ rule: 'exempt', action: 'keep' });
    const userResults = [carriedOut(decide(aUser(known), config(profiles), now))];
    const inventory = { holders: [], failures: [], unreached: [], missing: [], rootKeys: 0 };
    const read = { failures: [], unreached: [] };
    const report = reportOf({ inventory, read, userResults }, { now });
    const [digest] = digestsOf(report, contextOf(config(profiles)));
    expect(digest?.text).toContain('Needs a person: tags that cannot be read (1)\n');
    expect(digest?.text).toContain(
      '- bob: its profile tag says "constructor", so it is left alone; known profiles: slow, fast',
    );
    expect(digest?.text).not.toContain('Exempt, yet old');
  });

  it.each([
    ['no profiles', {}, 60],
    ['a slower one only', { profiles: { slow } }, 60],
    ['a faster one', profiles, 30],
  ])(
    'given %s, evidence is read from day %3$i on, before the profile of anybody is known',
    (_, over, from) => {
      const due = (age: number) =>
        isDue(keyHolder({ keys: [accessKey({ age })] }), config(over as Overrides), now);
      expect([due(from - 1), due(from)]).toEqual([false, true]);
    },
  );

  it('given a key past the limit of others but not of its own, it is not counted as past', () => {
    const counts = (profile: string) => {
      const plan = decide(
        aUser({ keys: [accessKey({ age: 100 })], ...tagged(profile) }),
        config(profiles),
        now,
      );
      const userResults = [carriedOut(plan)];
      return countsOf({ holders: [], userResults, failures: [], unreached: [], isNamed: false });
    };
    expect(counts('slow')).toMatchObject({ youngKeys: 1, keysPastLimit: 0 });
    expect(counts('fast')).toMatchObject({ youngKeys: 0, keysPastLimit: 1 });
  });

  it('given a wave, the most overdue by their own thresholds go first', () => {
    const settings = config({ ...profiles, limits: { percent: 1, minimum: 1 } });
    const plans = [
      aUser({ keys: [accessKey({ age: 151 })], ...tagged('slow') }),
      aUser({ keys: [accessKey({ age: 65 })] }),
    ].map((subject) => decide(subject, settings, now));
    const spread = limit(plans, settings.limits).flatMap(({ decisions }) => decisions);
    expect(spread.map(({ postponed }) => postponed)).toEqual(['deferred', undefined]);
  });

  it.each([
    ['create', aUser({ keys: [accessKey({ age: 150 })], ...tagged('slow') }), 150],
    [
      'deactivate',
      aUser({
        keys: [accessKey({ age: 180 }), accessKey({ AccessKeyId: second, age: 20 })],
        stages: { [second]: ['AWSCURRENT'] },
        told: { [first]: ago({ days: 15 }) },
        ...tagged('slow'),
      }),
      175,
    ],
    [
      'delete',
      aUser({
        keys: [accessKey({ age: 200, Status: 'Inactive' })],
        inactiveSince: { [first]: ago({ days: 20 }) },
        ...tagged('slow'),
      }),
      190,
    ],
  ])('given %s, it is due from its own threshold for that', (action, subject, dueFrom) => {
    expect(decisionOf(subject, first, profiles)).toMatchObject({ action, dueFrom });
  });

  it('given a profile, notices name its dates', () => {
    const known: Known = { keys: [accessKey({ age: 155 })], ...tagged('slow') };
    expect(noticeOf(known, profiles)?.subject).toContain('move before 2026-12-14');
    expect(noticeOf(known, profiles)?.text).toContain('and from 2026-12-17 on even if it is still in use');
  });
});
