import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';

type Terminal = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number };

/** A progress bar. `progress` draws it; `clear` removes it before other output. */
export type Progress = { progress: (stage: string, done: number, of: number) => void; clear: () => void };

/** How many users were done at one moment, in milliseconds. */
type Step = { stage: string; done: number; of: number; at: number };

const barWidth = 20;
/** The rate of a shorter time says little. */
const leastMs = 5_000;

/**
 * Returns a progress bar on one line of `stream`, or one that writes nothing if `stream` is not a terminal. It says how many
 * users are done, of how many, and how long the others will take; `now` is in milliseconds.
 */
export function progressOn(stream: Terminal = process.stderr, now: () => number = Date.now): Progress {
  if (!stream.isTTY) return { progress: () => {}, clear: () => {} };
  let first: Step | undefined;
  let shown: Step | undefined;
  const show = (text: string) => stream.write(`\r\u001b[K${text}`);
  return {
    progress: (stage, done, of) => {
      const step = { stage, done, of, at: now() };
      // Every stage begins with one user.
      if (!shown || done <= shown.done) first = step;
      else if (!isNews(step, shown)) return;
      shown = step;
      show(lineOf(step, timeLeft(step, first ?? step)).slice(0, (stream.columns || 80) - 1));
    },
    clear: () => {
      if (shown) show('');
    },
  };
}

/** Thousands of users cause about 100 writes, and one a second. */
function isNews(step: Step, shown: Step): boolean {
  const percent = ({ done, of }: Step) => Math.floor((done / of) * 100);
  return percent(step) > percent(shown) || step.at - shown.at >= 1_000;
}

/** The name of the stage is last, where a narrow terminal cuts it off. */
function lineOf({ stage, done, of }: Step, left: string): string {
  const full = Math.floor((done / of) * barWidth);
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
  const users = of === 1 ? 'user' : 'users';
  return `${bar} ${done.toLocaleString('en')} of ${of.toLocaleString('en')} ${users}${left}  ${stage}`;
}

/** Returns how long the other users take at the rate so far; empty if that is not known yet, or there are none. */
function timeLeft({ done, of, at }: Step, first: Step): string {
  const ms = at - first.at;
  if (ms < leastMs || done === of) return '';
  const left = (ms / (done - first.done)) * (of - done);
  return `, ${formatDistanceStrict(0, left, { roundingMethod: 'ceil' })} left`;
}
