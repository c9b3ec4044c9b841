import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { ConfigError } from './fault.ts';
import { merge } from './merge.ts';
import { parseConfig } from './parse-config.ts';
import type { Config } from './schema.ts';

const folder = import.meta.dirname;

/** A YAML file as it was read: what it says, unchecked, and where it says so. */
export type Layer = { source: string; value: unknown; document: Document; lines: LineCounter };

/** The configuration of a stage: `default.yml` overlaid with `<stage>.yml`. Throws a ConfigError. */
export function readStage(stage: string): Config {
  const { file, source } = stageFile(stage);
  return readConfig(file, source);
}

/** The two files that a stage's configuration is merged of, the stage's own last. Throws a ConfigError. */
export function readLayers(stage: string): [base: Layer, over: Layer] {
  const { file, source } = stageFile(stage);
  return [readLayer(join(folder, 'default.yml'), 'config/default.yml'), readLayer(file, source)];
}

function stageFile(stage: string): { file: string; source: string } {
  const file = join(folder, `${stage}.yml`);
  if (stage === 'default' || !/^[\w-]+$/.test(stage) || !existsSync(file)) {
    const known = stageNames().join(', ');
    throw new ConfigError(`stage ${JSON.stringify(stage)}`, [
      { path: `config/${stage}.yml`, expected: `a file; there is one for ${known}`, found: 'none' },
    ]);
  }
  return { file, source: `config/${stage}.yml` };
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
  return readLayer(file, source).value;
}

function readLayer(file: string, source: string): Layer {
  return parseLayer(readText(file, source), source);
}

/** What a text of YAML says, unchecked. Throws a ConfigError with line numbers. */
export function parseLayer(text: string, source: string): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const faults = document.errors.map(({ linePos, message }) => ({
    path: `line ${linePos?.[0].line ?? '?'}`,
    expected: 'YAML',
    found: message.split('\n')[0] ?? message,
  }));
  if (faults.length > 0) throw new ConfigError(source, faults);
  try {
    return { source, value: document.toJS() ?? undefined, document, lines };
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
