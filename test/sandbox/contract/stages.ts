import {
  UpdateSecretVersionStageCommand,
  type UpdateSecretVersionStageRequest,
} from '@aws-sdk/client-secrets-manager';
import { refusal } from '../aws.ts';
import { versionId } from '../secrets.ts';
import type { Asked, Row } from './row.ts';
import { labels } from './versions.ts';

type Move = { of?: string; label?: string; from?: string; to?: string };

const move =
  ({ of = 'demo', label = 'AWSCURRENT', from, to }: Move) =>
  (one: Asked) => {
    const input: UpdateSecretVersionStageRequest = { SecretId: of, VersionStage: label };
    if (to) input.MoveToVersionId = versionId(to);
    if (from) input.RemoveFromVersionId = versionId(from);
    return refusal(one.secrets.send(new UpdateSecretVersionStageCommand(input)));
  };

/** Moves labels, all accepted, and tells which version has which then. */
const moved =
  (...moves: Move[]) =>
  async (one: Asked) => {
    for (const what of moves) {
      const outcome = await move(what)(one);
      if (outcome !== 'accepted') return outcome;
    }
    return labels('demo')(one);
  };

const call = 'UpdateSecretVersionStage';
const invalid = 'InvalidParameterException 400';
const page = 'Secrets Manager API Reference, UpdateSecretVersionStage';

export const stages: readonly Row[] = [
  {
    call,
    given: 'AWSCURRENT from the version that has it, AWSPREVIOUS follows',
    ask: moved({ from: 'v3', to: 'v4' }),
    aws: 'v1= v2= v3=AWSPREVIOUS v4=AWSCURRENT+AWSPENDING',
  },
  {
    call,
    given: 'AWSCURRENT moves back',
    ask: moved({ from: 'v3', to: 'v2' }),
    aws: 'v1= v2=AWSCURRENT v3=AWSPREVIOUS v4=AWSPENDING',
  },
  {
    call,
    given: 'RemoveFromVersionId names another version',
    ask: move({ from: 'v2', to: 'v4' }),
    aws: invalid,
  },
  { call, given: 'RemoveFromVersionId names no version', ask: move({ to: 'v4' }), aws: invalid },
  { call, given: 'RemoveFromVersionId is unknown', ask: move({ from: 'v9', to: 'v4' }), aws: invalid },
  { call, given: 'MoveToVersionId is unknown', ask: move({ from: 'v3', to: 'v9' }), aws: invalid },
  {
    call,
    given: 'the same move again, as after a lost answer',
    ask: moved({ from: 'v3', to: 'v4' }, { from: 'v3', to: 'v4' }),
    aws: invalid,
  },
  {
    call,
    given: 'AWSPENDING taken off',
    ask: moved({ label: 'AWSPENDING', from: 'v4' }),
    aws: 'v1= v2=AWSPREVIOUS v3=AWSCURRENT v4=',
  },
  {
    call,
    given: 'AWSPENDING taken off a version without it',
    ask: move({ label: 'AWSPENDING', from: 'v3' }),
    aws: invalid,
  },
  {
    call,
    given: 'a label that no version has',
    ask: moved({ label: 'mine', to: 'v1' }),
    aws: 'v1=mine v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING',
  },
  {
    call,
    given: 'a label of another version, which is not named',
    ask: move({ label: 'AWSPENDING', to: 'v3' }),
    aws: invalid,
    moto: { answers: 'accepted', page: `${page}, RemoveFromVersionId` },
  },
  {
    call,
    given: 'AWSCURRENT taken off and put nowhere',
    ask: move({ from: 'v3' }),
    aws: invalid,
    moto: { answers: 'accepted', page: `${page}: AWSCURRENT can be moved, not removed` },
  },
  {
    call,
    given: 'a secret scheduled for deletion',
    ask: move({ of: 'doomed', label: 'mine', to: 'v1' }),
    aws: 'InvalidRequestException 400',
    moto: { answers: 'accepted', page: `${page}, Errors: InvalidRequestException` },
  },
  {
    call,
    given: 'no such secret',
    ask: move({ of: 'nothing', from: 'v3', to: 'v4' }),
    aws: 'ResourceNotFoundException 400',
    moto: {
      answers: 'ResourceNotFoundException 404',
      page: `${page}, Errors: HTTP status of ResourceNotFoundException`,
    },
  },
];
