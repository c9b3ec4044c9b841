import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { kindOf } from './exchange.ts';

const root = join(import.meta.dirname, '../../..');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const config = join(import.meta.dirname, 'played.config.ts');

/** What was played: each kind of exchange with the sandbox as a line, and the output of the tests if one failed. */
type Played = { lines: string[]; failure: string };

/** Runs the tests of `played.config.ts` and records their exchanges with the sandbox. */
export async function play(): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'exchanges-'));
  try {
    const failure = await run({ ...outside(process.env), EXCHANGES: folder });
    const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'));
    return { lines: [...new Map(lines.map((line) => [kindOf(line), line])).values()], failure };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Returns what vitest printed if a test failed, otherwise nothing. */
async function run(env: NodeJS.ProcessEnv): Promise<string> {
  const args = [vitest, 'run', '--root', root, '--config', config, '--reporter', 'dot'];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return code === 0 ? '' : stdout + stderr;
}

/** Leaves out what the vitest that runs this test sets for its own workers. */
function outside(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('VITEST')));
}
