import {
  CreateSecretCommand,
  type CreateSecretRequest,
  DescribeSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { refusal } from '../aws.ts';
import type { Asked, Row } from './row.ts';

const create = (input: Partial<CreateSecretRequest>) => (one: Asked) =>
  refusal(one.secrets.send(new CreateSecretCommand({ Name: 'new', ...input })));

const describeOne =
  (SecretId: string) =>
  async ({ secrets }: Asked) => {
    const secret = await secrets.send(new DescribeSecretCommand({ SecretId }));
    const versions = Object.entries(secret.VersionIdsToStages ?? {}).map(
      ([id, stages]) => `${id.replace(/^0*version-/, '')}=${stages.join('+')}`,
    );
    const tags = secret.Tags?.map(({ Key, Value }) => `${Key}=${Value}`);
    return [
      secret.Name,
      secret.DeletedDate && 'to be deleted',
      secret.RotationEnabled && 'rotated',
      tags,
      ...versions,
    ]
      .filter(Boolean)
      .join(' ');
  };

/** Makes a secret and reads it by name, then by the ARN that the answer gave. */
async function madeAndRead(one: Asked): Promise<string> {
  const Tags = [{ Key: 'access-key-sweeper:user-id', Value: 'AIDA' }];
  const { ARN = '', VersionId } = await one.secrets.send(new CreateSecretCommand({ Name: 'keys/a@b', Tags }));
  return [VersionId ?? 'no version', await describeOne('keys/a@b')(one), await describeOne(ARN)(one)].join(
    ', ',
  );
}

const tag = 'access-key-sweeper:user-id=AIDAALICE0000000001';
const name =
  'Secrets Manager API Reference, CreateSecret, Name: 1 to 512 of ASCII letters, digits and /_+=.@-';

export const secrets: readonly Row[] = [
  {
    call: 'CreateSecret',
    given: 'no value, what is there then',
    ask: madeAndRead,
    aws: 'no version, keys/a@b access-key-sweeper:user-id=AIDA, keys/a@b access-key-sweeper:user-id=AIDA',
  },
  {
    call: 'CreateSecret',
    given: 'a name that is taken',
    ask: create({ Name: 'demo' }),
    aws: 'ResourceExistsException 400',
  },
  {
    call: 'CreateSecret',
    given: 'a name that is taken by a secret scheduled for deletion',
    ask: create({ Name: 'doomed' }),
    aws: 'InvalidRequestException 400',
    moto: {
      answers: 'ResourceExistsException 400',
      page: 'Secrets Manager API Reference, CreateSecret, Errors: InvalidRequestException',
    },
  },
  {
    call: 'CreateSecret',
    given: 'a name of every sign that is allowed',
    ask: create({ Name: 'a/B0_+=.@-' }),
    aws: 'accepted',
  },
  ...(
    [
      ['a name with a comma', 'a,b'],
      ['a name with a blank', 'a b'],
      ['a name of 513 characters', 'x'.repeat(513)],
    ] as const
  ).map(([given, Name]) => ({
    call: 'CreateSecret',
    given,
    ask: create({ Name }),
    aws: 'ValidationException 400',
    moto: { answers: 'accepted', page: name },
  })),
  {
    call: 'DescribeSecret',
    given: 'a deprecated version, it is not shown',
    ask: describeOne('demo'),
    aws: `demo ${tag} v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING`,
    moto: {
      answers: `demo ${tag} v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING`,
      page: 'Secrets Manager API Reference, DescribeSecret, VersionIdsToStages',
    },
  },
  { call: 'DescribeSecret', given: 'no version', ask: describeOne('empty'), aws: `empty ${tag}` },
  {
    call: 'DescribeSecret',
    given: 'a secret scheduled for deletion',
    ask: describeOne('doomed'),
    aws: `doomed to be deleted ${tag} v1=AWSCURRENT`,
  },
  {
    call: 'DescribeSecret',
    given: 'a secret with a rotation of its own',
    ask: describeOne('rotated'),
    aws: `rotated rotated ${tag} v1=AWSCURRENT`,
  },
  {
    call: 'DescribeSecret',
    given: 'the beginning of a name',
    ask: ({ secrets }) => refusal(secrets.send(new DescribeSecretCommand({ SecretId: 'dem' }))),
    aws: 'ResourceNotFoundException 400',
    moto: {
      answers: 'ResourceNotFoundException 404',
      page: 'Secrets Manager API Reference, DescribeSecret, Errors: HTTP status of ResourceNotFoundException',
    },
  },
];
