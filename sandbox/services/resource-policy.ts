type Many = string | string[];

/** A statement of a policy. Conditions are not looked at: a statement that has one counts as not there. */
type Statement = {
  Effect?: string;
  Principal?: '*' | { AWS?: Many };
  NotPrincipal?: { AWS?: Many };
  Action?: Many;
  NotAction?: Many;
  Resource?: Many;
  Condition?: object;
};

type Request = { action: string; resource: string; callers: readonly string[] };

/**
 * True if a statement of the policy denies the request (IAM User Guide, "Policy evaluation logic": an explicit deny wins).
 * `callers` are the ARNs by which a policy can name the caller. A policy that is no JSON denies nothing.
 */
export function isDeniedBy(policy: string, request: Request): boolean {
  return statementsOf(policy).some((one) => one.Effect === 'Deny' && !one.Condition && isAbout(one, request));
}

function statementsOf(policy: string): Statement[] {
  try {
    const { Statement = [] } = Object(JSON.parse(policy)) as { Statement?: Statement | Statement[] };
    return [Statement].flat();
  } catch {
    return [];
  }
}

function isAbout(statement: Statement, { action, resource, callers }: Request): boolean {
  const { Action, NotAction, Resource = '*', Principal, NotPrincipal } = statement;
  const isSomeAction = (patterns: Many = []) => [patterns].flat().some((one) => isLike(action, one, 'i'));
  const isCaller = (names: Many = []) =>
    [names].flat().some((name) => name === '*' || callers.includes(name));
  return (
    (NotAction ? !isSomeAction(NotAction) : isSomeAction(Action)) &&
    [Resource].flat().some((pattern) => isLike(resource, pattern)) &&
    (NotPrincipal ? !isCaller(NotPrincipal.AWS) : Principal === '*' || isCaller(Principal?.AWS))
  );
}

/** In a pattern `*` is any text and `?` any character; names of actions compare without case. */
function isLike(text: string, pattern: string, flags = ''): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, flags).test(text);
}
