import type { Failure } from './model/types.ts';
import type { SweepReport } from './report/report.ts';

/** More would only bury what matters; the digest and the logs name every one. */
const namedAtMost = 20;

/** A sweep in which something failed; everything else was done and is in the report. */
export class SweepError extends AggregateError {
  override readonly name = 'SweepError';
  // Private, because Lambda writes every property of a thrown error into the log.
  readonly #report: SweepReport;

  constructor(report: SweepReport, failures: readonly Failure[]) {
    super(
      failures.map(({ error }) => error),
      messageOf(failures),
    );
    this.#report = report;
  }

  /** All that the sweep saw, decided and did. */
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
