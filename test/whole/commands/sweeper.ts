import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { serve } from '../../../sandbox/serve/server.ts';
import { exitOf, type Result } from './process.ts';

const root = join(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/access-key-sweeper');

/** Credentials that the sandbox takes at their word. */
export const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'the-sweeper-itself',
  AWS_REGION: 'us-east-1',
};

/** The command as a process of its own, in `folder`, with nothing of this one's environment. */
export function start(
  args: readonly string[],
  env: object = {},
  folder = root,
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [join(folder, 'cli/sweeper.ts'), ...args], {
    cwd: folder,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Makes a terminal; util-linux has it, and elsewhere its options are others. */
const script = '/usr/bin/script';
export const hasTerminals = process.platform === 'linux' && existsSync(script);

/** The command as on a terminal, whose keys are `stdin` and whose screen is `stdout`. */
export function onTerminal(
  args: readonly string[],
  env: object,
  folder: string,
): ChildProcessByStdio<Writable, Readable, null> {
  const line = [process.execPath, join(folder, 'cli/sweeper.ts'), ...args].join(' ');
  return spawn(script, ['--quiet', '--return', '--command', line, '/dev/null'], {
    cwd: folder,
    env: environment(env),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

function environment(more: object): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: '/nowhere',
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_COMPILE_CACHE: join(cache, 'node'),
    ...more,
  };
}

/** Runs the command to its end. Whatever it prints, no secret and no stack is in it. */
export async function sweeper(args: readonly string[], env: object = {}, folder = root): Promise<Result> {
  const child = start(args, env, folder);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  expect(stdout + stderr).not.toContain('CANARY');
  expect(stderr).not.toContain('    at ');
  return { code, stdout, stderr };
}

/** An account of these users and secrets, served, whose clock says what the real one says. */
export async function served(
  users: readonly object[],
  secrets: readonly object[] = [],
): Promise<{ account: Account; env: object; close: () => Promise<void> }> {
  const now = new Date();
  now.setMilliseconds(0);
  const account = accountOf(parseAccount({ now: now.toISOString(), users, secrets }, 'the test', now));
  const { url, close } = await serve(account);
  return { account, env: { ...credentials, AWS_ENDPOINT_URL: url }, close };
}

/** A user with one Active key; half a day more, so that the age holds for some time. */
export function userOfAge(UserName: string, ageDays: number, more: object = {}): object {
  return { UserName, AccessKeys: [{ Status: 'Active', ageDays: ageDays + 0.5 }], ...more };
}
