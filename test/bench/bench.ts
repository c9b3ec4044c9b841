import { CommanderError } from 'commander';
import { capacity } from './capacity.ts';
import { boundMs, lineOf, type Program, type RecordedCall, type Usage } from './figures.ts';
import { type BenchOptions, benchCommand } from './options.ts';
import { makePeers, peers } from './peers/peers.ts';
import { bundlePrograms, type Programs } from './programs.ts';
import { type EmulatedAws, startEmulatedAws } from './start-emulated-aws.ts';
import { benchTable, callsTable, type Run } from './table.ts';

try {
  await benchCommand(main).parseAsync();
} catch (thrown) {
  if (!(thrown instanceof CommanderError)) throw thrown;
  process.exitCode = thrown.exitCode === 0 ? 0 : 2;
}

/** Runs everything and prints it. */
async function main(options: BenchOptions): Promise<void> {
  if (options.peers) makePeers();
  process.stderr.write(`The emulated AWS can serve ${(await capacity()).toLocaleString('en')} calls a second now.\n`);
  const programs = await bundlePrograms(options);
  const runs: Run[] = [];
  try {
    for (let run = 1; run <= options.runs; run += 1) {
      for (const one of await runOnce(run, options, programs)) {
        runs.push(one);
        if (options.json) console.log(JSON.stringify(one.line));
        else process.stderr.write(`run ${run} of ${options.runs}: ${one.line.program} ${(one.line.wallMs / 1_000).toFixed(1)} s\n`);
      }
    }
  } finally {
    programs.remove();
  }
  if (!options.json) console.log(`${benchTable(runs)}\n${callsTable(runs)}`);
}

/** Runs each program once, on an account that was made for this run: a sweep in mode enforce changes it. */
async function runOnce(run: number, options: BenchOptions, programs: Programs): Promise<Run[]> {
  const { mode, rate } = options;
  const isLimited = Number.isFinite(rate);
  const aws = await startEmulatedAws(options);
  try {
    const ours = await recorded(aws, programs.ours);
    const sdk = isLimited || mode === 'enforce' ? undefined : await recorded(aws, (url) => programs.sdk(url, ours.calls));
    const others = [];
    for (const { program, run } of options.peers ? peers : []) others.push({ program, ...(await recorded(aws, run)) });
    const bound = (calls: readonly RecordedCall[]) => (isLimited ? boundMs(calls, rate) : (sdk?.usage.wallMs ?? null));
    const asRun = (program: Program, { usage, calls }: Recorded): Run => ({
      line: lineOf(program, run, { options, usage, calls, bound: bound(calls) }),
      startMs: usage.startMs,
    });
    return [asRun('ours', ours), ...(sdk ? [asRun('sdk', sdk)] : []), ...others.map((other) => asRun(other.program, other))];
  } finally {
    aws.stop();
  }
}

type Recorded = { usage: Usage; calls: RecordedCall[] };

async function recorded(aws: EmulatedAws, program: (url: string) => Promise<Usage>): Promise<Recorded> {
  const usage = await program(aws.url);
  return { usage, calls: await aws.takeCalls() };
}
