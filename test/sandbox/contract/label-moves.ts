import { UpdateSecretVersionStageCommand, type UpdateSecretVersionStageRequest } from '@aws-sdk/client-secrets-manager';
import { versionId } from '../secrets.ts';
import { accepted, ask, inTurn, type Row, rowsOf, wrong } from './row.ts';
import { labels } from './versions.ts';

type Move = { of?: string; label?: string; from?: string; to?: string };

const move = ({ of = 'demo', label = 'AWSCURRENT', from, to }: Move) => {
  const input: UpdateSecretVersionStageRequest = { SecretId: of, VersionStage: label };
  if (to) input.MoveToVersionId = versionId(to);
  if (from) input.RemoveFromVersionId = versionId(from);
  return ask(({ secrets }) => secrets.send(new UpdateSecretVersionStageCommand(input)));
};

const label = 'AWSPENDING';
const invalid = 'InvalidParameterException 400';
const doomed = 'InvalidRequestException 400';
const missing = 'ResourceNotFoundException 400';
const page = 'Secrets Manager API Reference, UpdateSecretVersionStage';
const unnamed = wrong(accepted, `${page}, RemoveFromVersionId`);
const removed = wrong(accepted, `${page}: AWSCURRENT can be moved, not removed`);
const written = wrong(accepted, `${page}, Errors: InvalidRequestException`);
const status = wrong('ResourceNotFoundException 404', `${page}, Errors: status of ResourceNotFoundException`);

const toV4 = move({ from: 'v3', to: 'v4' });
const toV2 = inTurn(move({ from: 'v3', to: 'v2' }), labels());
const pendingOff = move({ label, from: 'v4' });
const mine = inTurn(move({ label: 'mine', to: 'v1' }), labels());
const v3Current = 'v1= v2=AWSPREVIOUS v3=AWSCURRENT';

export const labelMoves: readonly Row[] = rowsOf('UpdateSecretVersionStage', [
  ['AWSCURRENT', inTurn(toV4, labels()), 'v1= v2= v3=AWSPREVIOUS v4=AWSCURRENT+AWSPENDING'],
  ['AWSCURRENT to AWSPREVIOUS', toV2, 'v1= v2=AWSCURRENT v3=AWSPREVIOUS v4=AWSPENDING'],
  ['RemoveFromVersionId of another version', move({ from: 'v2', to: 'v4' }), invalid],
  ['RemoveFromVersionId of the version to move to', move({ from: 'v4', to: 'v4' }), invalid],
  ['no RemoveFromVersionId', move({ to: 'v4' }), invalid],
  ['an unknown RemoveFromVersionId', move({ from: 'v9', to: 'v4' }), invalid],
  ['an unknown MoveToVersionId', move({ from: 'v3', to: 'v9' }), invalid],
  ['the same move again, as after a lost answer', inTurn(toV4, toV4), invalid],
  ['AWSPENDING removed', inTurn(pendingOff, labels()), `${v3Current} v4=`],
  ['AWSPENDING removed, twice', inTurn(pendingOff, pendingOff), invalid],
  ['AWSPENDING removed from a version without it', move({ label, from: 'v3' }), invalid],
  ['AWSPENDING removed from an unknown version', move({ label, from: 'v9' }), invalid],
  ['AWSPENDING moved to an unknown version', move({ label, from: 'v4', to: 'v9' }), invalid],
  ['a label that no version has', mine, 'v1=mine v2=AWSPREVIOUS v3=AWSCURRENT v4=AWSPENDING'],
  ['a label of a version that is not named', move({ label, to: 'v3' }), invalid, unnamed],
  ['AWSCURRENT removed', move({ from: 'v3' }), invalid, removed],
  ['AWSCURRENT, and no version', move({}), invalid],
  ['AWSPENDING, and no version', move({ label }), invalid, unnamed],
  ['a label that no version has, and no version', move({ label: 'mine' }), invalid, unnamed],
  ['a secret scheduled for deletion', move({ of: 'doomed', label, to: 'v1' }), doomed, written],
  ['no such secret', move({ of: 'nothing', from: 'v3', to: 'v4' }), missing, status],
]);
