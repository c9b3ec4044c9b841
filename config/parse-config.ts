import { z } from 'zod';
import { crossFieldFaults } from './cross-field.ts';
import { ConfigError, type Fault } from './fault.ts';
import { type Config, configSchema } from './schema.ts';

/**
 * The configuration in `raw`, or a ConfigError that lists every fault at once: wrong types beside wrong
 * combinations. `source` names it in the message.
 */
export function parseConfig(raw: unknown, source: string): Config {
  const parsed = configSchema.safeParse(raw, { reportInput: true });
  const faults = [...(parsed.error?.issues ?? []).flatMap(faultsOf), ...crossFieldFaults(raw)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(source, faults);
  return parsed.data;
}

function faultsOf(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      expected: `one of ${settingsAt(issue.path).join(', ')}`,
      found: 'a setting that does not exist',
    }));
  }
  return [{ path: path || '(the whole file)', expected: expectationOf(issue), found: wordsFor(issue.input) }];
}

/** Where the schema's own words would not tell a person what to write. */
const expectations: Record<string, string> = {
  accountId: "12 digits in quotes, such as '123456789012', or null",
  'secrets.prefix': '1 to 400 letters, digits or any of /_+=.@-',
  'deploy.alarmEmail': 'an e-mail address, the word none, or null',
};

const typeWords: Record<string, string> = {
  int: 'a whole number',
  number: 'a whole number',
  string: 'text',
  array: 'a list',
  object: 'a group of settings',
  boolean: 'true or false',
};

function expectationOf(issue: z.core.$ZodIssue): string {
  const special = expectations[issue.path.join('.')];
  if (special) return special;
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int' ? `at least ${issue.minimum}` : 'not empty';
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'invalid_format':
      return "a path that starts with '/'";
    default:
      return issue.message;
  }
}

function wordsFor(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** The names of the settings in the section at `path`; the schema knows them. */
function settingsAt(path: readonly PropertyKey[]): string[] {
  const section = path.reduce<unknown>(
    (at, name) => (at instanceof z.ZodObject ? at.shape[String(name)] : undefined),
    configSchema,
  );
  return section instanceof z.ZodObject ? Object.keys(section.shape) : [];
}
