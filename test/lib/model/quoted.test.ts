import { expect, it } from 'vitest';
import { quoted } from '../../../lib/model/quoted.ts';

it.each([
  ['a reason', 'rotated by the vendor', '"rotated by the vendor"'],
  ['nothing', '', '""'],
  ['blanks around a text', '  a ', '"a"'],
  ['80 characters', 'x'.repeat(80), `"${'x'.repeat(80)}"`],
  ['81 characters', 'x'.repeat(81), `"${'x'.repeat(77)}..."`],
  ['81 characters of two code units', '𝒳'.repeat(81), `"${'𝒳'.repeat(77)}..."`],
  ['links', 'see https://evil.example and ftp://x', '"see https: //evil.example and ftp: //x"'],
  ['a bare domain', 'see WWW.evil.example', '"see www. evil.example"'],
  ['semicolons', 'a; b', '"a, b"'],
  ['80 characters with a link', `://${'x'.repeat(77)}`, `": //${'x'.repeat(73)}..."`],
  ['lines', 'a\u2028b\u2029c\u00a0d\n\te', '"a b c d e"'],
  ['letters that turn the line around', 'a\u202eb', '"a b"'],
])('given %s, a notice has it as %3$s', (_, text, expected) => {
  expect(quoted(text)).toBe(expected);
});
