import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../../..');

it('given the clone installed as a command, it runs from any folder, with the settings of the clone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // What `npm install --global .` does: it links the folder, and each command to its file.
  symlinkSync(root, join(folder, 'access-key-sweeper'));
  symlinkSync(join('access-key-sweeper', bin.sweeper), join(folder, 'sweeper'));
  const run = (...args: string[]) => {
    const env = { PATH: process.env.PATH, HOME: '/nowhere' };
    const { status, stdout, stderr } = spawnSync('./sweeper', args, { cwd: folder, env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  expect(run('config', 'check', '--stage', 'sandbox')).toEqual({ status: 0, stdout: 'The settings of sandbox are valid.\n', stderr: '' });
  expect(run('plan').status).toBe(64);
});
