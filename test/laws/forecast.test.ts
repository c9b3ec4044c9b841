import { addDays } from 'date-fns/addDays';
import { addMinutes } from 'date-fns/addMinutes';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { deploymentOf } from '../../lib/aws/deps.ts';
import { type CountsAhead, countsAhead } from '../../lib/forecast/ahead.ts';
import { forecast, type SweepAhead } from '../../lib/forecast/forecast.ts';
import type { Owners } from '../../lib/forecast/supposed-use.ts';
import { readAccount } from '../../lib/read/account.ts';
import { nonceHashOf } from '../../lib/read/nonce-hash.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { useKeys } from '../../sandbox/run/applications.ts';
import { runSweeps, sandboxDeps } from '../../sandbox/run/run-sweeps.ts';
import type { SweepRecord } from '../../sandbox/run/sweep-record.ts';
import { config, type Overrides } from '../tools/builders.ts';
import { start } from './random/any-account.ts';
import { parametersOf, print, sizes } from './runs.ts';

const sweeps = 26;

const slow = { create: { from: 150, to: 160 }, deactivate: { from: 175, to: 185 }, delete: { after: 190, inactiveFor: 6 } };

type Given = { users: readonly object[]; secrets: readonly object[]; settings?: Overrides; owners?: Owners };

/** Forecasts the sweeps of an account, and runs them in the sandbox. Returns both, week by week. */
async function bothOf({ users, secrets, settings = {}, owners = 'move' }: Given) {
  // Calls are so slow that a new key is not as old as its sweep, to the second.
  const file = parseAccount({ now: start.toISOString(), users, secrets, settings: { callMs: 600 } }, 'the test', start);
  const deploy = { alarmEmail: 'none' as const, flexibleMinutes: 0 };
  const rules = config({ mode: 'enforce', accountId: '123456789012', deploy, profiles: { slow }, ...settings });
  const [read, swept] = [accountOf(file), accountOf(file)];
  useKeys(read, start);
  const deps = sandboxDeps(read);
  const look = { deps, config: rules, now: start, timing: undefined, deployment: deploymentOf(deps, read.accountId) };
  const dates = Array.from({ length: sweeps }, (_, n) => addDays(start, n * 7));
  const seen = await readAccount(look, { dueBy: addDays(start, sweeps * 7) });
  const foreseen = [...forecast(seen.users, { config: rules, sweeps: dates, owners })];
  const happened: SweepRecord[] = [];
  for await (const record of runSweeps(swept, rules, { sweeps, everyDays: 7, seed: 1 })) happened.push(record);
  return { foreseen, happened };
}

/** Returns what a sweep of the sandbox did, in the forecast's terms. */
function countsOf({ decisions, error }: SweepRecord): CountsAhead {
  expect(error).toBeNull();
  const count = (action: string, outcome: string) => decisions.filter((one) => one.action === action && one.outcome === outcome).length;
  return {
    keys: decisions.length,
    created: count('create', 'done'),
    deactivated: count('deactivate', 'done'),
    deleted: count('delete', 'done'),
    deferred: decisions.filter(({ outcome }) => outcome === 'deferred' || outcome === 'rehearsed').length,
    held: decisions.filter(({ outcome }) => outcome === 'held').length,
    flagged: count('flag', 'none'),
  };
}

/** Every decision, without the ids of keys: AWS gives others to new ones. */
function foreseenOf({ plans }: SweepAhead): string[] {
  return plans
    .flatMap(({ decisions }) => decisions)
    .map(({ key, age, rule, action, postponed }) => {
      const outcome = postponed ?? (['keep', 'flag'].includes(action) ? 'none' : 'done');
      return [key.UserName, age, rule, action, outcome].join(' ');
    })
    .toSorted();
}

function happenedOf({ decisions }: SweepRecord): string[] {
  return decisions
    .map(({ UserName, age, rule, action, outcome }) => {
      // A sweep in a freeze rehearses what a later one does.
      return [UserName, age, rule, action, outcome === 'rehearsed' ? 'deferred' : outcome].join(' ');
    })
    .toSorted();
}

const key = fc.record({
  Status: fc.constantFrom('Active', 'Active', 'Active', 'Inactive'),
  ageDays: fc.double({ min: 0, max: 400, noNaN: true }),
});

/**
 * Accounts with keys of any ages, whose applications all do as the forecast assumes, or use no key. None starts to use one
 * only later, when a sweep has finished it: that cannot be foreseen.
 */
const accounts = (uses: 'newest' | 'oldest') =>
  fc.array(
    fc
      .record({
        AccessKeys: fc.array(key, { minLength: 1, maxLength: 2 }),
        uses: fc.constantFrom(uses, uses, 'none'),
        from: fc.constantFrom(...Object.keys(starts)),
        Tags: fc.constantFrom<object[]>(
          {},
          {},
          {},
          { 'access-key-sweeper:hold-until': '2026-06-01' },
          { 'access-key-sweeper:profile': 'slow' },
        ),
      })
      .map((one) => (one.from === 'an unfinished key' && one.AccessKeys[0]?.Status === 'Inactive' ? { ...one, uses: 'none' } : one)),
    { minLength: 1, maxLength: 25 },
  );

/** What a user's secret and marks may be at the start. */
const starts: Record<string, (user: { Name: string; id: object; keys: string[] }) => { secret?: object; tags?: object }> = {
  'nothing yet': () => ({}),
  stored: ({ Name, keys }) => ({ secret: { Name, versions: keys.slice(-1).map(currentOf) } }),
  renamed: ({ Name, keys }) => ({ secret: { Name: `${Name}-before`, versions: keys.slice(-1).map(currentOf) } }),
  'an unfinished key': ({ Name, keys }) => ({
    secret: { Name, versions: keys.map((id, k) => versionOf(id, k > 0 ? 'AWSPENDING' : 'AWSCURRENT')) },
  }),
  'a version for a key that no sweep made': ({ Name, id, keys }) => ({
    secret: { Name, versions: keys.map((one, k) => versionOf(one, k === 0 ? 'AWSPREVIOUS' : 'AWSCURRENT')), Tags: id, ARN: arn },
    tags: { [pointer]: `${arn} sandbox`, 'access-key-sweeper:creating:x': `${ago(9 * 24 * 60)} made ${keys[0]}` },
  }),
  unfinished: ({ Name, id, keys }) => ({
    secret: { Name, versions: [], Tags: { ...id, 'access-key-sweeper:nonce': 'any' }, CreatedDate: ago(120) },
    tags: { 'access-key-sweeper:creating:x': [ago(120), nonceHashOf('any'), ...keys].join(' ') },
  }),
  'a creation that broke off before the secret': ({ keys }) => ({
    tags: { 'access-key-sweeper:creating:x': [ago(120), nonceHashOf('any'), ...keys].join(' ') },
  }),
  lost: ({ Name, id, keys }) => ({ secret: { Name, versions: keys.slice(-1).map(currentOf), Tags: id } }),
  new: ({ Name, id }) => ({ secret: { Name, versions: [], Tags: id, CreatedDate: ago(30) } }),
  'new, with the mark of its creation': ({ Name, id, keys }) => ({
    secret: { Name, versions: [], Tags: { ...id, 'access-key-sweeper:nonce': 'any' }, CreatedDate: ago(30) },
    tags: { 'access-key-sweeper:creating:x': [ago(30), nonceHashOf('any'), ...keys].join(' ') },
  }),
  foreign: ({ Name }) => ({ secret: { Name, versions: [], Tags: {} } }),
  elsewhere: () => ({ tags: { [pointer]: `${arn} prod` } }),
  'gone for good': () => ({ tags: { [pointer]: `${arn} sandbox` } }),
  encrypted: ({ Name, keys }) => ({ secret: { Name, versions: keys.slice(-1).map(currentOf), KmsKeyId: 'alias/another' } }),
  'refused lately': () => ({ tags: { 'access-key-sweeper:refused:create': `${ago(9 * 24 * 60)} secretsmanager:PutSecretValue` } }),
  'refused long ago': () => ({ tags: { 'access-key-sweeper:refused:create': `${ago(40 * 24 * 60)} iam:CreateAccessKey` } }),
  'full of tags': () => ({ tags: Object.fromEntries(Array.from({ length: 46 }, (_, n) => [`team-${n}`, 'x'])) }),
};

const prefix = 'iam-access-keys/';
const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/x-AbCdEf';
const pointer = 'access-key-sweeper:secret:arn';
const ago = (minutes: number) => addMinutes(start, -minutes).toISOString();
const versionOf = (AccessKeyId: string, stage: string) => ({
  VersionId: `access-key-sweeper-${AccessKeyId}`,
  AccessKeyId,
  stages: [stage],
});
const currentOf = (AccessKeyId: string) => versionOf(AccessKeyId, 'AWSCURRENT');

type Drawn = { AccessKeys: object[]; Tags: object; from: string };

/** Returns the users and secrets of an account file. */
function fileOf(drawn: readonly Drawn[]): Pick<Given, 'users' | 'secrets'> {
  const all = drawn.map(({ from, AccessKeys, Tags, ...user }, n) => {
    const keys = AccessKeys.map((_, k) => `AKIAIOSFODNN${String(n).padStart(2, '0')}${k}EXAMP`);
    const UserId = `AIDAIOSFODNN${String(n).padStart(2, '0')}0EXAMP`;
    const { secret, tags = {} } = starts[from]?.({ Name: `${prefix}user-${n}`, id: { 'access-key-sweeper:user-id': UserId }, keys }) ?? {};
    return {
      user: {
        UserName: `user-${n}`,
        UserId,
        Tags: { ...Tags, ...tags },
        AccessKeys: AccessKeys.map((one, k) => ({ ...one, AccessKeyId: keys[k] })),
        ...user,
      },
      secret,
    };
  });
  return { users: all.map(({ user }) => user), secrets: all.flatMap(({ secret }) => secret ?? []) };
}

const settings = fc.constantFrom<Overrides>(
  {},
  { limits: { percent: 10, minimum: 2 } },
  { lateKeys: 'report' },
  { unused: { action: 'retire', keepInactiveFor: 20 }, limits: { surprising: 3 } },
  // The first two sweeps are in a freeze, and so are sweeps 5 to 7.
  {
    freezes: [
      { from: '2026-03-01', to: '2026-03-10', reason: 'sales' },
      { from: '2026-03-31', to: '2026-04-14', reason: 'sales' },
    ],
  },
);

afterAll(() => print(`A forecast of 26 weeks: ${sizes.forecast} accounts for each law`));

describe('a forecast of 26 weeks', () => {
  it.each<[Owners, 'newest' | 'oldest']>([
    ['move', 'newest'],
    ['stay', 'oldest'],
  ])('given any account whose owners %s, 26 sweeps do what the forecast says', async (owners, uses) => {
    await fc.assert(
      fc.asyncProperty(accounts(uses), settings, async (users, changed) => {
        const { foreseen, happened } = await bothOf({ ...fileOf(users), settings: changed, owners });
        expect(foreseen.map(foreseenOf)).toEqual(happened.map(happenedOf));
        expect(foreseen.map(countsAhead)).toEqual(happened.map(countsOf));
      }),
      parametersOf('forecast', sizes.forecast),
    );
  });
});
