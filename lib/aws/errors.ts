/** What the SDK notes of an answer that is an error. */
type Answer = { $fault?: 'client' | 'server'; $metadata?: { attempts?: number; httpStatusCode?: number } };

/** The error itself, whatever was thrown. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Whether AWS answered with this error code; the SDK appends "Exception" to some of IAM's. */
export function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && (thrown.name === code || thrown.name === `${code}Exception`);
}

/** Whether the user or the key is not there. */
export function isGone(thrown: unknown): boolean {
  return isCode(thrown, 'NoSuchEntity') || (thrown instanceof Error && isCode(thrown.cause, 'NoSuchEntity'));
}

/**
 * Whether AWS surely did not execute the call: it answered the first attempt, and blamed the caller. A timeout
 * (408 too), a reset, a 5xx, and an earlier attempt whose answer was lost, say nothing of that kind.
 */
export function isDefinite(thrown: unknown): boolean {
  const { $fault, $metadata } = Object(thrown) as Answer;
  return $fault === 'client' && ($metadata?.attempts ?? 1) === 1 && $metadata?.httpStatusCode !== 408;
}

/** One sentence for people: what was tried, and what AWS said. */
export function failed(what: string, thrown: unknown): Error {
  const cause = asError(thrown);
  return new Error(`${what} failed: ${cause.name === 'Error' ? '' : `${cause.name}: `}${cause.message}`, {
    cause,
  });
}
