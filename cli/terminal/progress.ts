type Terminal = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number };

/** A progress bar. `progress` draws it; `clear` removes it before other output. */
export type Progress = { progress: (stage: string, done: number, of: number) => void; clear: () => void };

const barWidth = 20;

/** Returns a progress bar on one line of `stream`, or one that writes nothing if `stream` is not a terminal. */
export function progressOn(stream: Terminal = process.stderr): Progress {
  if (!stream.isTTY) return { progress: () => {}, clear: () => {} };
  let shown = '';
  const show = (text: string) => {
    if (text === shown) return;
    shown = text;
    stream.write(`\r\u001b[K${text}`);
  };
  return {
    progress: (stage, done, of) => show(lineOf(stage, done, of).slice(0, (stream.columns || 80) - 1)),
    clear: () => show(''),
  };
}

/** Whole percents: `show` skips a line that did not change, so thousands of users cause about 100 writes. */
function lineOf(stage: string, done: number, of: number): string {
  const percent = Math.floor((done / of) * 100);
  const full = Math.floor((done / of) * barWidth);
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
  return `${bar} ${String(percent).padStart(3)}%  ${stage} (${of.toLocaleString('en')} ${of === 1 ? 'user' : 'users'})`;
}
