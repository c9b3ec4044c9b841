/** A subscription's filter as GetSubscriptionAttributes returns it. Without a policy every message passes. */
export type Filter = { FilterPolicy?: string | undefined; FilterPolicyScope?: string | undefined };

/** The values that one attribute of a message may have. */
type Values = {
  /** Undefined: the message lacks the attribute. */
  known: readonly (string | undefined)[];
  /** True if it may have any other text too. */
  isOpen?: boolean;
};

/** A kind of message: what each of its attributes may be. */
export type MessageKind = Readonly<Record<string, Values>>;

/**
 * True if some message of this kind passes the filter. False if in doubt: for a filter of the message's body, for text that
 * is no policy, and for operators other than those below, such as `numeric` and `cidr` (SNS Developer Guide, "Amazon SNS
 * subscription filter policies"). Attributes are taken as independent of each other.
 */
export function mayPass({ FilterPolicy, FilterPolicyScope }: Filter, kind: MessageKind): boolean {
  if (FilterPolicy === undefined) return true;
  if (FilterPolicyScope !== undefined && FilterPolicyScope !== 'MessageAttributes') return false;
  return passes(parse(FilterPolicy), kind);
}

/** All properties of a policy must match, and one value of each (SNS Developer Guide, "AND/OR logic"). */
function passes(policy: unknown, kind: MessageKind): boolean {
  return (
    isObject(policy) &&
    Object.entries(policy).every(([name, conditions]) => {
      if (!Array.isArray(conditions)) return false;
      if (name === '$or') return isOr(conditions) && conditions.some((one) => passes(one, kind));
      const values = valuesOf(Object.hasOwn(kind, name) ? kind[name] : undefined, conditions);
      return conditions.some((condition) => values.some((value) => holds(condition, value)));
    })
  );
}

/** With fewer than two objects `$or` is the name of an attribute, which no notice has (SNS Developer Guide, "AND/OR logic"). */
function isOr(conditions: readonly unknown[]): boolean {
  return conditions.length > 1 && conditions.every(isObject);
}

/** An open attribute may have each text that it is compared with, and two that differ from all of them at both ends. */
function valuesOf({ known, isOpen }: Values = { known: [undefined] }, conditions: readonly unknown[]) {
  if (!isOpen) return known;
  const texts = conditions.flatMap(textsIn);
  return [...known, ...texts, `x${texts.join('')}x`, `0${texts.join('')}0`];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Only `exists` says something about an attribute that is missing (SNS Developer Guide, "Key matching"). */
function holds(condition: unknown, value: string | undefined): boolean {
  if (!isObject(condition)) return condition === value;
  const [operator, operand] = onlyEntryOf(condition);
  if (operator === 'exists') return operand === (value !== undefined);
  if (value === undefined) return false;
  return operator === 'anything-but' ? isOther(value, operand) : compare(operator, value, operand) === true;
}

/** `anything-but` takes a text, several, or a prefix (SNS Developer Guide, "String value matching"). */
function isOther(value: string, operand: unknown): boolean {
  if (isObject(operand)) {
    const [operator, inner] = onlyEntryOf(operand);
    return compare(operator, value, inner) === false;
  }
  return [operand].flat().every((text) => typeof text === 'string' && text !== value);
}

/** Returns the operator and its operand; neither if there is not exactly one operator. */
function onlyEntryOf(object: object): [operator?: string, operand?: unknown] {
  const [entry, ...others] = Object.entries(object);
  return entry && others.length === 0 ? entry : [];
}

/** Compares with case unless the operator says otherwise. Undefined if the operator or its operand is another. */
function compare(operator: string | undefined, value: string, operand: unknown): boolean | undefined {
  return typeof operand === 'string' ? comparisons.get(operator)?.(value, operand) : undefined;
}

const comparisons = new Map<string | undefined, (value: string, operand: string) => boolean>([
  ['prefix', (value, operand) => value.startsWith(operand)],
  ['suffix', (value, operand) => value.endsWith(operand)],
  ['equals-ignore-case', (value, operand) => value.toLowerCase() === operand.toLowerCase()],
]);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
