import { subHours } from 'date-fns/subHours';
import * as fc from 'fast-check';
import { nonceHashOf } from '../../../lib/read/nonce-hash.ts';
import type { Settings } from '../../../sandbox/account/settings.ts';

/** When a run begins. */
export const start = new Date('2026-03-03T06:00:00Z');

/** When the first step of a creation was done that broke off later. */
const madeAt = subHours(start, 2).toISOString();

const userIdTag = 'access-key-sweeper:user-id';

/** The users and secrets of an account file, and how its AWS behaves. */
export type AccountInput = { users: object[]; secrets: object[]; settings: Partial<Settings>; kmsKeys?: object[] };

const key = fc.record({
  Status: fc.oneof(
    { weight: 20, arbitrary: fc.constant('Active') },
    { weight: 6, arbitrary: fc.constant('Inactive') },
    { weight: 1, arbitrary: fc.constant('Expired') },
  ),
  ageDays: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 1000 })),
  unusedFor: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  service: fc.constantFrom('s3', 's3', 's3', 'ses'),
  stages: fc.option(fc.constantFrom([], ['AWSCURRENT'], ['AWSPREVIOUS'], ['AWSPENDING']), { freq: 2 }),
  toldFor: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 2 }),
  inactiveFor: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 2 }),
  /** For how many days an Inactive key is retired; AWS shows a use from before that late. */
  retiredFor: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.integer({ min: 0, max: 20 })),
});

const tags = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  fc.constantFrom<Record<string, string>>(
    { 'access-key-sweeper:exempt': 'by hand' },
    { 'access-key-sweeper:hold-until': '2026-05-05' },
    { 'access-key-sweeper:owner': 'team-a' },
    { 'access-key-sweeper:profile': 'slow' },
    { 'access-key-sweeper:creating:x': 'garbage' },
    { 'access-key-sweeper:told-since:AKIAGONE000000000000': '2026-01-01' },
    { 'access-key-sweeper:refused:create': '2026-02-20T06:00:00.000Z iam:CreateAccessKey' },
    { 'access-key-sweeper:secret:arn': 'arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/x-AbCdEf prod' },
    { 'access-key-sweeper:secret:arn': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:iam-access-keys/x-AbCdEf sandbox' },
  ),
);

const uses = fc.constantFrom('newest', 'oldest', 'none');

/** How a secret under the user's name may come to be there, if a sweep did not make it. */
const secret = fc.oneof(
  { weight: 10, arbitrary: fc.constant(undefined) },
  fc.constantFrom('of another program' as const, 'of a user of that name' as const, 'without a pointer' as const, 'unfinished' as const),
);

const denying = (action: string) => ({
  ResourcePolicy: { Statement: [{ Effect: 'Deny', Principal: '*', Action: `secretsmanager:${action}`, Resource: '*' }] },
});

/** What may forbid a sweep to write to the secret of a user. */
const restriction = fc.oneof(
  { weight: 20, arbitrary: fc.constant({}) },
  fc.constantFrom<object[]>(
    { RotationEnabled: true },
    { OwningService: 'rds' },
    { PrimaryRegion: 'eu-west-1' },
    { KmsKeyId: 'alias/of-others' },
    denying('PutSecretValue'),
    denying('UpdateSecretVersionStage'),
  ),
);

const keys = fc.oneof(
  { weight: 6, arbitrary: fc.array(key, { minLength: 1, maxLength: 1 }) },
  { weight: 3, arbitrary: fc.array(key, { minLength: 2, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(key, { maxLength: 3 }) },
);

export const anyUser = fc.record({ keys, tags, uses, secret, restriction });

/** A key that takes 40 seconds to work cannot be tested in time. */
export const anySettings = fc.record(
  {
    propagationSeconds: fc.constantFrom(8, 0, 20, 40),
    listLagSeconds: fc.constantFrom(0, 0, 2, 20),
    tagLagSeconds: fc.constantFrom(0, 0, 2, 20),
    lastUseLagHours: fc.constantFrom(0, 0, 4, 20),
    pageSize: fc.constantFrom(1000, 1000, 1000, 3, 1),
    keysPerUser: fc.constantFrom(2, 2, 2, 3),
    versionsPerSecret: fc.constantFrom(100, 1),
    callMs: fc.constantFrom(60, 60, 200, 2000),
    iamCallsPerSecond: fc.constantFrom(15, 8),
  },
  { requiredKeys: ['propagationSeconds', 'listLagSeconds', 'tagLagSeconds', 'lastUseLagHours', 'pageSize', 'keysPerUser', 'callMs'] },
);

const nonce = 'any nonce';

/** The tags of such a secret. */
const tagsOfSecret: Record<NonNullable<RandomUser['secret']>, (n: number) => Record<string, string>> = {
  'of another program': () => ({ team: 'x' }),
  'of a user of that name': () => ({ [userIdTag]: 'AIDASOMEBODYELSE0000' }),
  'without a pointer': (n) => ({ [userIdTag]: userIdOf(n) }),
  unfinished: (n) => ({ [userIdTag]: userIdOf(n), 'access-key-sweeper:nonce': nonce }),
};

type RandomUser = typeof anyUser extends fc.Arbitrary<infer T> ? T : never;

/** Returns the users and secrets of the account file for these random users. */
export function accountOf(users: readonly RandomUser[]): Pick<AccountInput, 'users' | 'secrets'> {
  return { users: users.map(userOf), secrets: users.flatMap(secretOf) };
}

/** One in three marks is as the first version wrote it; the others name the day on which ten days are over. */
function toldValue(days: number, n: number): string {
  const [day] = daysAgo(days - 10).split('T');
  return [daysAgo(days), ...[[], [day, day, 'any'], [day, '-', 'idle']].flatMap((all, i) => (n % 3 === i ? all : []))].join(' ');
}

function isRetired(Status: string, retiredFor: number | undefined): retiredFor is number {
  return Status === 'Inactive' && retiredFor !== undefined;
}

function retiredValue(days: number): string {
  const [day] = daysAgo(days - 90).split('T');
  return `${daysAgo(days)} ${day} unused`;
}

function userOf({ keys: all, tags: Tags, uses: used, secret: found }: RandomUser, n: number): object {
  const marks = all.flatMap(({ Status, toldFor, inactiveFor, retiredFor }, k) => [
    ...(toldFor === null ? [] : [[`access-key-sweeper:told-since:${idOf(n, k)}`, toldValue(toldFor, n + k)]]),
    ...(inactiveFor === null ? [] : [[`access-key-sweeper:inactive-since:${idOf(n, k)}`, daysAgo(inactiveFor)]]),
    ...(isRetired(Status, retiredFor) ? [[`access-key-sweeper:inactive-since:${idOf(n, k)}`, retiredValue(retiredFor)]] : []),
  ]);
  return {
    UserName: `user-${n}`,
    UserId: userIdOf(n),
    Tags: {
      ...Tags,
      ...Object.fromEntries(marks),
      ...(found === 'unfinished' && {
        'access-key-sweeper:creating:sweep-0': `${madeAt} ${nonceHashOf(nonce)} ${all.map((_, k) => idOf(n, k)).join(' ')}`,
      }),
    },
    uses: used,
    AccessKeys: all.map(({ Status, ageDays, unusedFor: idleFor, retiredFor, service }, k) => {
      const unusedFor = isRetired(Status, retiredFor) ? retiredFor + 3 : idleFor;
      return {
        AccessKeyId: idOf(n, k),
        Status,
        ageDays,
        ...(unusedFor === undefined || unusedFor > ageDays
          ? { LastUsedDate: null }
          : { LastUsedDate: daysAgo(unusedFor), LastUsedService: service }),
      };
    }),
  };
}

/** The user's secret with its keys, if there are any: each label is on one version, and one version is current. */
function secretOf({ keys: all, secret: found, restriction: forbids }: RandomUser, n: number): object[] {
  const Name = `iam-access-keys/user-${n}`;
  if (found) return [{ Name, versions: [], Tags: tagsOfSecret[found](n), CreatedDate: madeAt }];
  const labels = new Set<string>();
  const versions = all.flatMap(({ stages }, k) => {
    if (!stages) return [];
    const own = stages.filter((label) => !labels.has(label));
    for (const label of own) labels.add(label);
    return [{ VersionId: `access-key-sweeper-${idOf(n, k)}`, AccessKeyId: idOf(n, k), stages: own }];
  });
  if (versions[0] && !labels.has('AWSCURRENT')) versions[0].stages = [...versions[0].stages, 'AWSCURRENT'];
  return versions.length > 0 ? [{ Name, versions, ...forbids }] : [];
}

function userIdOf(n: number): string {
  return `AIDAIOSFODNN${n}0EXAMPL`;
}

function idOf(n: number, k: number): string {
  return `AKIAIOSFODNN${n}${k}EXAMPL`;
}

function daysAgo(days: number): string {
  return new Date(start.getTime() - days * 86_400_000).toISOString();
}
