import type { Carried, Result } from '../model/types.ts';
import type { SweepReport } from './report.ts';

/**
 * The users that a sweep did not get done with and that a later pass may serve: those that failed, were
 * deferred by what happened, or were not reached in time. Not those that a limit spreads over several sweeps.
 */
export function remainingUsers({ carried, failures, unreached }: Remaining): string[] {
  const failed = failures.map(({ UserName }) => UserName).filter((name) => name !== undefined);
  const deferred = carried.filter(isUnfinished).map(({ plan }) => plan.holder.UserName);
  return [...new Set([...failed, ...deferred, ...unreached])].toSorted();
}

type Remaining = Pick<SweepReport, 'carried' | 'failures' | 'unreached'>;

function isUnfinished({ results }: Carried): boolean {
  return results.some((result) => result.outcome === 'deferred' && !isSpread(result));
}

/** Deferred by `limit` (G8) before anything was done; rule 2 defers, too, but only until the other sweep is over. */
export function isSpread({ decision: { postponed, rule } }: Result): boolean {
  return postponed !== undefined && rule !== 'in-flight';
}

/** Scheduler takes an input of 256 KB (EventBridge Scheduler quotas); this leaves room for the rest of the event. */
const limitInBytes = 250_000;

/** Splits user names so that each part fits into one event. */
export function chunkBySize(users: readonly string[], limit = limitInBytes): string[][] {
  const chunks: string[][] = [];
  let chunk: string[] = [];
  let left = 0;
  for (const user of users) {
    // User names are ASCII; two quotes and a comma around each.
    const size = user.length + 3;
    left -= size;
    if (left < 0) {
      chunk = [];
      chunks.push(chunk);
      left = limit - size;
    }
    chunk.push(user);
  }
  return chunks;
}
