import type { Account } from '../../../sandbox/account/account.ts';
import sample from '../../../sandbox/sample.json' with { type: 'json' };

/** A user as a sweep may find it, alone in its account, and the rules that apply to its keys. */
export type Situation = {
  name: string;
  rules: string[];
  file: { now: string; users: object[]; secrets: object[] };
  /** The settings that differ from the defaults. */
  config: object;
  /** Makes of the account what an account file cannot say. */
  prepare?: (account: Account) => void;
};

/** The settings of `sandbox/sample.yml`: without them the rules for unused keys and `late` never apply. */
const sampleConfig = { unused: { action: 'retire' }, lateKeys: 'report' };

/** The users of the sample account and the rules of their keys: every rule appears. */
const sampleRules: Record<string, string[]> = {
  'ses-smtp-user.20250114-0915': ['exempt'],
  'vendor-sync': ['exempt'],
  'eu-mirror': ['other-deployment'],
  'billing-job': ['pointer-lost'],
  'night-batch': ['in-flight'],
  invoicing: ['superseded-waiting', 'unfinished'],
  crawler: ['no-slot', 'orphan'],
  contractor: ['unknown-status'],
  reports: ['inactive-current'],
  'old-laptop': ['inactive-unmarked'],
  uploader: ['fresh', 'inactive-past-delete'],
  mailer: ['fresh', 'inactive-waiting'],
  'data-lake': ['two-in-use', 'two-in-use'],
  'legacy-erp': ['fresh', 'in-the-way-done'],
  warehouse: ['in-the-way', 'no-slot'],
  checkout: ['fresh', 'superseded-in-use'],
  'search-index': ['fresh', 'superseded-done'],
  'ci-deploy': ['fresh', 'superseded-waiting'],
  'intern-2024': ['unused-waiting'],
  kiosk: ['unused-done'],
  'month-end': ['retired-in-use'],
  pipeline: ['create', 'inactive-in-the-way'],
  archive: ['late'],
  alice: ['create'],
  bob: ['fresh'],
};

const [first, second, third] = ['AKIAFIRST00000000001', 'AKIASECOND0000000002', 'AKIATHIRD00000000003'];
const version = (AccessKeyId: string, ...stages: string[]) => ({ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages });
const key = (AccessKeyId: string, Status: string, ageDays: number, LastUsedDate?: string) => ({
  ...{ AccessKeyId, Status, ageDays },
  ...(LastUsedDate && { LastUsedDate }),
});
const tag = {
  creating: (at: string, ...ids: string[]) => ({ 'access-key-sweeper:creating:sweep-0': [at, ...ids].join(' ') }),
  told: (id: string, at: string, days = '') => ({ [`access-key-sweeper:told-since:${id}`]: `${at}${days}` }),
  inactive: (id: string, at: string) => ({ [`access-key-sweeper:inactive-since:${id}`]: at }),
};
const UserId = 'AIDAALICE0000EXAMPLE';
const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/alice-AbCdEf';
const ours = { 'access-key-sweeper:user-id': UserId };
const pointed = { 'access-key-sweeper:secret:arn': `${arn} sandbox` };
const made = (id: string) => ({ [`access-key-sweeper:creating:made-${id}`]: `${twoWeeksAgo} made ${id}` });
const refused = (at: string) => ({ 'access-key-sweeper:refused:create': `${at} secretsmanager:PutSecretValue` });
const tagsOfItsOwn = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`team-${n}`, 'x']));
const twoHoursAgo = '2026-03-03T04:00:00.000Z';
const aWeekAgo = '2026-02-24T06:00:00.000Z';
const twoWeeksAgo = '2026-02-17T06:00:00.000Z';
const fiveWeeksAgo = '2026-01-27T06:00:00.000Z';
const yesterday = '2026-03-02T06:00:00.000Z';
const yesterdayEarly = '2026-03-02T01:12:00.000Z';

type More = {
  UserName?: string;
  Tags?: object;
  versions?: object[];
  uses?: string;
  config?: object;
  secret?: object;
  prepare?: NonNullable<Situation['prepare']>;
};

/** Returns a situation at the sample's date that the sample does not have. */
function given(name: string, rules: string[], AccessKeys: object[], more: More = {}): Situation {
  const { UserName = 'alice', Tags = {}, versions, uses = 'newest', config = {}, secret = {}, prepare } = more;
  const user = { UserName, UserId, Tags, AccessKeys, uses };
  const secrets = versions ? [{ Name: 'iam-access-keys/alice', versions, ...secret }] : [];
  return { name, rules, config, file: { now: sample.now, users: [user], secrets }, ...(prepare && { prepare }) };
}

const others: Situation[] = [
  given('a second rotation', ['create', 'inactive-past-delete'], [key(first, 'Inactive', 98), key(second, 'Active', 65)], {
    Tags: tag.inactive(first, aWeekAgo),
    versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
  }),
  given('a rotation among what earlier sweeps left', ['create'], [key(second, 'Active', 61)], {
    Tags: { ...tag.creating(twoHoursAgo, second), ...tag.inactive(first, aWeekAgo), ...tag.told(third, aWeekAgo) },
    versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
  }),
  given(
    'a first key whose version is pending and current',
    ['fresh', 'superseded-waiting'],
    [key(first, 'Active', 65), key(second, 'Active', 0.1)],
    { Tags: tag.creating(twoHoursAgo, first), versions: [version(second, 'AWSCURRENT', 'AWSPENDING')] },
  ),
  given(
    'an unfinished key that is older than the current one',
    ['fresh', 'unfinished'],
    [key(first, 'Active', 20), key(second, 'Active', 10)],
    { versions: [version(second, 'AWSCURRENT'), version(first, 'AWSPENDING')] },
  ),
  given('an unfinished key and a first key long gone', ['unfinished'], [key(second, 'Active', 0.1)], {
    Tags: tag.creating(twoHoursAgo, first),
    versions: [version(first, 'AWSCURRENT'), version(second, 'AWSPENDING')],
  }),
  given(
    'an orphan that was deactivated a day ago',
    ['create', 'inactive-past-delete'],
    [key(first, 'Active', 65), key(third, 'Inactive', 1.2)],
    { Tags: { ...tag.creating(yesterdayEarly, first), ...tag.inactive(third, `${yesterday} 2026-03-03 orphan`) } },
  ),
  given(
    'a key that was deactivated, and whose owner was not told',
    ['fresh', 'inactive-unmarked'],
    [key(first, 'Inactive', 85), key(second, 'Active', 24)],
    { Tags: tag.inactive(first, `${aWeekAgo} - ours`), versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')] },
  ),
  given(
    'a key that was deactivated, and not marked',
    ['fresh', 'inactive-unmarked'],
    [key(first, 'Inactive', 85), key(second, 'Active', 24)],
    {
      Tags: tag.told(first, twoWeeksAgo, ' 2026-02-27 2026-02-27 any'),
      versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
    },
  ),
  given('an orphan of a user whose other keys are gone', ['orphan'], [key(third, 'Active', 1 / 12)], {
    Tags: tag.creating(twoHoursAgo, second),
    uses: 'none',
  }),
  given('a key that was reactivated', ['fresh', 'superseded-waiting'], [key(first, 'Active', 95), key(second, 'Active', 30)], {
    Tags: tag.inactive(first, aWeekAgo),
    versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
  }),
  given(
    'an Inactive key that was used after its mark',
    ['fresh', 'inactive-unmarked'],
    [key(first, 'Inactive', 98, yesterday), key(second, 'Active', 30)],
    { Tags: tag.inactive(first, twoWeeksAgo), versions: [version(second, 'AWSCURRENT')] },
  ),
  given('an owner who never moves, at the deadline', ['fresh', 'superseded-done'], [key(first, 'Active', 87), key(second, 'Active', 26)], {
    Tags: tag.told(first, twoWeeksAgo, ' 2026-02-27 2026-02-27 any'),
    versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
    uses: 'oldest',
  }),
  given(
    'a replacement made by hand',
    ['fresh', 'superseded-done'],
    [key(first, 'Active', 85, '2026-01-10T06:00:00.000Z'), key(second, 'Active', 40, yesterday)],
    { Tags: tag.told(first, twoWeeksAgo, ' 2026-02-27 - idle') },
  ),
  given(
    'three keys',
    ['fresh', 'inactive-past-delete', 'no-slot'],
    [key(first, 'Inactive', 200), key(second, 'Active', 65), key(third, 'Active', 20)],
    { Tags: tag.inactive(first, aWeekAgo), uses: 'oldest' },
  ),
  given('a user of another stage', ['other-deployment'], [key(first, 'Active', 61)], {
    Tags: { 'access-key-sweeper:secret:arn': 'arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/alice-AbCdEf prod' },
  }),
  given(
    'a secret of the user that no pointer names',
    ['pointer-lost', 'pointer-lost'],
    [key(first, 'Active', 95), key(second, 'Active', 30)],
    { versions: [version(second, 'AWSCURRENT')], secret: { Tags: { 'access-key-sweeper:user-id': 'AIDAALICE0000EXAMPLE' } } },
  ),
  given('a secret that a creation made before it broke off', ['create'], [key(first, 'Active', 61)], {
    // The SHA-256 of the nonce `demo`.
    Tags: tag.creating(twoHoursAgo, '2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea', first),
    versions: [],
    secret: {
      Tags: { 'access-key-sweeper:user-id': 'AIDAALICE0000EXAMPLE', 'access-key-sweeper:nonce': 'demo' },
      CreatedDate: '2026-03-03T04:00:01.000Z',
    },
  }),
  given(
    'an unfinished key whose intent mark is open',
    ['superseded-waiting', 'unfinished'],
    [key(first, 'Active', 65), key(second, 'Active', 1 / 12)],
    {
      Tags: { ...pointed, ...made(first), ...tag.creating(twoHoursAgo, first) },
      versions: [version(first, 'AWSCURRENT'), version(second, 'AWSPENDING')],
      secret: { Tags: ours, ARN: arn },
    },
  ),
  given('a mark that vouches for a key that is gone', ['create'], [key(first, 'Active', 61)], {
    Tags: { ...pointed, ...made(first), ...made(third) },
    versions: [version(first, 'AWSCURRENT')],
    secret: { Tags: ours, ARN: arn },
  }),
  given('a call that AWS refused yesterday', ['create'], [key(first, 'Active', 61)], { Tags: refused(yesterday) }),
  given('a call that AWS refused five weeks ago', ['create'], [key(first, 'Active', 61)], { Tags: refused(fiveWeeksAgo) }),
  given(
    'an unfinished key, and a call that AWS refused five weeks ago',
    ['superseded-waiting', 'unfinished'],
    [key(first, 'Active', 65), key(second, 'Active', 35)],
    { Tags: refused(fiveWeeksAgo), versions: [version(first, 'AWSCURRENT'), version(second, 'AWSPENDING')] },
  ),
  ...[46, 47, 48, 49, 50].map((count) =>
    given(`a first creation for a user with ${count} tags`, ['create'], [key(first, 'Active', 61)], { Tags: tagsOfItsOwn(count) }),
  ),
  given('a user that was renamed in an overlap', ['fresh', 'superseded-waiting'], [key(first, 'Active', 72), key(second, 'Active', 9)], {
    UserName: 'alicia',
    Tags: tag.told(first, aWeekAgo),
    versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
  }),
  given('a user that was renamed before a rotation', ['create'], [key(first, 'Active', 61)], {
    UserName: 'alicia',
    versions: [version(first, 'AWSCURRENT')],
  }),
  given('a secret that is gone for good', ['create'], [key(first, 'Active', 61)], { Tags: { ...pointed, ...made(first) } }),
  given('a secret that is gone for good, and another with the user’s id under its name', ['pointer-lost'], [key(first, 'Active', 61)], {
    Tags: { ...pointed, ...made(first) },
    versions: [version(first, 'AWSCURRENT')],
    secret: { Tags: ours },
  }),
  given('a secret that is scheduled for deletion', ['create'], [key(first, 'Active', 61)], {
    versions: [version(first, 'AWSCURRENT')],
    prepare: deleteSecret,
  }),
  given('a key that is not due, whose secret is scheduled for deletion', ['fresh'], [key(first, 'Active', 30)], {
    versions: [version(first, 'AWSCURRENT')],
    prepare: deleteSecret,
  }),
  given('a young key whose secret is gone for good', ['fresh'], [key(first, 'Active', 5)], { Tags: { ...pointed, ...made(first) } }),
  given(
    'a replaced key whose secret is scheduled for deletion',
    ['fresh', 'no-slot'],
    [key(first, 'Active', 85), key(second, 'Active', 20)],
    { Tags: tag.told(first, twoWeeksAgo), versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')], prepare: deleteSecret },
  ),
  given('a forged version for a key that a person made', ['fresh', 'no-slot'], [key(first, 'Active', 85), key(second, 'Active', 5)], {
    Tags: { ...pointed, ...made(first), ...tag.told(first, twoWeeksAgo) },
    versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
    secret: { Tags: ours, ARN: arn },
    uses: 'oldest',
  }),
  given(
    'a forged version for a key whose secret was lost',
    ['no-slot', 'orphan'],
    [key(first, 'Active', 65), key(second, 'Active', 1 / 12)],
    {
      Tags: { ...pointed, ...made(first), ...tag.creating(twoHoursAgo, first) },
      versions: [version(first, 'AWSPREVIOUS'), version(second, 'AWSCURRENT')],
      secret: { Tags: ours, ARN: arn },
      uses: 'oldest',
      prepare: ({ secrets, clock }) => {
        const forged = secrets.get('iam-access-keys/alice')?.versions.get(`access-key-sweeper-${second}`);
        if (forged) Object.assign(forged, { SecretString: '{}', CreatedDate: clock.now() });
      },
    },
  ),
  given(
    'an orphan, and another secret under the user’s name',
    ['fresh', 'no-slot'],
    [key(first, 'Active', 65), key(second, 'Active', 1 / 12)],
    { Tags: tag.creating(twoHoursAgo, first), versions: [], secret: { Tags: {} }, uses: 'oldest' },
  ),
  given(
    'a key that was current, and whose labels somebody moved',
    ['no-slot', 'unfinished'],
    [key(first, 'Active', 85), key(second, 'Active', 20)],
    {
      Tags: { ...pointed, ...made(second) },
      versions: [version(second, 'AWSPENDING'), version(third, 'AWSCURRENT')],
      secret: { Tags: ours, ARN: arn },
      uses: 'oldest',
      prepare: ({ secrets, clock }) => {
        const forged = secrets.get('iam-access-keys/alice')?.versions.get(`access-key-sweeper-${third}`);
        if (forged) Object.assign(forged, { SecretString: '{}', CreatedDate: clock.now() });
      },
    },
  ),
  given('a secret that is not ours', ['create'], [key(first, 'Active', 61)], { versions: [], secret: { Tags: {} } }),
  given('a user on hold with an orphan', ['exempt', 'exempt'], [key(first, 'Active', 65), key(second, 'Active', 1 / 12)], {
    Tags: { ...tag.creating(twoHoursAgo, first), 'access-key-sweeper:hold-until': '2026-05-01' },
  }),
];

/** Users in each rule's state, and in the states that sweeps, people and crashes leave behind. */
export const situations: readonly Situation[] = [
  ...Object.entries(sampleRules).map(([UserName, rules]): Situation => {
    const users = sample.users.filter((user) => user.UserName === UserName);
    const secrets = sample.secrets.filter(({ Name }) => Name === `iam-access-keys/${UserName}`);
    return { name: UserName, rules, config: sampleConfig, file: { now: sample.now, users, secrets } };
  }),
  ...others,
];

function deleteSecret({ secrets, clock }: Account): void {
  for (const secret of secrets.values()) secret.DeletedDate = clock.now();
}
