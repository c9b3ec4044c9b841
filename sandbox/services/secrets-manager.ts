import type { Account, Secret } from '../account.ts';
import { secretArn } from '../ids.ts';
import { ServiceError } from '../service-error.ts';
import type { Tag } from '../tags.ts';

/** A secret without a value, as a sweep makes it; the name is taken until it is gone for good. */
export function createSecret(
  account: Account,
  input: { Name?: string; Description?: string; Tags?: Tag[]; SecretString?: string; SecretBinary?: string },
) {
  const { Name = '', Description, Tags = [] } = input;
  if (!/^[\w/+=.@-]{1,512}$/.test(Name)) throw new ServiceError('ValidationException', 400, 'Invalid name.');
  if (input.SecretString !== undefined || input.SecretBinary !== undefined) {
    const what = 'The sandbox makes secrets without a value; put it afterwards.';
    throw new ServiceError('InvalidParameterException', 400, what);
  }
  const existing = account.secrets.get(Name);
  if (existing?.DeletedDate) {
    const what =
      "You can't create this secret because a secret with this name is already scheduled for deletion.";
    throw new ServiceError('InvalidRequestException', 400, what);
  }
  if (existing) throw new ServiceError('ResourceExistsException', 400, `The secret ${Name} already exists.`);
  const ARN = secretArn(account, Name);
  account.secrets.set(Name, {
    Name,
    ARN,
    ...(Description && { Description }),
    tags: Tags,
    versions: new Map(),
  });
  return { Name, ARN };
}

/** Labelled versions only: deprecated ones do not show here. */
export function describeSecret(account: Account, input: { SecretId?: string }) {
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

export function secretNamed(account: Account, { SecretId = '' }: { SecretId?: string }): Secret {
  const secret = SecretId.startsWith('arn:')
    ? [...account.secrets.values()].find(({ ARN }) => ARN === SecretId)
    : account.secrets.get(SecretId);
  if (secret) return secret;
  const what = "Secrets Manager can't find the specified secret.";
  throw new ServiceError('ResourceNotFoundException', 400, what);
}

/** A secret that is scheduled for deletion refuses changes. */
export function writableSecret(account: Account, input: { SecretId?: string }): Secret {
  const secret = secretNamed(account, input);
  if (!secret.DeletedDate) return secret;
  const what = "You can't perform this operation on the secret because it was marked for deletion.";
  throw new ServiceError('InvalidRequestException', 400, what);
}
