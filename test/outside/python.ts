import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Exits with 0 if this Python can make an environment for the pinned packages. */
const isEnough = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';

/** The Python that the tests run. `requirements.in` says what is installed for it. */
export const python = programOf('.venv', 'python');

/** Makes that Python's environment. Vitest calls it before the tests of each project that needs it. */
export default function makeOurs(): void {
  makeEnvironment('.venv', join(import.meta.dirname, 'requirements.txt'));
}

/** Returns the path of a program in a Python environment. */
export function programOf(environment: string, name: string): string {
  return join(root, environment, 'bin', name);
}

/**
 * Makes a Python environment with the packages of the requirements, hashes checked, unless it is there and up to date.
 * Throws if there is no suitable Python or an install fails.
 */
export function makeEnvironment(environment: string, requirements: string): void {
  const home = join(root, environment);
  const stamp = join(home, 'requirements.sha256');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  run(findPython(), '-m', 'venv', '--clear', home);
  const pinned = ['--require-hashes', '--only-binary', ':all:', '-r', requirements];
  // What a test imports is compiled then; to compile everything takes a third of the time.
  run(programOf(environment, 'python'), '-m', 'pip', 'install', '-q', '--no-compile', '--disable-pip-version-check', ...pinned);
  writeFileSync(stamp, wanted);
}

function findPython(): string {
  const found = ['python3.11', 'python3', 'python'].find((name) => spawnSync(name, ['-c', isEnough], { stdio: 'ignore' }).status === 0);
  if (found !== undefined) return found;
  throw new Error(
    'This needs Python 3.11 or newer with venv. Install it (Debian and Ubuntu: python3 and python3-venv; ' +
      'macOS: brew install python) and try again. npm test runs without Python.',
  );
}

function run(file: string, ...args: string[]): void {
  const { status, error } = spawnSync(file, args, { stdio: 'inherit' });
  if (status !== 0) {
    throw new Error(`${[file, ...args].join(' ')} failed; its output is above`, { cause: error });
  }
}
