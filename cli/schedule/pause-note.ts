/** Why the schedule is paused and until when, and what its description said before. */
export type Pause = { reason: string; until: string; before: string | undefined };

/** What a schedule's description may have (EventBridge Scheduler API reference, UpdateSchedule). */
const mostCharacters = 512;

/** The description of a paused schedule: a sentence for people that `pauseIn` can read back. */
export function noteOf({ reason, until, before }: Pause): string {
  return `Paused until ${until}: ${JSON.stringify(reason)}.${before ? ` Before: ${before}` : ''}`;
}

/** How many characters of a reason are too many beside what else must be kept; 0 or less if none is. */
export function excess(pause: Pause): number {
  return noteOf(pause).length - mostCharacters;
}

/** The pause that a description tells of; undefined if it tells of none. */
export function pauseIn(description: string | undefined): Pause | undefined {
  const found = /^Paused until (\d{4}-\d\d-\d\d): ("(?:[^"\\]|\\.)*")\.(?: Before: (.*))?$/s.exec(
    description ?? '',
  );
  const [, until, quoted, before] = found ?? [];
  if (!until || !quoted) return undefined;
  const reason = textIn(quoted);
  return reason === undefined ? undefined : { reason, until, before };
}

/** Whether a pause should have ended: its last day is the one before `until`, in UTC. */
export function isOver({ until }: Pause, now: Date): boolean {
  return new Date(`${until}T00:00:00Z`) <= now;
}

function textIn(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
