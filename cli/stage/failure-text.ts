import { asError, failed } from '../../lib/aws/errors.ts';
import type { Failure } from '../../lib/model/types.ts';

/** More would only bury what matters. */
const namedAtMost = 10;

/**
 * What went wrong, a sentence each; what AWS did not permit is one sentence an action, with the first resource,
 * because a missing permission fails for every user.
 */
export function sentencesOf(failures: readonly Failure[]): string[] {
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
  const told = others
    .slice(0, namedAtMost)
    .map(({ UserName, error }) => (UserName ? `${UserName}: ${error.message}` : error.message));
  const rest = others.length - told.length;
  return [...missing, ...told, ...(rest > 0 ? [`${rest} more failed.`] : [])];
}

/** Who was not permitted to do what, as AWS words it; undefined if the error is another one. */
export function refusalIn(thrown: unknown): { who: string; action: string; resource: string } | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const found = /User: (\S+) is not authorized to perform: (\S+)(?: on resource: (\S+))?/.exec(
    thrown.message,
  );
  if (!found) return refusalIn(thrown.cause);
  const [, who = '', action = '', resource = 'any resource'] = found;
  return { who, action, resource };
}

/** An error in one sentence: what was tried and what AWS said, or which permission is missing. */
export function told(what: string, thrown: unknown): Error {
  const [refusal] = refusalIn(thrown) ? sentencesOf([{ error: asError(thrown) }]) : [];
  return refusal === undefined ? failed(what, thrown) : new Error(refusal, { cause: thrown });
}
