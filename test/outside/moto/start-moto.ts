import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { python } from '../python.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where moto listens, as `http://127.0.0.1:49152`. */
    moto: string;
  }
}

/** Starts moto for all tests of a run. Returns a function that stops it. Rejects if moto ends before it listens. */
export default async function startMoto(project: TestProject): Promise<() => Promise<void>> {
  const child = spawn(python, ['-B', join(import.meta.dirname, 'server.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const [port] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(([code]) => Promise.reject(new Error(`moto ended with code ${code} before it listened`))),
  ]);
  project.provide('moto', `http://127.0.0.1:${port}`);
  return async () => {
    child.kill();
    await exited;
  };
}
