import {
  ListSecretVersionIdsCommand,
  type ListSecretVersionIdsRequest,
} from '@aws-sdk/client-secrets-manager';
import { refusal } from '../aws.ts';
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

const call = 'ListSecretVersionIds';
const page = 'Secrets Manager API Reference, ListSecretVersionIds, Request Parameters and Errors';

export const versions: readonly Row[] = [
  {
    call,
    given: 'deprecated versions wanted',
    ask: labels('demo'),
    aws: 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING',
  },
  {
    call,
    given: 'deprecated versions not wanted',
    ask: labels('demo', { IncludeDeprecated: false }),
    aws: 'v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING',
    moto: { answers: 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING', page },
  },
  { call, given: 'no version', ask: labels('empty'), aws: '' },
  {
    call,
    given: 'pages of one',
    ask: labels('demo', { MaxResults: 1 }),
    aws: 'v1=',
    moto: { answers: 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING', page },
  },
  {
    call,
    given: 'MaxResults 101',
    ask: list({ SecretId: 'demo', MaxResults: 101 }),
    aws: 'InvalidParameterException 400',
    moto: { answers: 'accepted', page },
  },
  {
    call,
    given: 'a NextToken of its own',
    ask: list({ SecretId: 'demo', NextToken: 'next' }),
    aws: 'InvalidNextTokenException 400',
    moto: { answers: 'accepted', page },
  },
  {
    call,
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
    call,
    given: 'no such secret',
    ask: list({ SecretId: 'nothing' }),
    aws: 'ResourceNotFoundException 400',
    moto: { answers: 'SyntaxError 500', page },
  },
];
