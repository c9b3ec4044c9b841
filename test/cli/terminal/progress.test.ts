import { describe, expect, it } from 'vitest';
import { progressOn } from '../../../cli/terminal/progress.ts';
import { longLines } from '../long-lines.ts';

describe('progress', () => {
  const shownOn = (isTTY: boolean) => {
    const written: string[] = [];
    const { progress, clear } = progressOn({ isTTY, columns: 40, write: (text: string | Uint8Array) => written.push(String(text)) > 0 });
    for (let done = 1; done <= 1000; done++) progress('Reading users', done, 1000);
    clear();
    return written;
  };

  it('given a terminal, a line is written over a hundred times at most, never too long, and then cleared', () => {
    const written = shownOn(true);
    expect(written.length).toBeLessThanOrEqual(102);
    expect(written.at(-2)).toContain('100%');
    expect(written.at(-1)).toBe('\r\u001b[K');
    expect(longLines(written.join('').replaceAll('\r\u001b[K', '\n'), 39)).toEqual([]);
  });

  it('given no terminal, nothing is written', () => {
    expect(shownOn(false)).toEqual([]);
  });
});
