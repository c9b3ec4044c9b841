import { expect, it } from 'vitest';
import { shortList } from '../../../lib/model/short-list.ts';

it.each([
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b, c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
])('given the names %j, it is %s', (users, named) => {
  expect(shortList(users)).toBe(named);
});
