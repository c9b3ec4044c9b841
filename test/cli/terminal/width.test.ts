import { describe, expect, it } from 'vitest';
import { columnsOf, wrap } from '../../../cli/terminal/width.ts';

describe('the width', () => {
  it.each([
    [{ columns: 80 }, {}, 80],
    [{ columns: 80 }, { COLUMNS: '40' }, 80],
    [{ columns: 0 }, {}, 100],
    [{}, { COLUMNS: '40' }, 40],
    [{}, {}, 100],
    [{}, { COLUMNS: '0' }, 100],
    [{}, { COLUMNS: 'wide' }, 100],
  ])('given the terminal %j and the environment %j, it is %i', (terminal, environment, width) => {
    expect(columnsOf(terminal, environment)).toBe(width);
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
