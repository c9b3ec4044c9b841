import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const script = join(root, 'cli/sandbox.ts');
/** For input files, and for compiled modules: loading them is most of what these tests take. */
const cache = join(root, 'node_modules/.cache/access-key-sweeper');

export type Result = { code: number | null; stdout: string; stderr: string };

/** The command as a process of its own, with nothing of this one's environment. */
export function start(args: readonly string[], env = {}): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(cache, 'node'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the command to its end. Whatever it prints, no secret is in it (G5). */
export async function sandbox(args: readonly string[], env = {}): Promise<Result> {
  const child = start(args, env);
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  expect(stdout + stderr).not.toContain('CANARY');
  return { code, stdout, stderr };
}

export function exitOf(child: ReturnType<typeof start>): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
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

/** A file with this content; gives its path. Kept by its content, so that runs at the same time do no harm. */
export function file(name: string, content: unknown): string {
  const written = typeof content === 'string' ? content : JSON.stringify(content);
  const folder = join(cache, 'input', createHash('sha256').update(written).digest('hex').slice(0, 16));
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, written);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

/** The account of one user with one key. */
export function accountOf(ageDays: number, user: object = {}): object {
  const AccessKeys = [{ Status: 'Active', ageDays }];
  return { now: '2026-03-03T06:00:00Z', users: [{ UserName: 'alice', AccessKeys, ...user }] };
}
