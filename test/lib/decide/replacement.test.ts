import { expect, it } from 'vitest';
import { isPromotable, mayBeHeld } from '../../../lib/decide/replacement.ts';
import { ago, aUser, first, inactive, second, type UserSketch, withKeys } from '../../tools/builders.ts';

it.each<[given: string, expected: boolean, user: UserSketch]>([
  ['that nobody ever used, beside another', false, withKeys(6, 5)],
  ['that somebody used', true, { ...withKeys(6, 5), used: { [first]: { hours: 3 } } }],
  ['that is the only one', true, withKeys(6)],
  ['that was current once', true, { ...withKeys(6, 5), made: [first] }],
  ['beside another that was current once', false, { ...withKeys(6, 5), made: [second] }],
  ['beside an Inactive one', true, withKeys(6, inactive(5))],
])('given an unfinished key %s, it could be in use: %s', (_, expected, sketch) => {
  const user = aUser(sketch);
  expect(user.keys.map((key) => mayBeHeld(key, user))[0], 'could be in use').toBe(expected);
});

it.each<[given: string, expected: boolean, user: UserSketch]>([
  ['nothing is current', true, {}],
  ['a value that a person stored is current, and the key is not stored', false, { secret: { versions: byHand() } }],
])('given %s, an unfinished key becomes current: %s', (_, expected, sketch) => {
  const user = aUser(sketch);
  expect(
    user.keys.map((key) => isPromotable(key, user)),
    'becomes current',
  ).toEqual([expected]);
});

it('given evidence that was not read, an unfinished key beside another is nobody’s', () => {
  const { keys } = aUser(withKeys(6, 5));
  expect(keys.map((key) => mayBeHeld(key, { keys, evidence: undefined }))).toEqual([false, false]);
});

it.each([
  ['older', [first, second], false],
  ['younger', [second, first], true],
])(
  'given an unfinished key that is %s than the current one, it is the age of the keys that counts, not of the versions',
  (_, [pending = '', current = ''], expected) => {
    const storedAt = { [first]: 1, [second]: 8 };
    const user = aUser({ ...withKeys(10, 6), stages: { [pending]: ['AWSPENDING'], [current]: ['AWSCURRENT'] }, storedAt });
    const key = user.keys.find(({ AccessKeyId }) => AccessKeyId === pending);
    expect(key && isPromotable(key, user)).toBe(expected);
  },
);

it('given the secret was not read, an unfinished key does not become current', () => {
  const user = { ...aUser(), evidence: undefined };
  expect(
    user.keys.map((key) => isPromotable(key, user)),
    'becomes current',
  ).toEqual([false]);
});

function byHand() {
  return new Map([['by-hand', { stages: ['AWSCURRENT'], createdAt: ago(1) }]]);
}
