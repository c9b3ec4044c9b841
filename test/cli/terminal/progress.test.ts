import { describe, expect, it } from 'vitest';
import { progressOn } from '../../../cli/terminal/progress.ts';
import { longLines } from '../long-lines.ts';

const erase = '\r\u001b[K';

/** A progress bar, what it wrote, and the clock that it goes by. */
function terminal({ isTTY = true, columns = 100 } = {}) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const stream = { isTTY, columns, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  return { ...progressOn(stream, () => clock.ms), clock, written };
}

describe('progress', () => {
  it('given a terminal, a line is written over a hundred times at most, never too long, and then cleared', () => {
    const { progress, clear, written } = terminal({ columns: 40 });
    for (let done = 1; done <= 1000; done++) progress('Reading users', done, 1000);
    clear();
    expect(written.length).toBeLessThanOrEqual(102);
    expect(written.at(-2)).toContain(' 1,000 of 1,000');
    expect(written.at(-1)).toBe(erase);
    expect(longLines(written.join('').replaceAll(erase, '\n'), 39)).toEqual([]);
  });

  it('given a slow account, it is written once a second, although the percents stay', () => {
    const { progress, clock, written } = terminal();
    for (let done = 1; done <= 8; done++) {
      progress('Reading users', done, 5000);
      clock.ms += 500;
    }
    expect(written.map((line) => /\S+ of/.exec(line)?.[0])).toEqual(['1 of', '3 of', '5 of', '7 of']);
  });

  it.each([
    [4_999, ''],
    [5_000, ', 9 seconds left'],
    [60_000, ', 2 minutes left'],
  ])('given half of the users after %i ms, it says "%s"', (ms, left) => {
    const { progress, clock, written } = terminal();
    progress('Reading users', 1, 1400);
    clock.ms = ms;
    progress('Reading users', 501, 1400);
    expect(written.at(-1)).toBe(`${erase}███████░░░░░░░░░░░░░ 501 of 1,400 users${left}  Reading users`);
  });

  it('given all users, it says nothing of the time left', () => {
    const { progress, clock, written } = terminal();
    for (const done of [1, 2]) {
      progress('Reading users', done, 2);
      clock.ms += 60_000;
    }
    expect(written.at(-1)).toBe(`${erase}████████████████████ 2 of 2 users  Reading users`);
  });

  it('given another stage, the time left is that of its own rate', () => {
    const { progress, clock, written } = terminal();
    for (const done of [1, 2, 3]) {
      progress('Reading users', done, 3);
      clock.ms += 60_000;
    }
    progress('Reading tags', 1, 3);
    clock.ms += 10_000;
    progress('Reading tags', 2, 3);
    expect(written.at(-1)).toContain(' 2 of 3 users, 10 seconds left  Reading tags');
  });

  it('given one user, each stage is shown, and it is called a user', () => {
    const { progress, written } = terminal();
    for (const stage of ['Reading users', 'Reading tags']) {
      progress(stage, 1, 1);
      expect(written.at(-1)).toContain(` 1 of 1 user  ${stage}`);
    }
  });

  it('given no terminal, nothing is written', () => {
    const { progress, clear, written } = terminal({ isTTY: false });
    for (let done = 1; done <= 1000; done++) progress('Reading users', done, 1000);
    clear();
    expect(written).toEqual([]);
  });
});
