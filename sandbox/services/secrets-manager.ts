import type { Account, Secret, Version } from '../account.ts';
import { ServiceError } from '../service-error.ts';
import { moveStage } from './stages.ts';

type Input = Record<string, string | undefined>;

/** A secret without a value; the name is taken until it is gone for good. */
export function createSecret(
  account: Account,
  input: { Name?: string; Tags?: { Key: string; Value: string }[] },
) {
  const { Name = '', Tags = [] } = input;
  if (!/^[\w/+=.@-]{1,512}$/.test(Name)) throw new ServiceError('ValidationException', 400, 'Invalid name.');
  const existing = account.secrets.get(Name);
  if (existing?.DeletedDate) {
    throw new ServiceError(
      'InvalidRequestException',
      400,
      'A secret with this name is scheduled for deletion.',
    );
  }
  if (existing) throw new ServiceError('ResourceExistsException', 400, `The secret ${Name} already exists.`);
  const ARN = `arn:aws:secretsmanager:us-east-1:${account.accountId}:secret:${Name}-AbCdEf`;
  account.secrets.set(Name, { Name, ARN, tags: Tags, versions: new Map() });
  return { Name, ARN };
}

/** Labelled versions only: deprecated ones do not show here. */
export function describeSecret(account: Account, input: Input) {
  const { versions, tags, DeletedDate, ...secret } = secretNamed(account, input);
  const labelled = [...versions.values()].filter(({ stages }) => stages.size > 0);
  return {
    ...secret,
    Tags: tags,
    ...(DeletedDate && { DeletedDate: DeletedDate.getTime() / 1000 }),
    ...(labelled.length > 0 && {
      VersionIdsToStages: Object.fromEntries(
        labelled.map(({ VersionId, stages }) => [VersionId, [...stages]]),
      ),
    }),
  };
}

export function listSecretVersionIds(
  account: Account,
  input: { SecretId?: string; NextToken?: string; IncludeDeprecated?: boolean; MaxResults?: number },
) {
  const secret = secretNamed(account, input);
  const all = [...secret.versions.values()].filter(
    ({ stages }) => stages.size > 0 || input.IncludeDeprecated,
  );
  const from = Number(input.NextToken ?? 0);
  const to = from + Math.min(input.MaxResults ?? 100, account.settings.pageSize, 100);
  return {
    ARN: secret.ARN,
    Name: secret.Name,
    Versions: all.slice(from, to).map(({ VersionId, stages, CreatedDate }) => ({
      VersionId,
      VersionStages: [...stages],
      CreatedDate: CreatedDate.getTime() / 1000,
    })),
    ...(to < all.length && { NextToken: String(to) }),
  };
}

/** The first version becomes AWSCURRENT whatever stages are asked for; a repeated put is a no-op. */
export function putSecretValue(
  account: Account,
  input: { SecretId?: string; ClientRequestToken?: string; SecretString?: string; VersionStages?: string[] },
) {
  const secret = writableSecret(account, input);
  const { ClientRequestToken: VersionId = '', SecretString = '' } = input;
  if (VersionId.length < 32 || VersionId.length > 64) {
    throw new ServiceError(
      'InvalidParameterException',
      400,
      'ClientRequestToken must be 32-64 characters long.',
    );
  }
  if (Buffer.byteLength(SecretString) > 65_536)
    throw new ServiceError('InvalidParameterException', 400, 'Too long.');
  const existing = secret.versions.get(VersionId);
  if (existing && existing.SecretString !== SecretString) {
    throw new ServiceError(
      'ResourceExistsException',
      400,
      `A version ${VersionId} exists with another value.`,
    );
  }
  const version: Version = existing ?? {
    VersionId,
    SecretString,
    stages: new Set(),
    CreatedDate: account.clock.now(),
  };
  if (!existing) {
    const isFirst = secret.versions.size === 0;
    secret.versions.set(VersionId, version);
    const stages = new Set(input.VersionStages ?? ['AWSCURRENT']);
    if (isFirst) stages.add('AWSCURRENT');
    for (const stage of stages) moveStage(secret, stage, VersionId);
  }
  return { ARN: secret.ARN, Name: secret.Name, VersionId, VersionStages: [...version.stages] };
}

export function updateSecretVersionStage(account: Account, input: Input) {
  const secret = writableSecret(account, input);
  const { VersionStage = '', MoveToVersionId, RemoveFromVersionId } = input;
  const holder = [...secret.versions.values()].find(({ stages }) => stages.has(VersionStage));
  const refuse = (what: string) => {
    throw new ServiceError('InvalidParameterException', 400, what);
  };
  for (const id of [MoveToVersionId, RemoveFromVersionId]) {
    if (id !== undefined && !secret.versions.has(id)) {
      throw new ServiceError('ResourceNotFoundException', 400, `Secrets Manager can't find version ${id}.`);
    }
  }
  if (MoveToVersionId === undefined && RemoveFromVersionId === undefined) refuse('Name a version.');
  if (RemoveFromVersionId !== undefined && holder?.VersionId !== RemoveFromVersionId) {
    refuse(`The label ${VersionStage} is not attached to version ${RemoveFromVersionId}.`);
  }
  if (
    MoveToVersionId !== undefined &&
    holder &&
    holder.VersionId !== MoveToVersionId &&
    RemoveFromVersionId === undefined
  ) {
    refuse(
      `The label ${VersionStage} is attached to version ${holder.VersionId}; name it in RemoveFromVersionId.`,
    );
  }
  if (MoveToVersionId === undefined) holder?.stages.delete(VersionStage);
  else moveStage(secret, VersionStage, MoveToVersionId);
  return { ARN: secret.ARN, Name: secret.Name };
}

function secretNamed(account: Account, { SecretId = '' }: { SecretId?: string | undefined }): Secret {
  const secret =
    account.secrets.get(SecretId) ?? [...account.secrets.values()].find(({ ARN }) => ARN === SecretId);
  if (secret) return secret;
  throw new ServiceError(
    'ResourceNotFoundException',
    400,
    "Secrets Manager can't find the specified secret.",
  );
}

function writableSecret(account: Account, input: { SecretId?: string | undefined }): Secret {
  const secret = secretNamed(account, input);
  if (!secret.DeletedDate) return secret;
  throw new ServiceError('InvalidRequestException', 400, 'The secret is marked for deletion.');
}
