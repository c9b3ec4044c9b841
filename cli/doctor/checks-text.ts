import { wrap } from '../terminal/width.ts';
import type { Verdict } from './verdict.ts';

/** The result of one check, and the name of what was checked. */
export type Check = Verdict & { about: string };

/** Returns each check as `ok` or `do`, its name and its sentence. A line is longer than `columns` only if a word is. */
export function checksText(checks: readonly Check[], columns: number): string {
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
