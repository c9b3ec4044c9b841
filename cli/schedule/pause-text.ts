import { wrap } from '../terminal/width.ts';
import type { Pause } from './pause-note.ts';
import type { Watchdog, Weekly } from './status.ts';
import { watchdogSentence, weeklySentence } from './status-text.ts';

/** Returns what `schedule pause` prints. `isNew` is false if the schedule was paused like this already. */
export function pausedText(
  { reason, until }: Pick<Pause, 'reason' | 'until'>,
  { stage, isNew, watchdog }: { stage: string; isNew: boolean; watchdog: Watchdog | null },
  columns: number,
): string {
  return linesOf(
    [
      ...(isNew ? [] : ['It was paused so already; nothing was changed.']),
      `The weekly sweep of ${stage} is paused until ${until}: ${reason}.`,
      `Nothing resumes it by itself. On that day: npm run sweeper -- schedule resume --stage ${stage}`,
      `Missing sweeps: ${watchdogSentence(watchdog, stage)}`,
      'A sweep that goes on with users of the last one still comes; "schedule status" lists it.',
    ],
    columns,
  );
}

/** Returns what `schedule resume` prints. `isNew` is false if the schedule was enabled already. */
export function resumedText(
  weekly: Weekly,
  { stage, isNew }: { stage: string; isNew: boolean },
  columns: number,
): string {
  return linesOf(
    [
      ...(isNew ? [] : ['It was enabled already; nothing was changed.']),
      `Weekly sweep of ${stage}: ${weeklySentence(weekly, stage)}`,
    ],
    columns,
  );
}

function linesOf(sentences: readonly string[], columns: number): string {
  return sentences.flatMap((sentence) => wrap(sentence, columns)).join('\n');
}
