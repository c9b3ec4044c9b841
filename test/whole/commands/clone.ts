import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

const root = join(import.meta.dirname, '../../..');

/** A copy of what the command line runs from, with a stage `sandbox` of these settings: stage files are a clone's. */
export function cloneWith(settings: object): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
  for (const part of ['cli', 'config', 'lib', 'sandbox', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'config/sandbox.yml'), stringify(settings));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
