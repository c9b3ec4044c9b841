import { expect, it } from 'vitest';
import { toldValue } from '../../../lib/model/mark-values.ts';
import { toldSince } from '../../../lib/model/told-since.ts';
import { ago, aUser, first, type Moment } from '../../tools/builders.ts';

it.each<[given: string, counts: boolean, isUnlessUsed: boolean, used?: Moment]>([
  ['that the key ends, and the key was used since', true, false, 6],
  ['that it ends unless used, and it was not used', true, true],
  ['that it ends unless used, and it was used before', true, true, 8],
  ['that it ends unless used, and it was used at that moment', true, true, 7],
  ['that it ends unless used, and it was used a second later', false, true, { days: 7, seconds: -1 }],
])('given an owner was told %s, the overlap counts: %s', (_, counts, isUnlessUsed, used) => {
  const tags = { [`access-key-sweeper:told-since:${first}`]: toldValue(ago(7), undefined, isUnlessUsed) };
  const { keys, evidence } = aUser({ tags, used: { [first]: used } });
  expect(keys.map((key) => toldSince(key, evidence))).toEqual([counts ? ago(7) : undefined]);
});
