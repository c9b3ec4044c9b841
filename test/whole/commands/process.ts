import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';

export const root = join(import.meta.dirname, '../../..');

export type Result = { code: number | null; stdout: string; stderr: string };
type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Starts `cli/<name>.cjs` of `folder` as a process of its own, with nothing of this one's environment. */
export function startCli(name: string, args: readonly string[], env: object, folder = root): Child {
  return spawn(process.execPath, [...nodeArgs(name, folder), ...args], {
    cwd: folder,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** By which Node starts `cli/<name>.cjs` of `folder`. In a clone, what is imported through a link is a file of the clone. */
export function nodeArgs(name: string, folder: string): string[] {
  const keepLinks = folder === root ? [] : ['--preserve-symlinks', '--preserve-symlinks-main'];
  return [...keepLinks, join(folder, `cli/${name}.cjs`)];
}

/** What a command needs of an environment in which nothing else is set. */
export function environment(more: object): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true', ...more };
}

/** What a process printed, and how it ended. Whatever that is, no secret is in it (G5). */
export async function resultOf(child: Child): Promise<Result> {
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exitOf(child)]);
  expect(stdout + stderr).not.toContain('CANARY');
  return { code, stdout, stderr };
}

/** The exit code of a process; null if a signal ended it. */
export function exitOf(child: Child): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Collects what a stream gives. */
export function collect(stream: Readable): {
  text: () => string;
  /** Waits until a text is in it. Throws if the stream ends without. */
  until: (wanted: string) => Promise<void>;
} {
  let found = '';
  let isEnded = false;
  const changed = new EventEmitter();
  stream
    .setEncoding('utf8')
    .on('data', (chunk) => {
      found += chunk;
      changed.emit('change');
    })
    .on('close', () => {
      isEnded = true;
      changed.emit('change');
    });
  return {
    text: () => found,
    until: async (wanted) => {
      while (!found.includes(wanted)) {
        if (isEnded) throw new Error(`It ended before it printed ${JSON.stringify(wanted)}: ${found}`);
        await once(changed, 'change');
      }
    },
  };
}

/** A file with this content; gives its path. Kept by its content, so that runs at the same time do no harm. */
export function file(name: string, content: unknown): string {
  const written = typeof content === 'string' ? content : JSON.stringify(content);
  const folder = join(
    root,
    'node_modules/.cache/access-key-sweeper/input',
    createHash('sha256').update(written).digest('hex').slice(0, 16),
  );
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeWhole(path, written);
  return path;
}

/** Writes a file so that no other run sees a part of it. */
export function writeWhole(path: string, content: string): void {
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
}
