import {
  CreateSecretCommand,
  type CreateSecretRequest,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  ListSecretsCommand,
  type ListSecretsRequest,
} from '@aws-sdk/client-secrets-manager';
import { type Asked, accepted, ask, type Row, rowsOf, wrong } from './row.ts';
import { shortId } from './versions.ts';

const create = (input: Partial<CreateSecretRequest>) =>
  ask(({ secrets }) => secrets.send(new CreateSecretCommand({ Name: 'new', ...input })));

const describeOne =
  (SecretId: string) =>
  async ({ secrets }: Asked) => {
    const secret = await secrets.send(new DescribeSecretCommand({ SecretId }));
    const { Name, Description, DeletedDate, RotationEnabled, Tags, VersionIdsToStages = {} } = secret;
    return [
      Name,
      Description,
      DeletedDate && `deleted ${DeletedDate.toISOString()}`,
      RotationEnabled && 'rotated',
      Tags?.map(({ Key, Value }) => `${Key}=${Value}`),
      ...Object.entries(VersionIdsToStages).map(([id, stages]) => `${shortId(id)}=${stages.join('+')}`),
    ]
      .filter(Boolean)
      .join(' ');
  };
const describeAtAll = (SecretId: string) => ask(({ secrets }) => secrets.send(new DescribeSecretCommand({ SecretId })));

const nameFilter = (start: string): ListSecretsRequest => ({ Filters: [{ Key: 'name', Values: [start] }] });
const planned = { IncludePlannedDeletion: true };

/** Lists secrets as `name`, and `deleted` with the time if they are scheduled for deletion. */
const list =
  (input: ListSecretsRequest) =>
  async ({ secrets }: Asked) => {
    const { SecretList = [] } = await secrets.send(new ListSecretsCommand(input));
    return SecretList.map(({ Name, DeletedDate }) => (DeletedDate ? `${Name} deleted ${DeletedDate.toISOString()}` : Name))
      .toSorted()
      .join(', ');
  };

/** Lists one secret whole. */
async function listDemo({ secrets }: Asked): Promise<string> {
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand(nameFilter('demo')));
  return SecretList.flatMap(({ ARN, Tags = [], SecretVersionsToStages = {} }) => [
    ARN?.includes(':secret:demo-') && 'demo',
    ...Tags.map(({ Key, Value }) => `${Key}=${Value}`),
    ...Object.entries(SecretVersionsToStages).map(([id, stages]) => `${shortId(id)}=${stages.join('+')}`),
  ]).join(' ');
}

const getPolicy =
  (SecretId: string) =>
  ({ secrets }: Asked) =>
    secrets.send(new GetResourcePolicyCommand({ SecretId }));
const policyOf = (SecretId: string) => async (one: Asked) => {
  const { ARN, Name, ResourcePolicy = 'no policy' } = await getPolicy(SecretId)(one);
  return [ARN?.includes(`:secret:${SecretId}-`) && Name, ResourcePolicy].join(' ');
};

/** Creates a secret and reads it by name, then by the ARN that the answer gave. */
async function createdAndRead(one: Asked): Promise<string> {
  const Tags = [{ Key: 'access-key-sweeper:user-id', Value: 'AIDA' }];
  const input = { Name: 'keys/a@b', Description: 'a key', Tags };
  const { ARN = '', VersionId } = await one.secrets.send(new CreateSecretCommand(input));
  const read = [await describeOne('keys/a@b')(one), await describeOne(ARN)(one)];
  return [VersionId ?? 'no version', ...new Set(read)].join(', ');
}

const tag = 'access-key-sweeper:user-id=AIDAALICE0000000001';
const reference = 'Secrets Manager API Reference';
const invalid = 'ValidationException 400';
const refused = 'InvalidParameterException 400';
const exists = 'ResourceExistsException 400';
const doomed = 'InvalidRequestException 400';
const missing = 'ResourceNotFoundException 400';
const named = wrong(accepted, `${reference}, CreateSecret, Name: 1 to 512 of ASCII letters, digits and /_+=.@-`);
const reserved = wrong(accepted, `${reference}, CreateSecret, Tags: no key begins with aws:`);
const doomedName = wrong(exists, `${reference}, CreateSecret, Errors: InvalidRequestException`);
const unlabelled = wrong(`demo ${tag} v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING`, `${reference}, DescribeSecret, VersionIdsToStages`);
const doomedPolicy = wrong(accepted, `${reference}, GetResourcePolicy, Errors: InvalidRequestException`);
const status = wrong('ResourceNotFoundException 404', `${reference}, DescribeSecret, Errors: status of ResourceNotFoundException`);

const unlisted = wrong(`demo ${tag} v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING`, `${reference}, ListSecrets, SecretVersionsToStages`);
const doomedSince = 'doomed deleted 2026-03-03T06:00:00.250Z';

const created = 'no version, keys/a@b a key access-key-sweeper:user-id=AIDA';
const demo = `demo ${tag} v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING`;
const deleted = `doomed deleted 2026-03-03T06:00:00.250Z ${tag} v1=AWSCURRENT`;

export const secrets: readonly Row[] = [
  ...rowsOf('CreateSecret', [
    ['no value', createdAndRead, created],
    ['a name that is taken', create({ Name: 'demo' }), exists],
    ['the name of a secret scheduled for deletion', create({ Name: 'doomed' }), doomed, doomedName],
    ['every character that is allowed', create({ Name: 'a/B0_+=.@-' }), accepted],
    ['a name with a comma', create({ Name: 'a,b' }), invalid, named],
    ['a name with a space', create({ Name: 'a b' }), invalid, named],
    ['a name of 512 characters', create({ Name: 'x'.repeat(512) }), accepted],
    ['a name of 513 characters', create({ Name: 'x'.repeat(513) }), invalid, named],
    ['a tag that begins with aws:', create({ Tags: [{ Key: 'aws:a', Value: 'b' }] }), refused, reserved],
  ]),
  ...rowsOf('DescribeSecret', [
    ['a deprecated version', describeOne('demo'), demo, unlabelled],
    ['no version', describeOne('empty'), `empty ${tag}`],
    ['a secret scheduled for deletion', describeOne('doomed'), deleted],
    ['a secret with its own rotation', describeOne('rotated'), `rotated rotated ${tag} v1=AWSCURRENT`],
    ['the beginning of a name', describeAtAll('dem'), missing, status],
  ]),
  ...rowsOf('ListSecrets', [
    ['no filter', list({}), 'demo, empty, old, replica, rotated, shared'],
    ['those scheduled for deletion too', list(planned), `demo, ${doomedSince}, empty, old, replica, rotated, shared`],
    ['the beginning of a name', list({ ...planned, ...nameFilter('d') }), `demo, ${doomedSince}`],
    ['the beginning of a name in capitals', list({ ...planned, ...nameFilter('D') }), ''],
    ['the end of a name', list({ ...planned, ...nameFilter('emo') }), ''],
    ['the beginning of a tag value', list({ Filters: [{ Key: 'tag-value', Values: ['AIDABOB'] }] }), 'shared'],
    ['the end of a tag value', list({ Filters: [{ Key: 'tag-value', Values: ['DABOB'] }] }), ''],
    ['a tag key', list({ Filters: [{ Key: 'tag-key', Values: ['team'] }] }), 'shared'],
    ['one secret', listDemo, demo, unlisted],
  ]),
  ...rowsOf('GetResourcePolicy', [
    ['a policy', policyOf('shared'), 'shared {"Version":"2012-10-17","Statement":[]}'],
    ['no policy', policyOf('demo'), 'demo no policy'],
    ['a secret scheduled for deletion', ask(getPolicy('doomed')), doomed, doomedPolicy],
    ['no such secret', ask(getPolicy('other')), missing, status],
  ]),
];
