import { expect, it } from 'vitest';
import { looksLikeOurs } from '../../../lib/model/tag-likeness.ts';

it.each([
  ['the prefix itself', 'access-key-sweeper:exempt', true],
  ['a character missing', 'access-key-sweepr:exempt', true],
  ['the first character missing', 'ccess-key-sweeper:exempt', true],
  ['a wrong character', 'access-key-sweepet:exempt', true],
  ['a character too many', 'access-keys-sweeper:exempt', true],
  ['two characters in the wrong order', 'access-kye-sweeper:exempt', true],
  ['no separators', 'accesskeysweeper:hold-until', true],
  ['other separators', 'access-key-sweeper-exempt', true],
  ['underscores', 'access_key_sweeper/exempt', true],
  ['blanks', 'Access Key Sweeper : exempt', true],
  ['no word behind it', 'access-key-sweeper', true],
  ['two characters missing', 'access-key-swepr:exempt', false],
  ['two wrong characters', 'axcess-key-sweepet:exempt', false],
  ['another word in front', 'our-access-key-sweeper:exempt', false],
  ['another program’s', 'access-key-rotation:exempt', false],
  ['the name of an owner', 'owner', false],
])('given a tag key with %s, %s, it looks like ours: %s', (_, key, expected) => {
  expect(looksLikeOurs(key)).toBe(expected);
});
