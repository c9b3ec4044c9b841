import { expect, it } from 'vitest';
import { mayBeHeld } from '../../../lib/decide/replacement.ts';
import { accessKey, ago, aUser, first, second } from '../../tools/builders.ts';

const [key, other] = [accessKey({ age: 6 }), accessKey({ AccessKeyId: second, age: 5 })];
const used = { used: { [first]: ago({ hours: 3 }) } };

it.each([
  ['that nobody ever used, beside another', { keys: [key, other] }, false],
  ['that somebody used', { keys: [key, other], ...used }, true],
  ['that is the only one', { keys: [key] }, true],
  ['beside an Inactive one', { keys: [key, { ...other, Status: 'Inactive' }] }, true],
])('given a key that gives way %s, somebody may have it: %3$s', (_, known, isHeld) => {
  expect(mayBeHeld(key, aUser(known))).toBe(isHeld);
});
