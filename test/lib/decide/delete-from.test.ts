import { expect, it } from 'vitest';
import { deleteFrom } from '../../../lib/decide/delete-from.ts';
import { accessKey, ago, aUser, draft, first, type UserSketch } from '../../tools/builders.ts';

const since = (days: number) => ({ inactiveSince: { [first]: days } });

it.each<[given: string, inDays: number, age: number, user?: UserSketch, status?: string]>([
  ['an Inactive key too young, without a mark', 71, 20],
  ['an Inactive key too young for 6 more days', 6, 85, since(5)],
  ['an Inactive key old enough, without a mark', 6, 200],
  ['an Inactive key old enough, Inactive for 4 days', 2, 200, since(4)],
  ['an Inactive key old enough, Inactive for long enough', 0, 200, since(30)],
  ['an Inactive key old enough, used after its mark', 6, 200, { ...since(30), used: { [first]: 3 } }],
  ['an Active key with a mark, which is deactivated now', 6, 100, since(9), 'Active'],
])('given %s, it is deleted in %i days', (_, inDays, age, user, Status = 'Inactive') => {
  const key = accessKey({ age, Status });
  expect(deleteFrom(key, draft(aUser({ keys: [key], ...user })))).toEqual(ago(-inDays));
});
