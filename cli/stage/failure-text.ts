import { asError, wrapError } from '../../lib/aws/errors.ts';
import type { Failure } from '../../lib/model/plan.ts';

/** The most failures that are printed in full; the rest is a number. */
const namedAtMost = 10;

/**
 * Returns one sentence a failure. All failures for want of the same permission are one sentence, which names the first
 * resource: a missing permission fails for every user.
 */
export function failureSentences(failures: readonly Failure[]): string[] {
  const refused = Map.groupBy(failures, ({ error }) => refusalIn(error)?.action);
  const others = refused.get(undefined) ?? [];
  const missing = [...refused].flatMap(([action, some]) => {
    const first = some[0] && refusalIn(some[0].error);
    if (action === undefined || !first) return [];
    const more = some.length > 1 ? ` and ${some.length - 1} more` : '';
    return [
      `${first.who} may not ${action} on ${first.resource}${more}. Give it that permission, or use another profile.`,
    ];
  });
  const named = others
    .slice(0, namedAtMost)
    .map(({ UserName, error }) => (UserName ? `${UserName}: ${error.message}` : error.message));
  const rest = others.length - named.length;
  return [...missing, ...named, ...(rest > 0 ? [`${rest} more failed.`] : [])];
}

/** Returns who was refused which action on what, from AWS's message. Undefined if the error is of another kind. */
export function refusalIn(thrown: unknown): { who: string; action: string; resource: string } | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const found = /User: (\S+) is not authorized to perform: (\S+)(?: on resource: (\S+))?/.exec(
    thrown.message,
  );
  if (!found) return refusalIn(thrown.cause);
  const [, who = '', action = '', resource = 'any resource'] = found;
  return { who, action, resource };
}

/** Returns an Error with one sentence: which permission is missing, or else what was tried and what AWS answered. */
export function describeError(what: string, thrown: unknown): Error {
  const [refusal] = refusalIn(thrown) ? failureSentences([{ error: asError(thrown) }]) : [];
  return refusal === undefined ? wrapError(what, thrown) : new Error(refusal, { cause: thrown });
}
