import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { root, writeWhole } from './process.ts';

/**
 * Returns a folder that the command line runs from with a stage `sandbox` of these settings: stage files are a clone's. All
 * else in it are links. The same settings have the same folder in every run, so that its bundle is made once.
 */
export function cloneWith(settings: object): string {
  const content = stringify(settings);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const folder = join(root, '.build/clones', hash);
  mkdirSync(join(folder, 'config'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  for (const part of ['cli', 'lib', 'sandbox', 'scripts', 'package.json', 'node_modules/.package-lock.json']) link(part, folder);
  for (const name of readdirSync(join(root, 'config'))) {
    if (name !== 'sandbox.yml') link(join('config', name), folder);
  }
  writeWhole(join(folder, 'config/sandbox.yml'), content);
  return folder;
}

function link(part: string, folder: string): void {
  try {
    symlinkSync(join(root, part), join(folder, part));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}
