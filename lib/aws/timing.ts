import { addMilliseconds } from 'date-fns/addMilliseconds';
import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Reader } from './deps.ts';

/** Until when a sweep begins to look at another user, and to act on another one. */
export type Timing = { look: Date; act: Date };

/** Whether it is too late to begin with another user, or somebody has stopped the sweep. */
export function isOver(until: Date | undefined, { clock, stop }: Pick<Reader, 'clock' | 'stop'>): boolean {
  return stop?.aborted === true || (until !== undefined && clock() >= until);
}

/** What one user may take in the worst case, with retries and the proof of a key, and then the digest. */
const reserveMs = 120_000;

/** How a sweep shares its time; without an end it takes all that it needs. */
export function timingOf(start: Date, end: Date | undefined): Timing | undefined {
  if (!end) return undefined;
  const ms = differenceInMilliseconds(end, start);
  // More than half for looking, because all decisions are made before the first act.
  return {
    look: addMilliseconds(start, ms * 0.6),
    act: subMilliseconds(end, Math.min(reserveMs, ms * 0.2)),
  };
}
