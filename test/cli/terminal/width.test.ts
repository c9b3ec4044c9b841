import { describe, expect, it } from 'vitest';
import { refusalIn, sentencesOf } from '../../../cli/stage/failure-text.ts';
import { progressOn } from '../../../cli/terminal/progress.ts';
import { columnsOf, wrap } from '../../../cli/terminal/width.ts';

describe('the width', () => {
  it.each([
    [80, undefined, 80],
    [80, '40', 80],
    [0, undefined, 100],
    [undefined, '40', 40],
    [undefined, undefined, 100],
    [undefined, '0', 100],
    [undefined, 'wide', 100],
  ])('given a terminal of %s and COLUMNS %s, it is %i', (columns, COLUMNS, width) => {
    expect(
      columnsOf(columns === undefined ? {} : { columns }, COLUMNS === undefined ? {} : { COLUMNS }),
    ).toBe(width);
  });
});

describe('wrapping', () => {
  it.each([
    ['one two', 7, ['one two']],
    ['one two', 6, ['one', 'two']],
    ['a arn:aws:iam::1 b', 5, ['a', 'arn:aws:iam::1', 'b']],
  ])('given %j in %i columns, only a longer word is longer', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});

describe('progress', () => {
  const shownOn = (isTTY: boolean) => {
    const written: string[] = [];
    const { progress, clear } = progressOn({
      isTTY,
      columns: 40,
      write: (text: string | Uint8Array) => written.push(String(text)) > 0,
    });
    for (let done = 1; done <= 1000; done++) progress('Listing keys', done, 1000);
    clear();
    return written;
  };

  it('given a terminal, a line is written over a hundred times at most, never too long, and then cleared', () => {
    const written = shownOn(true);
    expect(written.length).toBeLessThanOrEqual(102);
    expect(written.at(-2)).toContain('100%');
    expect(written.at(-1)).toBe('\r\u001b[K');
    for (const text of written) expect(text.replace('\r\u001b[K', '').length).toBeLessThan(40);
  });

  it('given no terminal, nothing is written', () => {
    expect(shownOn(false)).toEqual([]);
  });
});

describe('what failed, in sentences', () => {
  const refused = (user: string) =>
    new Error('Reading its tags failed', {
      cause: new Error(
        `User: me is not authorized to perform: iam:ListUserTags on resource: ${user} because no`,
      ),
    });

  it('given what AWS did not permit, it is one sentence an action', () => {
    const failures = ['a', 'b', 'c'].map((UserName) => ({ UserName, error: refused(UserName) }));
    expect(sentencesOf(failures)).toEqual([
      'me may not iam:ListUserTags on a and 2 more. Give it that permission, or use another profile.',
    ]);
  });

  it.each([
    [10, []],
    [11, ['1 more failed.']],
  ])('given %i other failures, ten are named', (many, rest) => {
    const failures = Array.from({ length: many }, (_, n) => ({ UserName: `u${n}`, error: new Error('why') }));
    expect(sentencesOf(failures).slice(10)).toEqual(rest);
    expect(sentencesOf(failures)[0]).toBe('u0: why');
  });

  it('given a refusal that names no resource, or another error, it is told apart', () => {
    expect(refusalIn(new Error('User: me is not authorized to perform: sts:X'))).toEqual({
      who: 'me',
      action: 'sts:X',
      resource: 'any resource',
    });
    expect(refusalIn(new Error('Throttling'))).toBeUndefined();
  });
});
