import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { sandboxConfig } from '../../sandbox/run/sandbox-config.ts';
import { lambdaBundling } from '../../scripts/bundle.ts';
import type { RecordedCall, Usage } from './figures.ts';
import type { BenchOptions } from './options.ts';
import type { OursAsked } from './ours.ts';
import { runProgram } from './run-program.ts';
import type { SdkAsked } from './sdk.ts';

export type Programs = {
  /** Runs one sweep against the emulated AWS at this address. Rejects if the process fails. */
  ours(url: string): Promise<Usage>;
  /** Makes the calls that a sweep made in mode report. Rejects if the process fails. */
  sdk(url: string, calls: readonly RecordedCall[]): Promise<Usage>;
  /** Removes the bundles. */
  remove(): void;
};

/** Bundles the programs that are measured, as the function is bundled for Lambda. */
export async function bundlePrograms({ concurrency, mode, rate }: BenchOptions): Promise<Programs> {
  const outdir = mkdtempSync(join(tmpdir(), 'access-key-sweeper-bench-'));
  await build({ ...lambdaBundling, outdir, entryPoints: ['ours', 'sdk'].map((name) => `test/bench/${name}.ts`) });
  const config = sandboxConfig();
  return {
    ours: (url) => {
      const callsPerSecond = Number.isFinite(rate) ? rate : null;
      return runNode(url, join(outdir, 'ours.mjs'), { config: { ...config, mode }, concurrency, callsPerSecond } satisfies OursAsked);
    },
    sdk: (url, calls) => {
      const callsFile = join(outdir, 'calls.json');
      writeFileSync(callsFile, JSON.stringify(calls));
      return runNode(url, join(outdir, 'sdk.mjs'), { callsFile, concurrency } satisfies SdkAsked);
    },
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
}

function runNode(url: string, file: string, asked: object): Promise<Usage> {
  return runProgram(url, process.execPath, ['--expose-gc', file, JSON.stringify(asked)]);
}
