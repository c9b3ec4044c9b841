import { expect, it } from 'vitest';
import { hasStage, isStored } from '../../../lib/model/keys.ts';
import { accessKey, ago, aUser, first, type UserSketch } from '../../tools/builders.ts';

const key = accessKey({ CreateDate: ago({ hours: 2 }) });

it.each<[given: string, expected: boolean, user: UserSketch]>([
  ['stored right after it was created', true, {}],
  ['stored 15 minutes after it was created', true, { storedAt: { [first]: { hours: 1, minutes: 45 } } }],
  ['stored later than that, by somebody else', false, { storedAt: { [first]: { hours: 1, minutes: 44, seconds: 59 } } }],
  ['stored, and no mark vouches for it', false, { made: [] }],
  ['nowhere stored', false, { stages: {}, made: [first] }],
])('given a key that is %s, it counts as stored and current: %s', (_, expected, sketch) => {
  const user = aUser({ keys: [key], stages: { [first]: ['AWSCURRENT'] }, ...sketch });
  expect([isStored(key, user), hasStage(key, user, 'AWSCURRENT')]).toEqual([expected, expected]);
});

it('given evidence that was not read, a key does not count as stored', () => {
  expect(isStored(key, { evidence: undefined })).toBe(false);
});
