import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const home = join(root, '.venv');
const requirements = join(root, 'test/outside/requirements.txt');
const stamp = join(home, 'requirements.sha256');

/** What can make an environment with everything the pins were resolved for. */
const isEnough = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';

/** The Python that tests run, in `.venv`; see `test/outside/requirements.in` for what is in it. */
export const python = join(home, 'bin/python');

/** Makes `.venv` with exactly the pinned packages, their hashes checked; nothing to do if it is there. */
function makeEnvironment(): void {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  run(findPython(), '-m', 'venv', '--clear', home);
  run(python, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...locked());
  writeFileSync(stamp, wanted);
}

function locked(): string[] {
  return ['--require-hashes', '--only-binary', ':all:', '-r', requirements];
}

function findPython(): string {
  const found = ['python3.11', 'python3', 'python'].find(
    (name) => spawnSync(name, ['-c', isEnough], { stdio: 'ignore' }).status === 0,
  );
  return (
    found ??
    giveUp(
      'this needs Python 3.11 or newer with venv. Install it (Debian and Ubuntu: python3 and python3-venv; macOS: brew install python) and try again; npm test needs none.',
    )
  );
}

function run(file: string, ...args: string[]): void {
  const { status } = spawnSync(file, args, { stdio: 'inherit' });
  if (status !== 0) giveUp(`${[file, ...args].join(' ')} failed; see above.`);
}

/** Also outside of CI: what did not run must not look like a success. */
function giveUp(why: string): never {
  console.error(`Not run: ${why}`);
  process.exit(1);
}

if (import.meta.main) makeEnvironment();
