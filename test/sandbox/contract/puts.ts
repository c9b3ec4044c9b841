import { PutSecretValueCommand, type PutSecretValueRequest } from '@aws-sdk/client-secrets-manager';
import { refusal } from '../aws.ts';
import { versionId } from '../secrets.ts';
import type { Asked, Row } from './row.ts';
import { labels } from './versions.ts';

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

const call = 'PutSecretValue';
const pending = ['AWSPENDING'];
const invalid = 'InvalidParameterException 400';
const sizes = 'Secrets Manager API Reference, PutSecretValue, SecretString: 1 to 65,536 bytes';

export const puts: readonly Row[] = [
  {
    call,
    given: 'the first version, as AWSPENDING: it is AWSCURRENT too',
    ask: stored({ to: 'empty', stages: pending }),
    aws: 'AWSCURRENT+AWSPENDING, v5=AWSCURRENT+AWSPENDING',
  },
  {
    call,
    given: 'a later version as AWSPENDING: only that label moves',
    ask: stored({ stages: pending }),
    aws: 'AWSPENDING, v1= v2=AWSPREVIOUS v3=AWSCURRENT v4= v5=AWSPENDING',
  },
  {
    call,
    given: 'no stages: it is AWSCURRENT, and AWSPREVIOUS follows',
    ask: stored({}),
    aws: 'AWSCURRENT, v1= v2= v3=AWSPREVIOUS v4=AWSPENDING v5=AWSCURRENT',
  },
  {
    call,
    given: 'a token again with the same value: nothing changes',
    ask: stored({ stages: pending }, { stages: pending }),
    aws: 'AWSPENDING, AWSPENDING, v1= v2=AWSPREVIOUS v3=AWSCURRENT v4= v5=AWSPENDING',
  },
  {
    call,
    given: 'a token again with another value',
    ask: put({ token: versionId('v3'), value: 'another' }),
    aws: 'ResourceExistsException 400',
  },
  {
    call,
    given: 'the token of the pending version again with another value',
    ask: put({ token: versionId('v4'), value: 'another', stages: pending }),
    aws: 'ResourceExistsException 400',
    moto: {
      answers: 'accepted',
      page: 'Secrets Manager API Reference, PutSecretValue, ClientRequestToken',
    },
  },
  {
    call,
    given: 'a secret scheduled for deletion',
    ask: put({ to: 'doomed' }),
    aws: 'InvalidRequestException 400',
    moto: {
      answers: 'accepted',
      page: 'Secrets Manager API Reference, PutSecretValue, Errors: InvalidRequestException',
    },
  },
  {
    call,
    given: 'no such secret',
    ask: put({ to: 'nothing' }),
    aws: 'ResourceNotFoundException 400',
    moto: {
      answers: 'ResourceNotFoundException 404',
      page: 'Secrets Manager API Reference, PutSecretValue, Errors: HTTP status of ResourceNotFoundException',
    },
  },
  {
    call,
    given: 'a token of 31 characters',
    ask: put({ token: 'x'.repeat(31) }),
    aws: invalid,
  },
  {
    call,
    given: 'a token of 32 characters',
    ask: put({ token: 'x'.repeat(32) }),
    aws: 'accepted',
  },
  {
    call,
    given: 'a token of 64 characters',
    ask: put({ token: 'x'.repeat(64) }),
    aws: 'accepted',
  },
  {
    call,
    given: 'a token of 65 characters',
    ask: put({ token: 'x'.repeat(65) }),
    aws: invalid,
  },
  {
    call,
    given: 'no value',
    ask: put({ value: undefined }),
    aws: 'InvalidRequestException 400',
  },
  {
    call,
    given: 'a value of 65,536 bytes',
    ask: put({ value: 'x'.repeat(65_536) }),
    aws: 'accepted',
  },
  {
    call,
    given: 'a value of 65,537 bytes',
    ask: put({ value: 'x'.repeat(65_537) }),
    aws: invalid,
    moto: { answers: 'accepted', page: sizes },
  },
];
