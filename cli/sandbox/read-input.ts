import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../config/input-error.ts';
import type { Config } from '../../config/schema.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { parseFaults } from '../../sandbox/faults/fault-file.ts';
import type { Fault } from '../../sandbox/faults/fault-schema.ts';
import { sandboxConfig } from '../../sandbox/run/sandbox-config.ts';

/** The files that the options name. */
export type InputFiles = { account?: string; config?: string; faults?: string };

const samples = join(import.meta.dirname, '../../sandbox');

/**
 * Reads the files, or the samples in their place. Throws an InputError or a ConfigError that names the file and its
 * faults.
 */
export function readInput(files: InputFiles): {
  account: Account;
  config: Config;
  faults: readonly Fault[];
} {
  // The settings of the sample belong to the sample account.
  const config = sandboxConfig(files.config ?? (files.account ? undefined : join(samples, 'sample.yml')));
  const account = accountOf(readJson(files.account ?? join(samples, 'sample.json'), parseAccountNow));
  const faults = files.faults === undefined ? [] : readJson(files.faults, parseFaults);
  return { account, config, faults };
}

function parseAccountNow(content: unknown, source: string) {
  const now = new Date();
  now.setMilliseconds(0);
  return parseAccount(content, source, now);
}

/** Returns the parsed content of a JSON file. Throws an InputError that names the file. */
function readJson<Content>(file: string, parse: (content: unknown, source: string) => Content): Content {
  try {
    return parse(JSON.parse(readFileSync(file, 'utf8')), file);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
