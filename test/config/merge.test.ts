import { describe, expect, it } from 'vitest';
import { merge } from '../../config/merge.ts';

describe('merging', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['objects merge', { a: { x: 1, y: 2 } }, { a: { y: 3, z: 4 } }, { a: { x: 1, y: 3, z: 4 } }],
    ['arrays replace', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['an empty array replaces', { a: [1, 2] }, { a: [] }, { a: [] }],
    ['null replaces', { a: { x: 1 } }, { a: null }, { a: null }],
    ['a value replaces a group', { a: { x: 1 } }, { a: 1 }, { a: 1 }],
    ['a group replaces a value', { a: null }, { a: { x: 1 } }, { a: { x: 1 } }],
    ['a group replaces an array', { a: [1] }, { a: { x: 1 } }, { a: { x: 1 } }],
    ['a setting that is not given stays', { a: 1 }, { a: undefined }, { a: 1 }],
    ['nothing given leaves all', { a: 1 }, undefined, { a: 1 }],
  ])('%s', (_, base, over, merged) => {
    expect(merge(base, over)).toEqual(merged);
  });
});
