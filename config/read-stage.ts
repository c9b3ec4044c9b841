import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { ConfigError } from './fault.ts';
import { merge } from './merge.ts';
import { parseConfig } from './parse-config.ts';
import type { Config } from './schema.ts';

const folder = import.meta.dirname;

/** The configuration of a stage: `default.yml` overlaid with `<stage>.yml`. Throws a ConfigError. */
export function readStage(stage: string): Config {
  const file = join(folder, `${stage}.yml`);
  if (stage === 'default' || !/^[\w-]+$/.test(stage) || !existsSync(file)) {
    const known = stageNames().join(', ');
    throw new ConfigError(`stage ${JSON.stringify(stage)}`, [
      { path: `config/${stage}.yml`, expected: `a file; there is one for ${known}`, found: 'none' },
    ]);
  }
  return readConfig(file, `config/${stage}.yml`);
}

/** The configuration in `file` laid over `default.yml` and then `base`. `source` names it in faults. */
export function readConfig(file: string, source = file, base: unknown = {}): Config {
  return parseConfig(merge(merge(defaults(), base), readYaml(file, source)), source);
}

/** What `default.yml` says, unchecked. */
export function defaults(): unknown {
  return readYaml(join(folder, 'default.yml'), 'config/default.yml');
}

/** What a YAML file says, unchecked; an empty file says nothing. Throws a ConfigError with line numbers. */
export function readYaml(file: string, source = file): unknown {
  const document = parseDocument(readText(file, source));
  const faults = document.errors.map(({ linePos, message }) => ({
    path: `line ${linePos?.[0].line ?? '?'}`,
    expected: 'YAML',
    found: message.split('\n')[0] ?? message,
  }));
  if (faults.length > 0) throw new ConfigError(source, faults);
  try {
    return document.toJS() ?? undefined;
  } catch (thrown) {
    // YAML takes an unquoted *name for an alias.
    const expected = 'YAML, with text that begins with * in quotes';
    throw new ConfigError(source, [{ path: source, expected, found: messageOf(thrown) }]);
  }
}

function readText(file: string, source: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    const expected = 'a file that can be read';
    throw new ConfigError(source, [{ path: file, expected, found: messageOf(thrown) }]);
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function stageNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yml') && name !== 'default.yml')
    .map((name) => name.slice(0, -'.yml'.length));
}
