type Terminal = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number };

/** How far the work is, told while it goes on; `clear` makes room for what is printed then. */
export type Progress = { progress: (stage: string, done: number, of: number) => void; clear: () => void };

const barWidth = 20;

/** One line on a terminal that is written over and over; silence on anything else. */
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

/** In whole percent, so that thousands of users are not thousands of writes. */
function lineOf(stage: string, done: number, of: number): string {
  const percent = Math.floor((done / of) * 100);
  const full = Math.floor((done / of) * barWidth);
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
  return `${bar} ${String(percent).padStart(3)}%  ${stage} (${of} users)`;
}
