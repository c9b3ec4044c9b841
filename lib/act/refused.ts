import { isCode, isDefinite, wrapError } from '../aws/errors.ts';

/**
 * Thrown if AWS refused a call for good while a key was being created or finished: a policy or a KMS key forbids it. No key
 * was left behind that is not stored. The same call would be refused again, so a person is needed.
 */
export class Refused extends Error {
  /** Such as `secretsmanager:PutSecretValue`. */
  readonly operation: string;

  constructor(operation: string, message: string, cause: unknown) {
    super(message, { cause });
    this.operation = operation;
  }
}

/** Refusals that pass by themselves, or that the next sweep sees when it reads the user and the secret. */
const temporary = [
  'LimitExceeded',
  'Throttling',
  'TooManyRequests',
  'ConcurrentModification',
  'EntityTemporarilyUnmodifiable',
  'NoSuchEntity',
  'ResourceNotFound',
  // The secret was scheduled for deletion meanwhile.
  'InvalidRequest',
];

/** Returns a Refused if AWS refused the call for good; otherwise an error that says what was tried and what AWS answered. */
export function refusedOrFailed(operation: string, what: string, thrown: unknown): Error {
  const failure = wrapError(what, thrown);
  const isForGood = isDefinite(thrown) && !temporary.some((code) => isCode(thrown, code));
  return isForGood ? new Refused(operation, failure.message, thrown) : failure;
}
