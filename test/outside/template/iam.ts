import type { Statement } from './serverless.ts';

/** A request as IAM evaluates it: the action (`iam:TagUser`), the resource's ARN, and the context. */
export type IamRequest = { action: string; resource: string; context?: Record<string, string | string[]> };

/** The values of the template's references, by logical name, `Name.Attribute` or pseudo parameter. */
export type References = Record<string, string>;

/**
 * Returns the statements that allow the request; none if one denies it. Throws on any operator that the stack does not use
 * (IAM User Guide, "Policy evaluation logic" and "Condition operators").
 */
export function allowing(request: IamRequest, statements: readonly Statement[], references: References): Statement[] {
  const matching = statements.filter((statement) => matches(request, statement, references));
  return matching.some(({ Effect }) => Effect === 'Deny') ? [] : matching;
}

function matches({ action, resource, context = {} }: IamRequest, statement: Statement, references: References) {
  const { Action, Resource, Condition = {} } = statement;
  return (
    [Action].flat().some((pattern) => isLike(action, pattern)) &&
    [Resource].flat().some((pattern) => isLike(resource, resolve(pattern, references))) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => {
        const patterns = [wanted].flat().map((one) => withVariables(resolve(one, references), context));
        return holds(operator, context[key], patterns);
      }),
    )
  );
}

function holds(operator: string, found: string | string[] | undefined, patterns: string[]): boolean {
  const values = found === undefined ? [] : [found].flat();
  const isOneOf = (value: string) => patterns.some((pattern) => isLike(value, pattern));
  switch (operator) {
    case 'Null':
      return patterns[0] === String(found === undefined);
    case 'Bool':
    case 'StringEquals':
      return values.some((value) => patterns.includes(value));
    case 'StringLike':
    case 'ForAnyValue:StringLike':
      return values.some(isOneOf);
    case 'ForAllValues:StringEquals':
      return values.every((value) => patterns.includes(value));
    case 'ForAllValues:StringLike':
      return values.every(isOneOf);
    case 'ArnNotEquals':
    case 'ArnNotLike':
      return !values.some(isOneOf);
    default:
      throw new Error(`No test knows the operator ${operator}`);
  }
}

function isLike(value: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value);
}

/** Returns a text with its policy variables replaced by their values in the request; one without a value matches nothing. */
function withVariables(text: string, context: NonNullable<IamRequest['context']>): string {
  return text.replaceAll(/\$\{([\w:]+)\}/g, (variable, name: string) => [context[name] ?? variable].flat().join());
}

/** Returns a part of a template with its references replaced. */
export function resolved(value: unknown, references: References): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => resolved(one, references));
  if (['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join'].some((key) => key in value)) return resolve(value, references);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, references)]));
}

/** Returns the text of a template's value with its references replaced. */
function resolve(value: unknown, references: References): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': path, 'Fn::Sub': text, 'Fn::Join': join } = value as Record<string, unknown>;
  const lookUp = (name: string) => {
    const found = references[name];
    if (found === undefined) throw new Error(`No test knows what ${name} stands for`);
    return found;
  };
  if (typeof Ref === 'string') return lookUp(Ref);
  if (Array.isArray(path)) return lookUp(path.join('.'));
  if (Array.isArray(join)) return (join[1] as unknown[]).map((part) => resolve(part, references)).join(join[0] as string);
  if (typeof text !== 'string') throw new Error(`No test knows ${JSON.stringify(value)}`);
  return text.replaceAll(/\$\{([\w:.]+)\}/g, (_, name: string) => lookUp(name));
}
