import sample from '../../../sandbox/sample.json' with { type: 'json' };

/** A user as a sweep may find it, alone in its account, and the rules that apply to its keys. */
export type Situation = {
  name: string;
  rules: string[];
  file: { now: string; users: object[]; secrets: object[] };
  /** The settings that differ from the defaults. */
  config: object;
};

/** The settings of `sandbox/sample.yml`: without them the rules `unused` and `late` never apply. */
const sampleConfig = { retireUnusedAfterDays: 365, lateKeys: 'report' };

/** The users of the sample account and the rules of their keys: every rule appears. */
const sampleRules: Record<string, string[]> = {
  'ses-smtp-user.20250114-0915': ['exempt'],
  'vendor-sync': ['exempt'],
  'eu-mirror': ['other-deployment'],
  'billing-job': ['pointer-lost'],
  'night-batch': ['in-flight'],
  invoicing: ['superseded-waiting', 'unfinished'],
  crawler: ['create', 'orphan'],
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
  'intern-2024': ['unused'],
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
const twoHoursAgo = '2026-03-03T04:00:00.000Z';
const aWeekAgo = '2026-02-24T06:00:00.000Z';
const twoWeeksAgo = '2026-02-17T06:00:00.000Z';
const yesterday = '2026-03-02T06:00:00.000Z';

type More = { Tags?: object; versions?: object[]; uses?: string; config?: object; secret?: object };

/** Returns a situation at the sample's date that the sample does not have. */
function given(name: string, rules: string[], AccessKeys: object[], more: More = {}): Situation {
  const { Tags = {}, versions, uses = 'newest', config = {}, secret = {} } = more;
  const user = { UserName: 'alice', UserId: 'AIDAALICE0000EXAMPLE', Tags, AccessKeys, uses };
  const secrets = versions ? [{ Name: 'iam-access-keys/alice', versions, ...secret }] : [];
  return { name, rules, config, file: { now: sample.now, users: [user], secrets } };
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
