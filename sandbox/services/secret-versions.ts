import type { Account } from '../account/account.ts';
import { useKmsKey } from './kms-use.ts';
import { pageBySecretsManager } from './page.ts';
import { changeableSecret } from './primary-secret.ts';
import { secretNamed } from './secrets-manager.ts';
import { ServiceError } from './service-error.ts';
import { moveStage, removeDeprecated } from './staging-labels.ts';

type List = { SecretId?: string; NextToken?: string; IncludeDeprecated?: boolean; MaxResults?: number };
type Put = {
  SecretId?: string;
  ClientRequestToken?: string;
  SecretString?: string;
  VersionStages?: string[] | undefined;
};
type Move = {
  SecretId?: string;
  VersionStage?: string;
  MoveToVersionId?: string;
  RemoveFromVersionId?: string;
};

/**
 * Versions without a label are listed only with IncludeDeprecated (Secrets Manager API Reference,
 * ListSecretVersionIds).
 */
export function listSecretVersionIds(account: Account, input: List) {
  const { ARN, Name, versions } = secretNamed(account, input);
  const all = [...versions.values()].filter(({ stages }) => stages.size > 0 || input.IncludeDeprecated);
  const { items, ...more } = pageBySecretsManager(all, input, account.settings.pageSize);
  return {
    ARN,
    Name,
    Versions: items.map(({ VersionId, stages, CreatedDate }) => ({
      VersionId,
      ...shown(stages),
      CreatedDate: CreatedDate.getTime() / 1000,
    })),
    ...more,
  };
}

/**
 * The first version gets AWSCURRENT, also if the call names other labels. A put with the token and the value of an
 * existing version changes nothing (Secrets Manager API Reference, PutSecretValue).
 */
export function putSecretValue(account: Account, input: Put) {
  const secret = changeableSecret(account, input);
  const { ClientRequestToken: VersionId = '', SecretString, VersionStages = ['AWSCURRENT'] } = input;
  if (VersionId.length < 32 || VersionId.length > 64)
    refuse('ClientRequestToken must be 32-64 characters long.');
  if (SecretString === undefined) {
    const what = 'You must provide either SecretString or SecretBinary.';
    throw new ServiceError('InvalidRequestException', 400, what);
  }
  if (VersionStages.length < 1 || VersionStages.length > 20) refuse('VersionStages must have 1 to 20 items.');
  if (SecretString === '') refuse('SecretString must not be empty.');
  if (Buffer.byteLength(SecretString) > 65_536) refuse('SecretString must not be longer than 65536 bytes.');
  const existing = secret.versions.get(VersionId);
  if (existing && existing.SecretString !== SecretString) {
    const what = `The version ${VersionId} already exists with another value.`;
    throw new ServiceError('ResourceExistsException', 400, what);
  }
  if (!existing) useKmsKey(account, secret, 'encrypt');
  const isFirst = secret.versions.size === 0;
  const stages = existing?.stages ?? new Set<string>();
  if (!existing) {
    secret.versions.set(VersionId, { VersionId, SecretString, stages, CreatedDate: account.clock.now() });
    for (const stage of isFirst ? [...VersionStages, 'AWSCURRENT'] : VersionStages)
      moveStage(secret, stage, VersionId);
    removeDeprecated(account, secret);
  }
  return { ARN: secret.ARN, Name: secret.Name, VersionId, ...shown(stages) };
}

/** A version without a label is answered without the field (Secrets Manager API Reference, VersionStages: 1 to 20 items). */
function shown(stages: ReadonlySet<string>) {
  return stages.size > 0 && { VersionStages: [...stages] };
}

/**
 * A label that is on another version moves only if RemoveFromVersionId names that version. AWSCURRENT can be moved, but
 * not removed (Secrets Manager API Reference, UpdateSecretVersionStage).
 */
export function updateSecretVersionStage(account: Account, input: Move) {
  const secret = changeableSecret(account, input);
  const { VersionStage = '', MoveToVersionId, RemoveFromVersionId } = input;
  const holder = [...secret.versions.values()].find(({ stages }) => stages.has(VersionStage))?.VersionId;
  for (const id of [MoveToVersionId, RemoveFromVersionId]) {
    if (id !== undefined && !secret.versions.has(id)) refuse(`Not a valid version: ${id}.`);
  }
  if (!VersionStage || !(MoveToVersionId || RemoveFromVersionId)) refuse('Name a label and a version.');
  if (RemoveFromVersionId && holder !== RemoveFromVersionId) {
    refuse(`Staging label ${VersionStage} is not currently attached to version ${RemoveFromVersionId}.`);
  }
  if (holder && holder !== MoveToVersionId && !RemoveFromVersionId) {
    refuse(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${VersionStage} is currently attached ` +
        `to version ${holder}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (!MoveToVersionId && VersionStage === 'AWSCURRENT')
    refuse('You can only move staging label AWSCURRENT to a different secret version.');
  if (MoveToVersionId) moveStage(secret, VersionStage, MoveToVersionId);
  else if (holder) secret.versions.get(holder)?.stages.delete(VersionStage);
  return { ARN: secret.ARN, Name: secret.Name };
}

function refuse(what: string): never {
  throw new ServiceError('InvalidParameterException', 400, what);
}
