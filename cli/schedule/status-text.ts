import { wrap } from '../terminal/width.ts';
import type { Status, Watchdog, Weekly } from './status.ts';

/** The columns of the longest label and a space. */
const labels = 15;

/** Returns the status of a stage's schedules as text. A line is longer than `columns` only if a word is. */
export function statusText(
  stage: string,
  { weekly, watchdog, continuations }: Status,
  columns: number,
): string {
  const rows: [label: string, sentence: string][] = [
    ['Weekly sweep', weeklySentence(weekly, stage)],
    ['Missing sweeps', watchdogSentence(watchdog, stage)],
    ['Last sweep', lastSweepSentence(watchdog)],
    ['Continuations', continuations.length === 0 ? 'None waits.' : `${continuations.length} waiting:`],
    ...continuations.map(({ startsAt, description }): [string, string] => [
      '',
      `${startsAt ? minuteOf(startsAt) : 'now'}: ${description}.`,
    ]),
  ];
  const isWide = columns >= 60;
  const indent = isWide ? ' '.repeat(labels + 1) : '  ';
  return rows
    .flatMap(([label, sentence]) => {
      const lines = wrap(sentence, columns - indent.length).map((line) => `${indent}${line}`);
      if (!isWide) return [...(label ? [label] : []), ...lines];
      return lines.map((line, n) =>
        n === 0 ? label.padEnd(indent.length) + line.slice(indent.length) : line,
      );
    })
    .join('\n');
}

/** Returns when sweeps start, or why they do not and what to do. */
export function weeklySentence(weekly: Weekly, stage: string): string {
  const { state, nextRun, pause, expression, timezone, flexibleMinutes } = weekly;
  if (pause) {
    const end = pause.isOver ? `Paused; it was to end on ${pause.until}` : `Paused until ${pause.until}`;
    const then = pause.isOver ? 'Resume it' : 'Nothing resumes it by itself; resume it then';
    return `${end}: ${pause.reason}. ${then}: npm run sweeper -- schedule resume --stage ${stage}`;
  }
  if (state === 'disabled')
    return `Disabled, and nobody noted why. Enable it: npm run sweeper -- schedule resume --stage ${stage}`;
  const late = flexibleMinutes > 0 ? `, up to ${flexibleMinutes} minutes later` : '';
  const next = nextRun ? `Next on ${minuteOf(nextRun)}${late}` : 'When it runs next cannot be told from here';
  return `Enabled. ${next}; ${expression}, ${timezone}.`;
}

/** Returns when a missing sweep is reported, or why it is not and what to do. */
export function watchdogSentence(watchdog: Watchdog | null, stage: string): string {
  const mend = `deploy again (npm exec -- serverless deploy --stage ${stage})`;
  if (!watchdog) return `Nobody is told: the schedule no-sweep is gone; ${mend}.`;
  if (watchdog.state === 'disabled')
    return `Nobody is told: the schedule no-sweep is disabled; enable it in the console, or ${mend}.`;
  const when = watchdog.tellsNext
    ? `from ${minuteOf(watchdog.tellsNext)} on`
    : 'at a time that cannot be told';
  return `Watched; unless a sweep is completed, the alerts topic is told daily ${when}.`;
}

function lastSweepSentence(watchdog: Watchdog | null): string {
  if (!watchdog?.lastSweep) return 'No sweep of everybody was completed since the watch was deployed.';
  return `Completed; it began on ${minuteOf(watchdog.lastSweep)}.`;
}

/** Returns a moment to the minute, in UTC. */
export function minuteOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
