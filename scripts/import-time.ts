import { spawnSync } from 'node:child_process';
import { functionEnvironment } from '../sandbox/account/stack.ts';

const measure = `
  const began = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - began);`;

/** The median time that each file takes to import in fresh processes, in milliseconds, as Lambda would start it. */
export function medianImportTimes(files: readonly string[], runs: number): string[] {
  // In turn, so that whatever else the machine does falls on all.
  const rounds = Array.from({ length: runs }, () => files.map(importTime));
  return files.map((_, i) => median(rounds.map((times) => times[i] ?? Number.NaN)).toFixed(1));
}

function importTime(file: string): number {
  const env = { ...functionEnvironment, AWS_REGION: 'us-east-1', NODE_OPTIONS: '--enable-source-maps' };
  const args = ['--input-type=module', '--eval', measure, file];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} could not be imported: ${stderr}`);
  return Number(stdout);
}

/** Returns the median; of an even count, the middle of the two in the middle. NaN if there are no numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = sorted.slice(Math.ceil(sorted.length / 2) - 1);
  return sorted.length % 2 === 0 ? (low + high) / 2 : low;
}
