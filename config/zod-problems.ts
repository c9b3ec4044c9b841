import * as z from 'zod';
import type { Problem } from './input-error.ts';

/** What is expected at a path, in words, where the schema alone cannot say it well; list indexes are left out. */
export type Expectations = Record<string, string>;

/** Returns every problem that a schema finds in `raw`; empty if there is none. */
export function zodProblems(schema: z.ZodObject, raw: unknown, expectations: Expectations = {}): Problem[] {
  const { error } = schema.safeParse(raw, { reportInput: true });
  return (error?.issues ?? []).flatMap((issue) => problemsOf(issue, schema, expectations));
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodObject, expectations: Expectations): Problem[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const named = path ? `${path}.${key}` : key;
      const expected = expectations[named] ?? `one of ${fieldsAt(schema, issue.path).join(', ')}`;
      return { path: named, expected, found: 'a name that does not exist' };
    });
  }
  const expected = expectations[issue.path.filter((name) => typeof name === 'string').join('.')];
  return [
    {
      path: path || '(the whole input)',
      expected: expected ?? expectationOf(issue),
      found: wordsFor(issue.input),
    },
  ];
}

const typeWords: Record<string, string> = {
  int: 'a whole number',
  number: 'a whole number',
  string: 'text',
  array: 'a list',
  object: 'a group of settings',
  record: 'names, each with a text',
  boolean: 'true or false',
};

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int' ? `at least ${issue.minimum}` : 'not empty';
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'invalid_union':
      return 'text, a number, true or false, or null';
    case 'invalid_key':
      return 'a name that a tag may have';
    case 'invalid_format':
      return "a path that starts with '/'";
    default:
      return issue.message;
  }
}

function wordsFor(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Returns the names that the schema allows at a path; empty if there is no object. */
function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const at = path.reduce<unknown>((outer, name) => {
    const inner = unwrapped(outer);
    if (inner instanceof z.ZodArray) return inner.element;
    if (inner instanceof z.ZodRecord) return inner.valueType;
    return inner instanceof z.ZodObject ? inner.shape[String(name)] : undefined;
  }, schema);
  const found = unwrapped(at);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap())
    : schema;
}
