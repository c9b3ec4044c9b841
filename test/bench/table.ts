import Table from 'cli-table3';
import { median, type RunLine } from './figures.ts';

/** A run with how long its process took to load. */
export type Run = { line: RunLine; startMs: number };

const head = [
  'Program',
  'Runs',
  'Wall s',
  'Bound s',
  'Ratio',
  'Calls',
  'Throttled',
  'Unreached',
  'CPU s',
  'CPU ms a call',
  'Start ms',
  'RSS MB',
  'Heap MB',
];

/** Returns a table with a row a program: the medians of its runs. */
export function benchTable(runs: readonly Run[]): string {
  const table = new Table({
    head,
    colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  for (const [program, some] of Map.groupBy(runs, ({ line }) => line.program)) {
    const of = (figure: (run: Run) => number | null, digits = 0, per = 1) => {
      const figures = some.map(figure).filter((one) => one !== null);
      return figures.length === 0
        ? '-'
        : (median(figures) / per).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    };
    const calls = ({ line }: Run) => Object.values(line.calls).reduce((sum, count) => sum + count, 0);
    table.push([
      program,
      some.length,
      of(({ line }) => line.wallMs, 1, 1_000),
      of(({ line }) => line.boundMs, 1, 1_000),
      of(({ line }) => line.ratio, 2),
      of(calls),
      of(({ line }) => line.throttled),
      of(({ line }) => line.unreached),
      of(({ line }) => line.cpuMs, 1, 1_000),
      of((run) => run.line.cpuMs / calls(run), 2),
      of(({ startMs }) => startMs),
      of(({ line }) => line.rssBytes, 0, 1e6),
      of(({ line }) => line.heapBytes, 1, 1e6),
    ]);
  }
  return `${table}`;
}

/** Returns a table of the calls of the last run of each program, by operation. */
export function callsTable(runs: readonly Run[]): string {
  const last = [...new Map(runs.map(({ line }) => [line.program, line.calls]))];
  const operations = [...new Set(last.flatMap(([, calls]) => Object.keys(calls)))].toSorted();
  const table = new Table({
    head: ['Operation', ...last.map(([program]) => program)],
    colAligns: ['left', ...last.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const operation of operations) table.push([operation, ...last.map(([, calls]) => (calls[operation] ?? 0).toLocaleString('en'))]);
  return `${table}`;
}
