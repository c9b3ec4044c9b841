import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { ConfigError } from './input-error.ts';
import { merge } from './merge.ts';
import { parseConfig } from './parse-config.ts';
import type { Config } from './schema.ts';

const folder = import.meta.dirname;

/** A parsed YAML file: its value, which is not checked, and the document for finding a setting's line. */
export type Layer = { source: string; value: unknown; document: Document; lines: LineCounter };

/** Returns the configuration of a stage: `default.yml` overlaid with `<stage>.yml`. Throws a ConfigError. */
export function readStage(stage: string): Config {
  const { file, source } = stageFile(stage);
  return readConfig(file, source);
}

/**
 * Returns the two files of a stage's configuration, which are not checked. Throws a ConfigError if one cannot be
 * read.
 */
export function readLayers(stage: string): [base: Layer, over: Layer] {
  const { file, source } = stageFile(stage);
  return [readLayer(join(folder, 'default.yml'), 'config/default.yml'), readLayer(file, source)];
}

/** Fits into the names of the stack's resources, the sweep's role above all: at most 64 characters, with any Region. */
const stageForm = /^[a-z0-9][a-z0-9-]{0,19}$/;

function stageFile(stage: string): { file: string; source: string } {
  if (/^[\w-]+$/.test(stage) && !stageForm.test(stage)) {
    const expected =
      'a stage of at most 20 lower-case letters, digits and hyphens: AWS resources are named after it; rename the file';
    throw new ConfigError(`stage ${JSON.stringify(stage)}`, [
      { path: `config/${stage}.yml`, expected, found: `${stage}, ${stage.length} characters` },
    ]);
  }
  const file = join(folder, `${stage}.yml`);
  if (stage === 'default' || !/^[\w-]+$/.test(stage) || !existsSync(file)) {
    const known = stageNames().join(', ');
    throw new ConfigError(`stage ${JSON.stringify(stage)}`, [
      { path: `config/${stage}.yml`, expected: `a file; there is one for ${known}`, found: 'none' },
    ]);
  }
  return { file, source: `config/${stage}.yml` };
}

/**
 * Returns `default.yml` overlaid with `base` and then with `file`. Throws a ConfigError; `source` names the file in its
 * message.
 */
export function readConfig(file: string, source = file, base: unknown = {}): Config {
  return parseConfig(merge(merge(defaults(), base), readYaml(file, source)), source);
}

/** Returns the value of `default.yml`, which is not checked. */
export function defaults(): unknown {
  return readYaml(join(folder, 'default.yml'), 'config/default.yml');
}

/**
 * Returns the value of a YAML file, which is not checked; undefined if the file is empty. Throws a ConfigError with
 * line numbers.
 */
export function readYaml(file: string, source = file): unknown {
  return readLayer(file, source).value;
}

function readLayer(file: string, source: string): Layer {
  return parseLayer(readText(file, source), source);
}

/** Returns a text of YAML as a layer, which is not checked. Throws a ConfigError with line numbers. */
export function parseLayer(text: string, source: string): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems = document.errors.map(({ linePos, message }) => ({
    path: `line ${linePos?.[0].line ?? '?'}`,
    expected: 'YAML',
    found: message.split('\n')[0] ?? message,
  }));
  if (problems.length > 0) throw new ConfigError(source, problems);
  try {
    return { source, value: document.toJS() ?? undefined, document, lines };
  } catch (thrown) {
    // YAML reads an unquoted *name as an alias.
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
