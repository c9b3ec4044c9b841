import { performance } from 'node:perf_hooks';
import type { Usage } from './figures.ts';

/** Returns the live heap, in bytes. The process must run with --expose-gc. */
function liveHeap(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed;
}

/**
 * Runs the work, which returns how many users it did not reach, and prints what it took as one line of JSON. The work calls
 * `lookAtHeap` when much is in memory; the time that this takes is not counted.
 */
export async function measure(work: (lookAtHeap: () => void) => Promise<number>): Promise<void> {
  let heapBytes = 0;
  const skipped = { wallMs: 0, cpuMs: 0 };
  const lookAtHeap = () => {
    const since = stopwatch();
    heapBytes = Math.max(heapBytes, liveHeap());
    const { wallMs, cpuMs } = since();
    skipped.wallMs += wallMs;
    skipped.cpuMs += cpuMs;
  };
  const startMs = performance.now();
  const since = stopwatch();
  const unreached = await work(lookAtHeap);
  const { wallMs, cpuMs } = since();
  const rssBytes = process.resourceUsage().maxRSS * 1_024;
  const usage: Usage = {
    ...{ startMs, wallMs: wallMs - skipped.wallMs, cpuMs: cpuMs - skipped.cpuMs },
    ...{ rssBytes, heapBytes, unreached },
  };
  process.stdout.write(`${JSON.stringify(usage)}\n`);
}

function stopwatch(): () => { wallMs: number; cpuMs: number } {
  const began = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs: performance.now() - began, cpuMs: (user + system) / 1_000 };
  };
}
