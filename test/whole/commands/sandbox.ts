import { expect } from 'vitest';
import { type Result, resultOf, startCli } from './process.ts';

/** Starts `npm run sandbox`. */
export function start(args: readonly string[], env: object = {}): ReturnType<typeof startCli> {
  return startCli('sandbox', args, env);
}

/** Runs `npm run sandbox` to its end. */
export function sandbox(args: readonly string[], env: object = {}): Promise<Result> {
  return resultOf(start(args, env));
}

/** The lines of a `--json` run that ended well. */
export async function jsonOf(args: readonly string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await sandbox([...args, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.endsWith('\n')).toBe(true);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** The account of one user with one key. */
export function accountOf(ageDays: number, user: object = {}): object {
  const AccessKeys = [{ Status: 'Active', ageDays }];
  return { now: '2026-03-03T06:00:00Z', users: [{ UserName: 'alice', AccessKeys, ...user }] };
}
