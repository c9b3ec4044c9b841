import type { BenchOptions } from './options.ts';

/** A call as the emulated AWS recorded it; `code` is that of the error with which it was answered. */
export type RecordedCall = { operation: string; input: Record<string, unknown>; code?: string };

/** What a program measures of itself: of its work, without its start. */
export type Usage = {
  startMs: number;
  wallMs: number;
  cpuMs: number;
  rssBytes: number;
  heapBytes: number | null;
  unreached: number | null;
};

/** One run of a program, as `--json` prints it. Other programs read it: fields may be added, but never changed. */
export type RunLine = {
  v: 1;
  bench: string;
  program: Program;
  users: number;
  latencyMs: number;
  /** Null: no limit. */
  ratePerOperation: number | null;
  concurrency: number;
  run: number;
  wallMs: number;
  cpuMs: number;
  /** Null if nothing says what is possible. */
  boundMs: number | null;
  ratio: number | null;
  calls: Record<string, number>;
  throttled: number;
  unreached: number | null;
  rssBytes: number;
  heapBytes: number | null;
};

export type Program = 'ours' | 'sdk' | 'boto3' | 'c7n';

/** How long AWS takes, at the least, until a new key works. */
const propagationMs = 8_000;

/** Returns how often each operation was called, retries included. */
function countsOf(calls: readonly RecordedCall[]): Record<string, number> {
  const counts = [...Map.groupBy(calls, ({ operation }) => operation)].map(([operation, all]) => [operation, all.length] as const);
  return Object.fromEntries(counts.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Returns the least time that these calls take at `rate` calls a second of one IAM operation: its slowest operation before the
 * first write, its slowest one after that and, if a key was created, the time until that works. Calls that were throttled are
 * not counted: they are no part of the work.
 */
export function boundMs(calls: readonly RecordedCall[], rate: number): number {
  const done = calls.filter((call) => !isThrottled(call));
  const firstWrite = done.findIndex(isWrite);
  const lookEnd = firstWrite === -1 ? done.length : firstWrite;
  const slowest = (some: readonly RecordedCall[]) =>
    Math.max(0, ...Object.values(countsOf(some.filter(({ operation }) => operation.startsWith('iam:')))));
  const atRate = ((slowest(done.slice(0, lookEnd)) + slowest(done.slice(lookEnd))) / rate) * 1_000;
  return atRate + (done.some(({ operation }) => operation === 'iam:CreateAccessKey') ? propagationMs : 0);
}

/** Returns the line of one run. */
export function lineOf(
  program: Program,
  run: number,
  { options, usage, calls, bound }: { options: BenchOptions; usage: Usage; calls: readonly RecordedCall[]; bound: number | null },
): RunLine {
  const { users, latency, rate, concurrency, state, due } = options;
  const { wallMs, cpuMs, rssBytes, heapBytes, unreached } = usage;
  return {
    v: 1,
    bench: due === undefined ? state : `due${due}`,
    ...{ program, users, latencyMs: latency, ratePerOperation: Number.isFinite(rate) ? rate : null, concurrency, run },
    ...{ wallMs: Math.round(wallMs), cpuMs: Math.round(cpuMs) },
    boundMs: bound === null ? null : Math.round(bound),
    ratio: bound === null ? null : Number((wallMs / bound).toFixed(3)),
    calls: countsOf(calls),
    throttled: calls.filter(isThrottled).length,
    ...{ unreached, rssBytes, heapBytes },
  };
}

/** Returns the number in the middle, or the mean of the two in the middle. Throws if there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing');
  return (low + high) / 2;
}

function isThrottled({ code }: RecordedCall): boolean {
  return code === 'Throttling';
}

/** True for what changes a user, a key or a secret. */
function isWrite({ operation }: RecordedCall): boolean {
  return /^(iam|secretsmanager):(?!Get|List|Describe|Simulate)/.test(operation);
}
