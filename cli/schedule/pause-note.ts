import { InputError } from '../../config/input-error.ts';

/** Why and until which day (YYYY-MM-DD) the schedule is paused, and its description before the pause. */
export type Pause = { reason: string; until: string; before: string | undefined };

/** The longest description of a schedule (EventBridge Scheduler API reference, UpdateSchedule). */
const mostCharacters = 512;

/** Returns the pause that the options ask for, with its reason on one line. Throws an InputError if one is invalid. */
export function pauseOf(
  { reason, until }: { reason: string; until: string },
  now: Date,
): Pick<Pause, 'reason' | 'until'> {
  const words = reason.replaceAll(/\s+/g, ' ').trim();
  if (words === '') throw new InputError('--reason is empty: say why, for whoever finds it paused.');
  if (isOver({ until }, now))
    throw new InputError(`--until ${until} is not in the future: name the day on which sweeps are to go on.`);
  return { reason: words, until };
}

/** Returns the description of a paused schedule: a sentence that people read and `pauseIn` parses. */
export function noteOf({ reason, until, before }: Pause): string {
  return `Paused until ${until}: ${JSON.stringify(reason)}.${before ? ` Before: ${before}` : ''}`;
}

/** Returns by how many characters the reason is too long for the description. 0 or less if it fits. */
export function excess(pause: Pause): number {
  return noteOf(pause).length - mostCharacters;
}

/** Returns the pause that a description notes. Undefined if it notes none. */
export function pauseIn(description: string | undefined): Pause | undefined {
  const found = /^Paused until (\d{4}-\d\d-\d\d): ("(?:[^"\\]|\\.)*")\.(?: Before: (.*))?$/s.exec(
    description ?? '',
  );
  const [, until, quoted, before] = found ?? [];
  if (!until || !quoted) return undefined;
  const reason = textIn(quoted);
  return reason === undefined ? undefined : { reason, until, before };
}

/** True if a pause should have ended: from 00:00 UTC on the day `until`. */
export function isOver({ until }: Pick<Pause, 'until'>, now: Date): boolean {
  return new Date(`${until}T00:00:00Z`) <= now;
}

function textIn(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
