import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-bin-'));

/** What a command prints, run in a folder that is not the clone's. */
function outputOf(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8' });
}

describe('the installed command', () => {
  beforeAll(() => outputOf('npm', 'install', '--global', '--offline', '--prefix', folder, root));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('goes by the configuration of the clone that it was installed from', () => {
    const command = join(folder, 'bin/access-key-sweeper');
    expect(outputOf(command, 'config', 'explain', '--stage', 'prod')).toContain('config/prod.yml:');
    expect(outputOf(command, '--help')).toContain('Commands:');
  });
});
