import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A copy of the project with this stage file, for the length of a test. */
export async function withStage<Result>(
  stage: string,
  settings: string,
  test: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sweeper-'));
  for (const name of ['package.json', 'cli', 'config', 'lib', 'sandbox'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, `config/${stage}.yml`), settings);
  return test(folder).finally(() => rmSync(folder, { recursive: true }));
}
