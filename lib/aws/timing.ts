import { addMilliseconds } from 'date-fns/addMilliseconds';
import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import { subMilliseconds } from 'date-fns/subMilliseconds';

/** Until when a sweep starts to read another user, and to act on another user. */
export type Timing = { look: Date; act: Date };

/** True if it is too late to start with another user, or if a person stopped the sweep. */
export function isOver(
  until: Date | undefined,
  { clock, stop }: { clock: () => Date; stop?: AbortSignal },
): boolean {
  return stop?.aborted === true || (until !== undefined && clock() >= until);
}

/** Enough to finish all users that were started (in-parallel.ts), also if AWS allows a tenth of the rate, and for the digest. */
const reserveMs = 120_000;

/** Returns how a sweep divides its time; undefined if it has no end. */
export function timingOf(start: Date, end: Date | undefined): Timing | undefined {
  if (!end) return undefined;
  const ms = differenceInMilliseconds(end, start);
  // More than half for reading, because all decisions are made before the first act.
  return {
    look: addMilliseconds(start, ms * 0.6),
    act: subMilliseconds(end, Math.min(reserveMs, ms * 0.2)),
  };
}
