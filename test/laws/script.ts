import * as fc from 'fast-check';
import { crossFieldProblems } from '../../config/cross-field.ts';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import type { Settings } from '../../sandbox/account/settings.ts';
import { type Fault, faultNames } from '../../sandbox/faults/fault-schema.ts';
import { manualChangeNames } from '../../sandbox/faults/manual-changes.ts';

/** What goes wrong, or what a person does, at one call of a week: of this number, or the first of this operation. */
export type Mishap = { at: number | string; fault: Fault['fault'] };

/**
 * Whether a second sweep of everybody runs with a week's own: call by call in the order of the week's dice, or right
 * after it; or whether the continuation does that the first one asked for.
 */
export const companies = ['none', 'beside', 'after', 'continuation'] as const;

/** When a sweep starts after the one before, what goes wrong in it, and what else is swept that week. */
type Week = {
  days: number;
  lateMinutes: number;
  mishaps: Mishap[];
  company: (typeof companies)[number];
  dice: number;
};

/** A whole run: an account, how its AWS behaves, a configuration and what happens. */
export type Script = {
  users: object[];
  secrets: object[];
  settings: Partial<Settings>;
  config: Config;
  weeks: Week[];
};

export const start = new Date('2026-03-03T06:00:00Z');

const key = fc.record({
  Status: fc.oneof(
    { weight: 20, arbitrary: fc.constant('Active') },
    { weight: 6, arbitrary: fc.constant('Inactive') },
    { weight: 1, arbitrary: fc.constant('Expired') },
  ),
  ageDays: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 1000 })),
  unusedFor: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  stages: fc.option(fc.constantFrom([], ['AWSCURRENT'], ['AWSPREVIOUS'], ['AWSPENDING']), { freq: 1 }),
  toldFor: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 1 }),
  inactiveFor: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 1 }),
});

const tags = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  fc.constantFrom(
    { 'access-key-sweeper:exempt': 'by hand' },
    { 'access-key-sweeper:hold-until': '2026-05-05' },
    { 'access-key-sweeper:owner': 'team-a' },
    { 'access-key-sweeper:creating:x': 'garbage' },
    { 'access-key-sweeper:told-since:AKIAGONE000000000000': '2026-01-01' },
  ),
);

const uses = fc.constantFrom('newest', 'oldest', 'none');
const secret = fc.oneof(
  { weight: 10, arbitrary: fc.constant(undefined) },
  fc.constantFrom({ team: 'x' }, { 'access-key-sweeper:user-id': 'AIDASOMEBODYELSE0000' }),
);

const keys = fc.oneof(
  { weight: 6, arbitrary: fc.array(key, { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.array(key, { minLength: 2, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(key, { maxLength: 3 }) },
);

const user = fc.record({ keys, tags, uses, secret });

const answers = [
  { code: 'AccessDenied', status: 403 },
  { code: 'InternalFailure', status: 500 },
];

/** Every kind of mishap by its name. */
export const mishapNames: readonly string[] = [
  ...faultNames,
  ...answers.map(({ code }) => code),
  ...manualChangeNames,
];

/** Between these calls a key or its secret is nowhere else. */
const delicate = [
  'iam:TagUser',
  'iam:CreateAccessKey',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
  'iam:UpdateAccessKey',
  'iam:DeleteAccessKey',
];

const mishap: fc.Arbitrary<Mishap> = fc.record({
  at: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 90 }) }, fc.constantFrom(...delicate)),
  fault: fc.oneof(
    fc.constantFrom(...faultNames),
    fc.constantFrom(...answers),
    fc.constantFrom(...manualChangeNames).map((byHand) => ({
      byHand,
      ...(byHand === 'tag-user' && { tag: { Key: 'access-key-sweeper:hold-until', Value: '2026-06-01' } }),
    })),
  ),
});

const week: fc.Arbitrary<Omit<Week, 'days'> & { missed: number }> = fc.record({
  missed: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
  lateMinutes: fc.nat({ max: 60 }),
  mishaps: fc.array(mishap, { maxLength: 3 }),
  company: fc.oneof({ weight: 4, arbitrary: fc.constant(companies[0]) }, fc.constantFrom(...companies)),
  dice: fc.nat(),
});

/** Any configuration that is accepted. */
export const configs = fc
  .record({
    everyDays: fc.constantFrom(1, 7, 7, 14),
    from: fc.integer({ min: 50, max: 90 }),
    windows: fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), fc.nat({ max: 9 })),
    inactiveFor: fc.integer({ min: 1, max: 9 }),
    inUseWithinDays: fc.constantFrom(0, 1, 7, 30),
    retireUnusedAfterDays: fc.constantFrom(null, null, null, 100, 365),
    lateKeys: fc.constantFrom('create', 'create', 'report'),
    limits: fc.constantFrom({}, { percent: 10, minimum: 2 }, { percent: 100 }, { surprising: 1 }),
  })
  .map(({ everyDays, from, windows: [a, b, c, d], inactiveFor, ...more }) => {
    const to = from + everyDays + a;
    const [offFrom, offTo] = [to + everyDays + b, to + 2 * everyDays + b + c];
    const thresholds = {
      create: { from, to },
      deactivate: { from: offFrom, to: offTo },
      delete: { after: offTo + d, inactiveFor },
    };
    const schedule = `rate(${everyDays} day${everyDays === 1 ? '' : 's'})`;
    return { mode: 'enforce', everyDays, thresholds, ...more, deploy: { schedule, alarmEmail: 'none' } };
  })
  .map((settings) => merge(defaults(), settings))
  .filter((settings) => crossFieldProblems(settings).length === 0)
  .map((settings) => parseConfig(settings, 'the property'));

/** How the AWS of a run differs from a quiet one; a key that takes 40 seconds to work is not proven in time. */
const settings = fc.record(
  {
    propagationSeconds: fc.constantFrom(8, 0, 20, 40),
    listLagSeconds: fc.constantFrom(0, 0, 2, 20),
    pageSize: fc.constantFrom(1000, 1000, 1000, 3, 1),
    keysPerUser: fc.constantFrom(2, 2, 2, 3),
    versionsPerSecret: fc.constantFrom(100, 1),
    callMs: fc.constantFrom(60, 60, 200, 2000),
    iamCallsPerSecond: fc.constantFrom(15, 8),
  },
  { requiredKeys: ['propagationSeconds', 'listLagSeconds', 'pageSize', 'keysPerUser', 'callMs'] },
);

/** Everything that a run of `sweeps` sweeps over `users` users may be. */
export function scripts(users: number, sweeps: number): fc.Arbitrary<Script> {
  return fc
    .record({
      users: fc.array(user, { minLength: users, maxLength: users }),
      weeks: fc.array(week, { minLength: sweeps, maxLength: sweeps }),
      config: configs,
      settings,
    })
    .map(({ users: all, weeks, config, settings: account }) => ({
      ...{ config, settings: account },
      users: all.map((one, n) => userOf(one, n)),
      secrets: all.flatMap((one, n) => secretOf(one, n)),
      weeks: weeks.map(({ missed, ...more }) => ({ ...more, days: config.everyDays * (1 + missed) })),
    }));
}

type Drawn = typeof user extends fc.Arbitrary<infer T> ? T : never;

function userOf({ keys: all, tags: Tags, uses: used }: Drawn, n: number): object {
  const marks = all.flatMap(({ toldFor, inactiveFor }, k) => [
    ...(toldFor === null ? [] : [[`access-key-sweeper:told-since:${idOf(n, k)}`, daysAgo(toldFor)]]),
    ...(inactiveFor === null
      ? []
      : [[`access-key-sweeper:inactive-since:${idOf(n, k)}`, daysAgo(inactiveFor)]]),
  ]);
  return {
    UserName: `user-${n}`,
    Tags: { ...Tags, ...Object.fromEntries(marks) },
    uses: used,
    AccessKeys: all.map(({ Status, ageDays, unusedFor }, k) => ({
      AccessKeyId: idOf(n, k),
      Status,
      ageDays,
      LastUsedDate: unusedFor === undefined || unusedFor > ageDays ? null : daysAgo(unusedFor),
    })),
  };
}

/** Which keys the user's secret holds, if it has one; each label is on one version, and one is current. */
function secretOf({ keys: all, secret: Tags }: Drawn, n: number): object[] {
  const Name = `iam-access-keys/user-${n}`;
  if (Tags) return [{ Name, versions: [], Tags }];
  const labels = new Set<string>();
  const versions = all.flatMap(({ stages }, k) => {
    if (!stages) return [];
    const own = stages.filter((label) => !labels.has(label));
    for (const label of own) labels.add(label);
    return [{ VersionId: `access-key-sweeper-${idOf(n, k)}`, AccessKeyId: idOf(n, k), stages: own }];
  });
  if (versions[0] && !labels.has('AWSCURRENT')) versions[0].stages = [...versions[0].stages, 'AWSCURRENT'];
  return versions.length > 0 ? [{ Name, versions }] : [];
}

function idOf(n: number, k: number): string {
  return `AKIAIOSFODNN${n}${k}EXAMPL`;
}

function daysAgo(days: number): string {
  return new Date(start.getTime() - days * 86_400_000).toISOString();
}
