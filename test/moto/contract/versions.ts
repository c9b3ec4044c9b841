import {
  ListSecretVersionIdsCommand,
  type ListSecretVersionIdsRequest,
  PutSecretValueCommand,
  type PutSecretValueRequest,
} from '@aws-sdk/client-secrets-manager';
import { refusal } from '../../sandbox/aws.ts';
import { versionId } from '../../sandbox/secrets.ts';
import type { Asked, Row } from './row.ts';

/** Every version of a secret with its labels, deprecated ones too, as `v1= v2=AWSCURRENT`. */
export const labels =
  (SecretId: string, more: Partial<ListSecretVersionIdsRequest> = {}) =>
  async (one: Asked) => {
    const input = { SecretId, IncludeDeprecated: true, ...more };
    const { Versions = [] } = await one.secrets.send(new ListSecretVersionIdsCommand(input));
    return Versions.map(
      ({ VersionId, VersionStages = [] }) =>
        `${VersionId?.replace(/^0*version-/, '')}=${VersionStages.toSorted().join('+')}`,
    ).join(' ');
  };

const list = (input: ListSecretVersionIdsRequest) => (one: Asked) =>
  refusal(one.secrets.send(new ListSecretVersionIdsCommand(input)));

type Put = { to?: string; token?: string; value?: string | undefined; stages?: string[] };

const command = ({ to = 'demo', token = versionId('v5'), stages, ...more }: Put) => {
  const SecretString = 'value' in more ? more.value : 'a value';
  const input: PutSecretValueRequest = { SecretId: to, ClientRequestToken: token, SecretString };
  return new PutSecretValueCommand(stages ? { ...input, VersionStages: stages } : input);
};

const put = (what: Put) => (one: Asked) => refusal(one.secrets.send(command(what)));

/** Puts, and tells which labels the answer gave and which versions there are then. */
const stored =
  (...puts: Put[]) =>
  async (one: Asked) => {
    const answers: string[] = [];
    for (const what of puts) {
      const { VersionStages = [] } = await one.secrets.send(command(what));
      answers.push(VersionStages.toSorted().join('+'));
    }
    return [...answers, await labels(puts[0]?.to ?? 'demo')(one)].join(', ');
  };

const PutSecretValue = 'PutSecretValue';
const pending = ['AWSPENDING'];
const notFound = 'ResourceNotFoundException 400';
const invalid = 'InvalidParameterException 400';
const sizes = 'Secrets Manager API Reference, PutSecretValue, SecretString: 1 to 65,536 bytes';
const listing = 'Secrets Manager API Reference, ListSecretVersionIds, Request Parameters and Errors';

export const versions: readonly Row[] = [
  {
    call: PutSecretValue,
    given: 'the first version, as AWSPENDING: it is AWSCURRENT too',
    ask: stored({ to: 'empty', stages: pending }),
    aws: 'AWSCURRENT+AWSPENDING, v5=AWSCURRENT+AWSPENDING',
  },
  {
    call: PutSecretValue,
    given: 'a later version as AWSPENDING: only that label moves',
    ask: stored({ stages: pending }),
    aws: 'AWSPENDING, v1= v2=AWSPREVIOUS v3=AWSCURRENT v4= v5=AWSPENDING',
  },
  {
    call: PutSecretValue,
    given: 'no stages: it is AWSCURRENT, and AWSPREVIOUS follows',
    ask: stored({}),
    aws: 'AWSCURRENT, v1= v2= v3=AWSPREVIOUS v4=AWSPENDING v5=AWSCURRENT',
  },
  {
    call: PutSecretValue,
    given: 'a token again with the same value: nothing changes',
    ask: stored({ stages: pending }, { stages: pending }),
    aws: 'AWSPENDING, AWSPENDING, v1= v2=AWSPREVIOUS v3=AWSCURRENT v4= v5=AWSPENDING',
  },
  {
    call: PutSecretValue,
    given: 'a token again with another value',
    ask: put({ token: versionId('v3'), value: 'another' }),
    aws: 'ResourceExistsException 400',
  },
  {
    call: PutSecretValue,
    given: 'the token of the pending version again with another value',
    ask: put({ token: versionId('v4'), value: 'another', stages: pending }),
    aws: 'ResourceExistsException 400',
    moto: {
      answers: 'accepted',
      page: 'Secrets Manager API Reference, PutSecretValue, ClientRequestToken',
    },
  },
  {
    call: PutSecretValue,
    given: 'a secret scheduled for deletion',
    ask: put({ to: 'doomed' }),
    aws: 'InvalidRequestException 400',
    moto: {
      answers: 'accepted',
      page: 'Secrets Manager API Reference, PutSecretValue, Errors: InvalidRequestException',
    },
  },
  {
    call: PutSecretValue,
    given: 'no such secret',
    ask: put({ to: 'nothing' }),
    aws: notFound,
    moto: {
      answers: 'ResourceNotFoundException 404',
      page: 'Secrets Manager API Reference, PutSecretValue, Errors: HTTP status of ResourceNotFoundException',
    },
  },
  {
    call: PutSecretValue,
    given: 'a token of 31 characters',
    ask: put({ token: 'x'.repeat(31) }),
    aws: invalid,
  },
  {
    call: PutSecretValue,
    given: 'a token of 32 characters',
    ask: put({ token: 'x'.repeat(32) }),
    aws: 'accepted',
  },
  {
    call: PutSecretValue,
    given: 'a token of 64 characters',
    ask: put({ token: 'x'.repeat(64) }),
    aws: 'accepted',
  },
  {
    call: PutSecretValue,
    given: 'a token of 65 characters',
    ask: put({ token: 'x'.repeat(65) }),
    aws: invalid,
  },
  {
    call: PutSecretValue,
    given: 'no value',
    ask: put({ value: undefined }),
    aws: 'InvalidRequestException 400',
  },
  {
    call: PutSecretValue,
    given: 'a value of 65,536 bytes',
    ask: put({ value: 'x'.repeat(65_536) }),
    aws: 'accepted',
  },
  {
    call: PutSecretValue,
    given: 'a value of 65,537 bytes',
    ask: put({ value: 'x'.repeat(65_537) }),
    aws: invalid,
    moto: { answers: 'accepted', page: sizes },
  },
  {
    call: 'ListSecretVersionIds',
    given: 'deprecated versions wanted',
    ask: labels('demo'),
    aws: 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING',
  },
  {
    call: 'ListSecretVersionIds',
    given: 'deprecated versions not wanted',
    ask: labels('demo', { IncludeDeprecated: false }),
    aws: 'v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING',
    moto: { answers: 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING', page: listing },
  },
  { call: 'ListSecretVersionIds', given: 'no version', ask: labels('empty'), aws: '' },
  {
    call: 'ListSecretVersionIds',
    given: 'pages of one',
    ask: labels('demo', { MaxResults: 1 }),
    aws: 'v1=',
    moto: { answers: 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING', page: listing },
  },
  {
    call: 'ListSecretVersionIds',
    given: 'MaxResults 101',
    ask: list({ SecretId: 'demo', MaxResults: 101 }),
    aws: invalid,
    moto: { answers: 'accepted', page: listing },
  },
  {
    call: 'ListSecretVersionIds',
    given: 'a NextToken of its own',
    ask: list({ SecretId: 'demo', NextToken: 'next' }),
    aws: 'InvalidNextTokenException 400',
    moto: { answers: 'accepted', page: listing },
  },
  {
    call: 'ListSecretVersionIds',
    given: 'a version of a month ago, since when it is there',
    ask: async ({ secrets }) => {
      const { Versions = [] } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'old' }));
      return Versions.map(({ CreatedDate }) => CreatedDate?.toISOString()).join();
    },
    aws: '2026-02-03T06:00:00.250Z',
    moto: {
      answers: '2026-03-03T06:00:00.000Z',
      page: 'Secrets Manager API Reference, SecretVersionsListEntry, CreatedDate',
    },
  },
  {
    call: 'ListSecretVersionIds',
    given: 'no such secret',
    ask: list({ SecretId: 'nothing' }),
    aws: notFound,
    moto: { answers: 'SyntaxError 500', page: listing },
  },
];
