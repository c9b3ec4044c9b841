import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { expect } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { serve } from '../../../sandbox/serve/server.ts';
import { environment, nodeArgs, type Result, resultOf, root, startCli } from './process.ts';

/** Credentials that the sandbox accepts. */
export const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'the-sweeper-itself',
  AWS_REGION: 'us-east-1',
};

/** Starts the command line of `folder`. */
export function start(args: readonly string[], env: object = {}, folder = root): ReturnType<typeof startCli> {
  return startCli('sweeper', args, env, folder);
}

/** Makes a terminal; util-linux has it, and elsewhere its options are others. */
const script = '/usr/bin/script';
export const hasTerminals = process.platform === 'linux' && existsSync(script);

/** The command as on a terminal, whose keys are `stdin` and whose screen is `stdout`. */
export function onTerminal(args: readonly string[], env: object, folder: string): ChildProcessByStdio<Writable, Readable, null> {
  const line = [process.execPath, ...nodeArgs('sweeper', folder), ...args].join(' ');
  return spawn(script, ['--quiet', '--return', '--command', line, '/dev/null'], {
    cwd: folder,
    env: environment(env),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

/** Runs the command line to its end. Whatever it prints, no stack is in it. */
export async function sweeper(args: readonly string[], env: object = {}, folder = root): Promise<Result> {
  const result = await resultOf(start(args, env, folder));
  expect(result.stderr).not.toContain('    at ');
  return result;
}

export type Served = { account: Account; env: object; close: () => Promise<void> };

/** An account of these users, served at an address that `env` names, in which new keys work at once. */
export async function served(users: readonly object[], secrets: readonly object[] = []): Promise<Served> {
  const now = new Date();
  now.setMilliseconds(0);
  const account = accountOf(parseAccount({ now: now.toISOString(), users, secrets }, 'the test', now));
  account.settings.propagationSeconds = 0;
  // A process has the real clock and refuses an account whose clock is minutes apart, however busy the machine was.
  account.clock = { now: () => new Date(), set: () => {}, advance: () => {} };
  const { url, close } = await serve(account);
  return { account, env: { ...credentials, AWS_ENDPOINT_URL: url }, close };
}

/** A user with one Active key; half a day more, so that the age holds for some time. */
export function userOfAge(UserName: string, ageDays: number, more: object = {}): object {
  return { UserName, AccessKeys: [{ Status: 'Active', ageDays: ageDays + 0.5 }], ...more };
}
