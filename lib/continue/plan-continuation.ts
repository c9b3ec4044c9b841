import type { Config } from '../../config/schema.ts';
import { shortList } from '../model/short-list.ts';
import type { SweepRequest } from '../model/sweep-request.ts';
import { type MissedRotation, orphanWaits } from '../report/missed-rotations.ts';
import { remainingUsers } from '../report/remaining.ts';
import type { SweepReport } from '../report/report.ts';
import { type Continued, chunkBySize } from './chunks.ts';

/** One later sweep: which users, which of their keys are to be replaced, and when. */
export type Part = SweepRequest & { users: readonly string[]; inMinutes: number };

/** By then the intent marks of this sweep are an hour old, and the rule `in-flight` no longer applies. */
const soon = 70;

/** What to schedule, or why nothing can be. No parts and no error: nothing is left to do. */
export type Continuation = { parts: readonly Part[]; error?: Error };

/** What the plan depends on besides the report. */
type Circumstances = { config: Pick<Config, 'mode'>; isStopped: boolean };

/**
 * Decides which users a later sweep is to continue with. A sweep of named users that finished none of them returns an
 * error instead, or it would be continued for ever; only a run that a person forces, which no schedule delivered, may
 * continue with all of them. A sweep that nobody hears is not continued: a person must subscribe first.
 */
export function planContinuation(
  report: SweepReport,
  request: SweepRequest & { delivery?: string | undefined },
  { config, isStopped }: Circumstances,
): Continuation {
  const forced = forcedAgain(report, config, ({ mayFollow }) => mayFollow);
  const waiting = forcedAgain(report, config, (one) => one.waitsForOrphan === true);
  const later = forcedParts(waiting, request, orphanWaits);
  const names = forced.map(({ UserName }) => UserName);
  const done = [...names, ...waiting.map(({ UserName }) => UserName)];
  const rest = remainingUsers(report).filter((user) => !done.includes(user));
  const users = [...names, ...rest].toSorted();
  // A person who stops a sweep does not expect it to continue an hour later.
  if (isStopped || report.isUnheard) return { parts: [] };
  if (users.length === 0) return { parts: later };
  const isFirst = !request.users || (request.force === true && request.delivery === undefined);
  if (!isFirst && users.length >= new Set(request.users).size) {
    if (report.failures.length > 0) return { parts: later };
    const next = forced.length > 0 ? 'no later sweep forces them' : 'they wait for the next whole sweep';
    return { parts: later, error: new Error(`Nothing came of sweeping ${shortList(users)} again; ${next}`) };
  }
  return {
    parts: [
      ...forcedParts(forced, request, soon),
      ...chunkBySize(rest.map((UserName) => ({ UserName }))).map((some) => partOf(some, soon)),
      ...later,
    ],
  };
}

/**
 * A continuation names the same keys as the run before it, which do not concern users that are done. Of a user that the first run
 * could not read no key is known, but then that run created none either: the newest key is the right one.
 */
function forcedParts(forced: readonly MissedRotation[], { keys }: SweepRequest, inMinutes: number): Part[] {
  if (keys) return forced.length > 0 ? [{ ...partOf(forced, inMinutes), force: true, keys }] : [];
  const known = forced.filter(({ AccessKeyId }) => AccessKeyId !== undefined);
  const unknown = forced.filter(({ AccessKeyId }) => AccessKeyId === undefined);
  return [
    ...chunkBySize(known).map((some) => ({
      ...partOf(some, inMinutes),
      force: true,
      keys: some.flatMap(({ AccessKeyId = [] }) => AccessKeyId),
    })),
    ...chunkBySize(unknown).map((some) => ({ ...partOf(some, inMinutes), force: true })),
  ];
}

/** In report mode none: the run only rehearsed, and the mode may change before the continuation. */
function forcedAgain(
  { missedRotations }: SweepReport,
  { mode }: Pick<Config, 'mode'>,
  which: (one: MissedRotation) => boolean,
): MissedRotation[] {
  return mode === 'enforce' ? missedRotations.filter(which) : [];
}

function partOf(some: readonly Continued[], inMinutes: number): Part & { users: string[] } {
  return { users: some.map(({ UserName }) => UserName), inMinutes };
}
