import type { Failure } from './model/plan.ts';
import type { SweepReport } from './report/report.ts';

/** The message names the first ones only; the digest names all. */
const namedAtMost = 20;

/** Thrown by a sweep in which something failed. Everything else was done, and the report tells it. */
export class SweepError extends AggregateError {
  override readonly name = 'SweepError';
  // Private, because Lambda logs every property of a thrown error.
  readonly #report: SweepReport;

  constructor(report: SweepReport, failures: readonly Failure[]) {
    super(
      failures.map(({ error }) => error),
      messageOf(failures),
    );
    this.#report = report;
  }

  /** Everything that the sweep read, decided and did. */
  get report(): SweepReport {
    return this.#report;
  }
}

function messageOf(failures: readonly Failure[]): string {
  const named = failures
    .slice(0, namedAtMost)
    .map(({ UserName, error }) => (UserName ? `${UserName}: ${error.message}` : error.message));
  const rest = failures.length - named.length;
  const count = failures.length === 1 ? '1 thing' : `${failures.length} things`;
  return `${count} failed in this sweep: ${[...named, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')}`;
}
