/** The fields that the SDK adds to the error of an AWS answer. */
type Answer = { $fault?: 'client' | 'server'; $metadata?: { attempts?: number; httpStatusCode?: number } };

/** Returns what was thrown as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** True if AWS answered with this error code; the SDK appends "Exception" to some of IAM's codes. */
export function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && (thrown.name === code || thrown.name === `${code}Exception`);
}

/** Thrown if AWS does not find a key, which says nothing about its user: somebody deleted it, or AWS does not know it yet. */
export class KeyGone extends Error {
  override readonly name = 'KeyGone';

  constructor(AccessKeyId: string) {
    super(`AWS does not find ${AccessKeyId}`);
  }
}

/**
 * True if AWS answered NoSuchEntity. To a call that names only a user, the user is gone; to one that names a key too, it may be
 * either.
 */
export function isGone(thrown: unknown): boolean {
  return isCode(thrown, 'NoSuchEntity') || (thrown instanceof Error && isCode(thrown.cause, 'NoSuchEntity'));
}

/**
 * True if AWS certainly did not execute the call: it answered the first attempt with a client error. After a timeout (408
 * too), a reset, a 5xx or an earlier attempt whose answer was lost, the call may have been executed.
 */
export function isDefinite(thrown: unknown): boolean {
  const { $fault, $metadata } = Object(thrown) as Answer;
  return $fault === 'client' && ($metadata?.attempts ?? 1) === 1 && $metadata?.httpStatusCode !== 408;
}

/** Returns an error that says in one sentence what was tried and what AWS answered; `cause` is what was thrown. */
export function wrapError(what: string, thrown: unknown): Error {
  const cause = asError(thrown);
  return new Error(`${what} failed: ${cause.name === 'Error' ? '' : `${cause.name}: `}${cause.message}`, {
    cause,
  });
}
