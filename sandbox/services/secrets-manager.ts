import { addDays } from 'date-fns/addDays';
import { compareAsc } from 'date-fns/compareAsc';
import type { Account } from '../account/account.ts';
import { secretArn } from '../account/ids.ts';
import { type Secret, secretWithArn } from '../account/secret.ts';
import { isReserved, type Tag } from '../account/tags.ts';
import { pageBySecretsManager } from './page.ts';
import { checkFilters, type Filter, isMatch } from './secret-filters.ts';
import { ServiceError } from './service-error.ts';

type List = {
  IncludePlannedDeletion?: boolean;
  Filters?: Filter[];
  MaxResults?: number;
  NextToken?: string;
};

/**
 * Creates a secret without a value, as sweeps do; a value is refused. The name of a secret that is scheduled for
 * deletion is taken until the secret is gone (Secrets Manager API Reference, CreateSecret, Errors).
 */
export function createSecret(
  account: Account,
  input: {
    Name?: string;
    Description?: string;
    KmsKeyId?: string;
    Tags?: Tag[];
    SecretString?: string;
    SecretBinary?: string;
  },
) {
  const { Name = '', Description, KmsKeyId, Tags = [] } = input;
  if (!/^[\w/+=.@-]{1,512}$/.test(Name)) throw new ServiceError('ValidationException', 400, 'Invalid name.');
  if (input.SecretString !== undefined || input.SecretBinary !== undefined) {
    const what = 'The sandbox makes secrets without a value; put it afterwards.';
    throw new ServiceError('InvalidParameterException', 400, what);
  }
  if (Tags.some(isReserved)) {
    throw new ServiceError(
      'InvalidParameterException',
      400,
      'Tag keys that begin with aws: are for AWS only.',
    );
  }
  const existing = secretIfAny(account, Name);
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
    CreatedDate: account.clock.now(),
    ...(Description && { Description }),
    ...(KmsKeyId && { KmsKeyId }),
    tags: Tags,
    versions: new Map(),
  });
  return { Name, ARN };
}

/** Versions without a label are not shown (Secrets Manager API Reference, DescribeSecret, VersionIdsToStages). */
export function describeSecret(account: Account, input: { SecretId?: string }) {
  return described(secretNamed(account, input));
}

function described(whole: Secret) {
  const { versions, tags, CreatedDate, DeletedDate, recoveryDays: _, ResourcePolicy: __, ...secret } = whole;
  const labelled = [...versions.values()].filter(({ stages }) => stages.size > 0);
  return {
    ...secret,
    Tags: tags,
    CreatedDate: CreatedDate.getTime() / 1000,
    ...(DeletedDate && { DeletedDate: DeletedDate.getTime() / 1000 }),
    ...(labelled.length > 0 && {
      VersionIdsToStages: Object.fromEntries(
        labelled.map(({ VersionId, stages }) => [VersionId, [...stages]]),
      ),
    }),
  };
}

/**
 * Lists secrets, the oldest first. Those that are scheduled for deletion come only with IncludePlannedDeletion; a filter by
 * name, tag key or tag value matches prefixes, with case (Secrets Manager API Reference, Filter). The sandbox knows no other.
 */
export function listSecrets(account: Account, input: List) {
  const { IncludePlannedDeletion = false, Filters = [] } = input;
  checkFilters(Filters);
  const all = [...account.secrets.keys()]
    .map((Name) => secretIfAny(account, Name))
    .filter((secret) => secret !== undefined)
    .filter(({ DeletedDate }) => IncludePlannedDeletion || !DeletedDate)
    .filter((secret) => Filters.every((filter) => isMatch(secret, filter)))
    .toSorted((a, b) => compareAsc(a.CreatedDate, b.CreatedDate));
  const { items, ...more } = pageBySecretsManager(all, input, account.settings.pageSize);
  return { SecretList: items.map(shown), ...more };
}

/** Returns what a list shows of a secret: the labelled versions by another name than DescribeSecret. */
function shown(secret: Secret) {
  const { VersionIdsToStages, ...fields } = described(secret);
  return { ...fields, ...(VersionIdsToStages && { SecretVersionsToStages: VersionIdsToStages }) };
}

/**
 * A secret without a policy is answered without ResourcePolicy; one that is scheduled for deletion is refused (Secrets
 * Manager API Reference, GetResourcePolicy).
 */
export function getResourcePolicy(account: Account, input: { SecretId?: string }) {
  const { ARN, Name, ResourcePolicy } = writableSecret(account, input);
  return { ARN, Name, ResourcePolicy };
}

/** The recovery window if DeleteSecret names none (Secrets Manager API Reference, DeleteSecret: 7 to 30 days). */
export const recoveryDays = 30;

/** Returns the secret of that name or ARN; undefined if there is none. Removes it if its recovery window is over. */
export function secretIfAny(account: Account, id: string): Secret | undefined {
  const { secrets, clock } = account;
  const secret = id.startsWith('arn:') ? secretWithArn(secrets, id) : secrets.get(id);
  const days = secret?.recoveryDays ?? recoveryDays;
  if (!secret?.DeletedDate || addDays(secret.DeletedDate, days) > clock.now()) return secret;
  secrets.delete(secret.Name);
  return undefined;
}

/** Returns the secret that a call names. Throws a ServiceError if there is none. */
export function secretNamed(account: Account, { SecretId = '' }: { SecretId?: string }): Secret {
  const secret = secretIfAny(account, SecretId);
  if (secret) return secret;
  const what = "Secrets Manager can't find the specified secret.";
  throw new ServiceError('ResourceNotFoundException', 400, what);
}

/** Returns the secret that a call names. Throws a ServiceError also if it is scheduled for deletion. */
export function writableSecret(account: Account, input: { SecretId?: string }): Secret {
  const secret = secretNamed(account, input);
  if (!secret.DeletedDate) return secret;
  const what = "You can't perform this operation on the secret because it was marked for deletion.";
  throw new ServiceError('InvalidRequestException', 400, what);
}
