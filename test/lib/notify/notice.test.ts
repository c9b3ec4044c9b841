import { describe, expect, it } from 'vitest';
import { type Notice, sizeInBytes, subjectOf } from '../../../lib/notify/notice.ts';

it.each([
  ['Zoë', 'Zo?'],
  ['two\nlines', 'two?lines'],
  ['tab\there', 'tab?here'],
  ['plain ~ text', 'plain ~ text'],
  ['x'.repeat(99), 'x'.repeat(99)],
  ['x'.repeat(100), `${'x'.repeat(96)}...`],
])('given the text %j, the subject is %j', (text, subject) => {
  expect(subjectOf(text)).toBe(subject);
});

describe('the size of a notice', () => {
  const notice: Notice = { subject: 's', text: 'é', data: { a: 1 }, attributes: {} };

  it.each<[given: string, more: number, change: Partial<Notice>]>([
    ['a letter of one byte instead of two', -1, { text: 'e' }],
    ['an attribute, whose name, type and value count', 'eventStringdigest'.length, { attributes: { event: 'digest' } }],
    ['a byte more of data, which three protocols get', 3, { data: { a: 12 } }],
  ])('given %s, it changes by %i bytes', (_, more, change) => {
    expect({ bytes: sizeInBytes({ ...notice, ...change }) }).toEqual({ bytes: sizeInBytes(notice) + more });
  });
});
