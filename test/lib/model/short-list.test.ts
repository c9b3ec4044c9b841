import { expect, it } from 'vitest';
import { shortList } from '../../../lib/model/short-list.ts';

it.each([
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b, c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
])('given the names %j, it is %s', (users, named) => {
  expect(shortList(users)).toBe(named);
});

it('given thousands of names, the number of the others is grouped', () => {
  expect(shortList(Array(3_000).fill('a'))).toBe('a, a, a and 2,997 more');
});
