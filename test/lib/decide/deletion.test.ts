import { describe, expect, it } from 'vitest';
import { deletionOf } from '../../../lib/decide/deletion.ts';
import { dayOf } from '../../../lib/model/age.ts';
import type { InactiveKind } from '../../../lib/model/deletion.ts';
import { tagKeys } from '../../../lib/model/user-tags.ts';
import { accessKey, ago, aUser, draft, first, type Overrides, proof, type UserSketch } from '../../tools/builders.ts';

const since = (days: number, inactiveKind: InactiveKind = 'ours') => ({ inactiveSince: { [first]: days }, inactiveKind });
const value = (text: string) => ({ tags: { [tagKeys.inactiveSince(first)]: text } });
const told = (kind: 'any' | 'unused', days = 3) => ({ told: { [first]: 20 }, days: { kind, earliest: dayOf(ago(days)) } });
const retire: Overrides = { unused: { action: 'retire' } };
/** A creation that broke off, and came with the key. */
const attempted = (age: number) => ({ intents: [{ at: age }] });

function deletion(age: number, user: UserSketch = {}, { Status = 'Inactive', ...overrides }: Overrides & { Status?: string } = {}) {
  const key = accessKey({ age, Status });
  return deletionOf(key, draft(aUser({ keys: [key], ...user }), overrides));
}

describe('why a key is Inactive', () => {
  it.each<[given: string, kind: InactiveKind, age: number, user?: UserSketch, overrides?: Overrides & { Status?: string }]>([
    ['no mark', 'found', 50],
    ['a mark that says so', 'ours', 50, since(3)],
    ['a mark that says so', 'unused', 50, since(3, 'unused')],
    ['a mark that says so', 'found', 50, since(3, 'found')],
    ['a mark of the first version', 'ours', 50, value(ago(3).toISOString())],
    ['a mark whose owner was not told yet', 'unused', 50, value(`${ago(3).toISOString()} - unused`)],
    ['a mark of an orphan, and no mark of a creation', 'found', 50, since(3, 'orphan')],
    ['a mark, and a use after it', 'found', 50, { ...since(3), used: { [first]: 1 } }],
    ['no mark, and an owner who was told', 'ours', 90, told('any')],
    ['no mark, and an owner who was told today', 'ours', 90, told('any', 0)],
    ['an unfinished key that is dropped', 'found', 3, { stages: { [first]: ['AWSPENDING'] } }, { Status: 'Active' }],
    ['no mark, and an owner who was told that it is unused', 'unused', 90, told('unused')],
    ['no mark, and an owner who was told a day that has not come', 'found', 75, told('any', -1)],
    ['no mark, unused for 46 days, retired if unused', 'unused', 46, {}, retire],
    ['no mark, unused for 45 days, retired if unused', 'found', 45, {}, retire],
    ['no mark, used 45 days ago, retired if unused', 'found', 90, { used: { [first]: 45 } }, retire],
    ['no mark, unused for 46 days, replaced if unused', 'found', 46, {}],
    ['a creation that broke off', 'orphan', 3, attempted(3)],
    ['a creation that broke off, and a mark of an orphan', 'orphan', 3, { ...attempted(3), ...since(2, 'orphan') }],
    ['a creation that broke off, and a use', 'found', 3, { ...attempted(3), used: { [first]: 2 } }],
    ['a creation that broke off, and a use by its proof', 'found', 3, { ...attempted(3), used: { [first]: proof(3) } }],
    ['a key that is Active', 'ours', 90, told('any'), { Status: 'Active' }],
    ['an Active orphan', 'orphan', 3, attempted(3), { Status: 'Active' }],
    [
      'an Active key that was an orphan, and that somebody reactivated',
      'ours',
      3,
      { ...attempted(3), ...since(1, 'orphan') },
      { Status: 'Active' },
    ],
  ])('given %s: %s', (_, kind, age, user, overrides) => {
    expect(deletion(age, user, overrides)).toMatchObject({ kind });
  });
});

describe('the day before which a key is not deleted', () => {
  it.each<[given: string, inDays: number, planned: number, age: number, user?: UserSketch, overrides?: Overrides & { Status?: string }]>([
    ['a key found too young', 14, 71, 20],
    ['a key found old enough', 14, 14, 200],
    ['a key found, swept daily', 6, 6, 200, {}, { everyDays: 1, deploy: { schedule: 'rate(1 day)' } }],
    ['a key found, with a longer wait', 30, 30, 200, {}, { thresholds: { delete: { inactiveFor: 30 } } }],
    ['a key that a sweep deactivated too young for 6 more days', 1, 6, 85, since(5)],
    ['a key that a sweep deactivated 4 days ago', 2, 2, 200, since(4)],
    ['a key that a sweep deactivated long ago', -24, -24, 200, since(30)],
    ['a key used after its mark', 14, 14, 200, { ...since(30), used: { [first]: 3 } }],
    ['a key whose owner was not told', 6, 6, 200, value(`${ago(30).toISOString()} - ours`)],
    ['a retired key', 87, 87, 80, since(3, 'unused')],
    ['an orphan that is deactivated now', 1, 1, 1, attempted(1), { Status: 'Active' }],
    ['an orphan that turned out to be somebody’s', 14, 88, 3, { ...since(2, 'orphan'), used: { [first]: 2.5 } }],
    ['an orphan', -1, -1, 3, { ...attempted(3), ...since(2, 'orphan') }],
    // Nobody was told the day, as it was before a freeze was removed.
    ['an orphan whose mark has a later day', -1, -1, 3, { ...attempted(3), ...value(`${ago(2).toISOString()} ${dayOf(ago(-9))} orphan`) }],
    ['a key that is deactivated now', 6, 6, 100, since(9), { Status: 'Active' }],
    ['a key whose owner was told a later day', 9, 9, 200, value(`${ago(5).toISOString()} ${dayOf(ago(-9))} ours`)],
    ['a key whose owner was told an earlier day', 1, 1, 200, value(`${ago(5).toISOString()} ${dayOf(ago(3))} ours`)],
  ])('given %s, it is in %i days, and %i if nothing needs its place', (_, inDays, planned, age, user, overrides) => {
    expect(deletion(age, user, overrides)).toMatchObject({ notBefore: dayOf(ago(-inDays)), planned: dayOf(ago(-planned)) });
  });

  it.each<[freeze: string, inDays: number, from: string, to: string]>([
    ['that ends the day before', 6, '2026-11-20', '2026-11-29'],
    ['that ends on that day', 7, '2026-11-20', '2026-11-30'],
    ['of that day', 7, '2026-11-30', '2026-11-30'],
    ['that starts the day after', 6, '2026-12-01', '2026-12-10'],
  ])('given a freeze %s, a key that was to be deleted in 6 days is deleted in %i days', (_, inDays, from, to) => {
    const frozen: Overrides = { freezes: [{ from, to, reason: 'sales' }] };
    expect(deletion(85, since(5), frozen)).toMatchObject({ planned: dayOf(ago(-inDays)) });
  });

  it('given a freeze, a day that passed without a sweep moves too', () => {
    const frozen: Overrides = { freezes: [{ from: '2026-11-20', to: '2026-11-25', reason: 'sales' }] };
    expect(deletion(200, since(8), frozen)).toMatchObject({ notBefore: '2026-11-26', isOver: false, isMarked: false });
  });

  it.each<[given: string, isOver: boolean, user: UserSketch]>([
    ['a wait of a second less than 6 days', false, { inactiveSince: { [first]: { days: 6, seconds: -1 } } }],
    ['a wait of 6 days', true, { inactiveSince: { [first]: 6 } }],
    ['a wait of 6 days, and a day of tomorrow', false, value(`${ago(6).toISOString()} ${dayOf(ago(-1))} ours`)],
    ['a wait of 6 days, and a day of today', true, value(`${ago(6).toISOString()} ${dayOf(ago(0))} ours`)],
    ['a wait of which nobody was told', false, value(`${ago(60).toISOString()} - ours`)],
    ['no mark', false, {}],
  ])('given %s, it is over: %s', (_, isOver, user) => {
    expect(deletion(200, user)).toMatchObject({ isOver });
  });

  it.each<[given: string, isMarked: boolean, user: UserSketch]>([
    ['a mark of that day', true, since(3)],
    ['a mark of an earlier day', false, value(`${ago(3).toISOString()} ${dayOf(ago(1))} ours`)],
    ['a mark of the first version', false, value(ago(3).toISOString())],
    ['a mark whose owner was not told', false, value(`${ago(3).toISOString()} - ours`)],
    ['no mark', false, {}],
    ['a mark of a later day that does not say since when', false, value('soon 2099-01-01 found')],
    ['a mark of that day and another kind', false, value(`${ago(3).toISOString()} ${dayOf(ago(-3))} other`)],
  ])('given %s, it is marked: %s', (_, isMarked, user) => {
    expect(deletion(200, user)).toMatchObject({ isMarked });
  });
});
