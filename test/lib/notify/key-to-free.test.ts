import { describe, expect, it } from 'vitest';
import { spare } from '../../../lib/notify/owner/key-to-free.ts';
import { noSlot } from '../../../lib/notify/owner/slot-texts.ts';
import type { Sibling, Words } from '../../../lib/notify/owner/words.ts';
import { ago, first, second } from '../../tools/builders.ts';

/** One of two keys of bob's, that nobody uses. */
function sibling(id: string, more: Partial<Sibling> = {}): Sibling {
  return {
    ...{ id, status: 'Active', age: 70, lastUsed: 'never used', usedAt: undefined },
    ...{
      isInUse: false,
      isToldToUse: false,
      isCurrent: false,
      lateOn: '2026-11-20',
      isLate: true,
      isStuck: true,
      isEnding: false,
      isNobodys: false,
    },
    ...more,
  };
}

const used = { isInUse: true, usedAt: ago(1) };
const off = { status: 'Inactive' };

describe('the key to give up first, where a slot is short', () => {
  it.each<[given: string, id: string | undefined, older: Partial<Sibling>, younger: Partial<Sibling>]>([
    ['two keys that nobody uses', first, {}, {}],
    ['the older one used later', second, { usedAt: ago(20) }, { usedAt: ago(30) }],
    ['the older one in use', second, used, {}],
    ['both in use', undefined, used, used],
    ['the younger one Inactive', second, {}, off],
    ['the older one Inactive, and the younger one the only one that works', first, off, {}],
    ['the older one the one to move to', second, { isToldToUse: true }, {}],
    ['the younger one the one to move to', first, {}, { isToldToUse: true }],
    ['the younger one the one to move to, and the older one in use', undefined, used, { isToldToUse: true }],
    ['the older one current', second, { isCurrent: true }, {}],
    ['the younger one an orphan, and the older one Inactive', second, off, { isNobodys: true }],
    ['the younger one current, and the older one in use', undefined, used, { isCurrent: true }],
    ['the younger one current and Inactive', undefined, {}, { ...off, isCurrent: true }],
  ])('given %s, it is %s', (_, id, older, younger) => {
    expect(spare([sibling(first, older), sibling(second, younger)])?.id).toBe(id);
  });
});

describe('what to do where no key may be given up', () => {
  const todo = (...siblings: Sibling[]) => noSlot.todo({ user: 'bob', siblings, isOnlyForced: false } as unknown as Words).join('\n');
  const move = (from: string, to: string) => `First move whatever uses ${from} to ${to}. Then deactivate what nothing uses any more.`;

  it.each<[given: string, text: string, older: Partial<Sibling>, younger: Partial<Sibling>]>([
    ['two keys in use', move(first, second), used, used],
    ['the younger one the one to move to', move(first, second), used, { isToldToUse: true }],
    ['the older one the one to move to', move(second, first), { isToldToUse: true }, used],
    ['the older one current', move(second, first), { isCurrent: true }, used],
    ['one key that works, which is current', '', { isCurrent: true }, { ...off, isToldToUse: true }],
  ])('given %s, it is %j', (_, text, older, younger) => {
    expect(todo(sibling(first, older), sibling(second, younger))).toBe(text);
  });
});
