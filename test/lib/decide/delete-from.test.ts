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

it.each<[given: string, inDays: number, from: string, to: string]>([
  ['that ends the day before', 6, '2026-11-20', '2026-11-29'],
  ['that ends on that day', 7, '2026-11-20', '2026-11-30'],
  ['of that day', 7, '2026-11-30', '2026-11-30'],
  ['that starts the day after', 6, '2026-12-01', '2026-12-10'],
])('given a freeze %s, a key that was to be deleted in 6 days is deleted in %i days', (_, inDays, from, to) => {
  const key = accessKey({ age: 85, Status: 'Inactive' });
  const freezes = [{ from, to, reason: 'sales' }];
  const deletedOn = deleteFrom(key, draft(aUser({ keys: [key], ...since(5) }), { freezes }));
  expect(deletedOn.toISOString().slice(0, 10)).toBe(ago(-inDays).toISOString().slice(0, 10));
  expect(deletedOn >= ago(-6)).toBe(true);
});
