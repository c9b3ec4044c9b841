import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { median } from './import-time.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } });
const runs = Number(values.runs);

const folder = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));
const broken = join(folder, 'broken.yml');
writeFileSync(broken, 'mode: [');

const cli = (name: string, ...args: string[]) => [join(import.meta.dirname, '../cli', name), ...args];
const helps = ['adopt', 'config explain', 'doctor', 'plan', 'schedule pause', 'sweep'].map((command) => [
  `sweeper ${command} --help`,
  cli('sweeper.cjs', ...command.split(' '), '--help'),
]) as [string, string[]][];
const commands = new Map<string, string[]>([
  ['node -e 0', ['-e', '0']],
  ['sweeper --help', cli('sweeper.cjs', '--help')],
  ...helps,
  ['sandbox --help', cli('sandbox.cjs', '--help')],
  ['an unknown command', cli('sweeper.cjs', 'nonsense')],
  ['an unknown option', cli('sweeper.cjs', 'plan', '--stage', 'sandbox', '--nonsense')],
  ['a bad value', cli('sweeper.cjs', 'plan', '--stage', 'sandbox', '--forecast', 'many')],
  ['an unknown stage', cli('sweeper.cjs', 'plan', '--stage', 'nowhere')],
  ['a broken file', cli('sweeper.cjs', 'plan', '--stage', 'sandbox', '--forecast', '9', '--config', broken)],
  ['plan, to its first call', cli('sweeper.cjs', 'plan', '--stage', 'sandbox')],
  ['the same from the sources', cli('sweeper.ts', 'plan', '--stage', 'sandbox')],
]);

let pid = 0;
// What a command does after its first call to AWS does not count.
const aws = createServer(() => process.kill(pid, 'SIGKILL')).listen(0, '127.0.0.1');
try {
  await new Promise((resolve) => aws.once('listening', resolve));
  // Makes the bundle if a source was edited.
  await cpuMs(commands.get('sweeper --help') ?? []);
  const found = new Map([...commands.keys()].map((name) => [name, [] as number[]]));
  // In turn, so that whatever else the machine does falls on all.
  for (let run = 0; run < runs; run += 1) {
    for (const [name, args] of commands) found.get(name)?.push(await cpuMs(args));
  }
  const bare = median(found.get('node -e 0') ?? []);
  console.log(`CPU time, user and system, of whole processes; medians of ${runs} runs, in ms\n`);
  console.log(`${''.padEnd(32)}${'CPU'.padStart(6)}${'more than node -e 0'.padStart(22)}`);
  for (const [name, times] of found) {
    const ms = median(times);
    console.log(name.padEnd(32) + ms.toFixed(0).padStart(6) + (ms - bare).toFixed(0).padStart(22));
  }
} finally {
  aws.close();
  rmSync(folder, { recursive: true });
}

/** Returns the CPU time that Node takes for `args`, in milliseconds. The shell's `time` is what counts all of a process. */
async function cpuMs(args: readonly string[]): Promise<number> {
  const line = `time sh -c 'echo $$ >&3; exec "$@" 3>&- >/dev/null 2>&1' sh "$@"; true`;
  const { port } = aws.address() as AddressInfo;
  const credentials = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };
  const shell = spawn('bash', ['-c', `TIMEFORMAT='%3U %3S'; ${line}`, 'bash', process.execPath, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      ...credentials,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  shell.stdio[3]?.on('data', (id) => {
    pid = Number(id);
  });
  const lastLine = (await text(shell.stderr as NodeJS.ReadableStream)).trim().split('\n').at(-1) ?? '';
  const [user = Number.NaN, system = Number.NaN] = lastLine.split(' ').map(Number);
  return (user + system) * 1000;
}
