import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { python } from '../python.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where ministack listens, as `http://127.0.0.1:49152`. */
    ministack: string;
    /** Where the run may write; removed afterwards. */
    folder: string;
  }
}

/** Starts ministack for the run; returns a function that stops that process and removes what it wrote. */
export default async function startMinistack(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
  const child = spawn(python, [join(import.meta.dirname, 'server.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Without the rest of this machine's environment, because functions inherit it; Lambda's clock is in UTC. Functions run
    // with the first `node` on the path, which is the one that runs the tests, and are unpacked into TMPDIR.
    env: { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), TMPDIR: folder, HOME: folder, TZ: 'UTC' },
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.stdin.end();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  const ended = exited.then(([code]) => Promise.reject(new Error(`ministack ended with code ${code} before it listened`)));
  const [port] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]).catch((error) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  project.provide('ministack', `http://127.0.0.1:${port}`);
  project.provide('folder', folder);
  return stop;
}
