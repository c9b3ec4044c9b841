import type { SweepReport } from './report.ts';
import type { Failure } from './types.ts';

/** A sweep in which something failed; everything else was done and is in the report. */
export class SweepError extends AggregateError {
  override readonly name = 'SweepError';
  readonly report: SweepReport;

  constructor(report: SweepReport, failures: readonly Failure[]) {
    const lines = failures.map(({ UserName, error }) =>
      UserName ? `${UserName}: ${error.message}` : error.message,
    );
    super(
      failures.map(({ error }) => error),
      `${failures.length} ${failures.length === 1 ? 'thing' : 'things'} failed in this sweep: ${lines.join('; ')}`,
    );
    this.report = report;
  }
}
