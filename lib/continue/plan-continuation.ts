import { addMinutes } from 'date-fns/addMinutes';
import type { Config } from '../../config/schema.ts';
import { shortList } from '../model/short-list.ts';
import type { SweepRequest } from '../model/sweep-request.ts';
import { remainingUsers } from '../report/remaining.ts';
import type { SweepReport } from '../report/report.ts';
import { chunkBySize } from './chunks.ts';

/** The clocks of a laptop and of IAM may differ by this much, as in the rule `orphan`: a new key must not look older than its run. */
const clockErrorInMinutes = 5;

/** The event of one later sweep: which users, and whether their newest keys are to be replaced. */
export type Part = SweepRequest & { users: readonly string[] };

/** What to schedule, or why nothing can be. No parts and no error: nothing is left to do. */
export type Continuation = { parts: readonly Part[]; error?: Error };

/** What the plan depends on besides the report. */
type Circumstances = { config: Pick<Config, 'mode'>; now: Date; isStopped: boolean };

/**
 * Decides which users a later sweep is to continue with. A sweep of named users that finished none of them returns an error
 * instead, or it would be continued for ever; only the first run that a person forces may continue with all of them. A sweep
 * that nobody hears is not continued: a person must subscribe first.
 */
export function planContinuation(
  report: SweepReport,
  request: SweepRequest,
  { config, now, isStopped }: Circumstances,
): Continuation {
  const forced = forcedAgain(report, config);
  const rest = remainingUsers(report).filter((user) => !forced.includes(user));
  const users = [...forced, ...rest].toSorted();
  // A person who stops a sweep does not expect it to continue an hour later.
  if (users.length === 0 || isStopped || report.isUnheard) return { parts: [] };
  const isFirst = !request.users || (request.force === true && !request.madeBefore);
  if (!isFirst && users.length >= new Set(request.users).size) {
    if (report.failures.length > 0) return { parts: [] };
    const next = forced.length > 0 ? 'no later sweep forces them' : 'they wait for the next whole sweep';
    return { parts: [], error: new Error(`Nothing came of sweeping ${shortList(users)} again; ${next}`) };
  }
  const { madeBefore = addMinutes(now, -clockErrorInMinutes) } = request;
  return {
    parts: [
      ...chunkBySize(forced).map((some) => ({ users: some, force: true, madeBefore })),
      ...chunkBySize(rest).map((some) => ({ users: some })),
    ],
  };
}

/** In report mode none: the run only rehearsed, and the mode may change before the continuation. */
function forcedAgain({ missedRotations }: SweepReport, { mode }: Pick<Config, 'mode'>): string[] {
  if (mode !== 'enforce') return [];
  return missedRotations.filter(({ mayFollow }) => mayFollow).map(({ UserName }) => UserName);
}
