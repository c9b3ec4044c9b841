import { wrap } from '../terminal/width.ts';
import type { Verdict } from './verdict.ts';

/** One check by what it is about. */
export type Check = Verdict & { about: string };

/** Each check as `ok` or `do`, what it is about, and what it says, in lines of at most `columns` if words allow it. */
export function checkupText(checks: readonly Check[], columns: number): string {
  const width = Math.max(...checks.map(({ about }) => about.length));
  const isWide = columns >= 60;
  const indent = ' '.repeat(isWide ? 4 + width + 2 : 4);
  return checks
    .flatMap(({ isOk, about, says }) => {
      const head = `${isOk ? 'ok' : 'do'}  ${about}`;
      const lines = wrap(says, columns - indent.length).map((line) => indent + line);
      if (!isWide) return [head, ...lines];
      return lines.map((line, n) =>
        n === 0 ? head.padEnd(indent.length) + line.slice(indent.length) : line,
      );
    })
    .join('\n');
}
