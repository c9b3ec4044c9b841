import { describe, expect, it } from 'vitest';
import { decide } from '../../../lib/decide/decide.ts';
import { afterSlot, slotEndOf } from '../../../lib/decide/slot-end.ts';
import type { Outcome } from '../../../lib/model/plan.ts';
import {
  ago,
  aUser,
  config,
  first,
  inactive,
  now,
  type Overrides,
  second,
  third,
  type UserSketch,
  userResultOf,
  withKeys,
} from '../../tools/builders.ts';

/** What frees a slot for the user's only key without one. */
function endOf(user: UserSketch, overrides: Overrides = {}, outcome: Outcome = 'done') {
  const { plan, results } = userResultOf(decide(aUser(user), config(overrides), now), { outcome });
  const stuck = plan.decisions.find(({ rule }) => rule === 'no-slot');
  if (!stuck) throw new Error(`None is without a slot: ${plan.decisions.map(({ rule }) => rule)}`);
  const end = slotEndOf(stuck, { plan, results });
  return { end: end && { ...end, key: end.key.AccessKeyId }, after: afterSlot(stuck, plan, { end, now }) };
}

const orphan: UserSketch = { ...withKeys(65, { CreateDate: ago({ hours: 2 }) }), intents: [{ at: { hours: 2 }, keyIds: [first] }] };
const replaced: UserSketch = { ...withKeys(62, 60), current: second };
const off = (age: number, more: UserSketch = {}): UserSketch => ({
  ...withKeys(age, inactive(30)),
  inactiveSince: { [second]: 3 },
  ...more,
});
const retire: Overrides = { unused: { action: 'retire' } };

describe('what frees a slot', () => {
  it.each<[given: string, key: string, endsOn: string | undefined, deletedOn: string, user: UserSketch, overrides?: Overrides]>([
    ['an overlap that begins now', first, '2026-12-12', '2026-12-18', replaced],
    [
      'an overlap whose key is deleted after a freeze',
      first,
      '2026-12-12',
      '2026-12-21',
      replaced,
      { freezes: [{ from: '2026-12-17', to: '2026-12-20', reason: 'x' }] },
    ],
    [
      'an overlap with extra time, the key in use',
      first,
      '2026-11-25',
      '2026-12-01',
      { ...withKeys(82, 60), current: second, told: { [first]: 20 }, used: { [first]: 1 } },
    ],
    ['a deactivation now', first, undefined, '2026-11-30', { ...withKeys(85, 60), current: second, told: { [first]: 20 } }],
    ['a key in the way', first, '2026-12-04', '2026-12-10', { ...withKeys(110, 64), used: { [second]: 1 } }],
    ['a key that is retired', first, '2026-12-08', '2027-03-08', withKeys(66, 64), retire],
    ['a key that is Inactive', second, undefined, '2026-11-27', off(65)],
    ['a key that is found Inactive', second, undefined, '2026-12-08', withKeys(65, inactive(30))],
    ['an orphan', second, undefined, '2026-11-25', orphan],
    [
      'the later of two',
      second,
      undefined,
      '2026-11-28',
      { ...withKeys(65, inactive(30), inactive(20)), inactiveSince: { [second]: 2, [third]: 4 } },
    ],
  ])('given %s, it is said which key goes and when', (_, key, endsOn, deletedOn, user, overrides) => {
    expect(endOf(user, overrides)).toMatchObject({ end: { key, endsOn, deletedOn } });
  });

  it.each<[given: string, user: UserSketch, outcome?: Outcome]>([
    ['a new key', withKeys(65, 1)],
    ['an orphan that is held', orphan, 'held'],
    ['an Inactive key that is current', { ...withKeys(65, inactive(30)), current: second }],
    [
      'an Inactive key, and AWS refuses to store a replacement',
      off(65, { tags: { 'access-key-sweeper:refused:create': `${ago(7).toISOString()} secretsmanager:PutSecretValue` } }),
    ],
    ['a key of an unknown status', withKeys(65, { age: 30, Status: 'Expired' })],
    ['an Inactive key beside a new one', { ...off(65), ...withKeys(65, inactive(30), 1) }],
    ['an overlap whose tags somebody removes', { ...withKeys(79, 62), current: second, storedAt: { [second]: 15 } }],
  ])('given %s, nothing does', (_, user, outcome) => {
    expect(endOf(user, {}, outcome).end).toBeUndefined();
  });

  it('given an overlap of which the owner is not told, because an act failed, nothing does', () => {
    const failing = { ...replaced, ...withKeys(62, 60, inactive(95)), inactiveSince: { [third]: 9 } };
    expect(endOf(failing, {}, 'done').end).toMatchObject({ key: first });
    expect(endOf(failing, {}, 'failed').end).toBeUndefined();
  });

  it('given a deactivation that is put off, its day is still to come', () => {
    const due = { ...withKeys(85, 60), current: second, told: { [first]: 20 } };
    expect(endOf(due, {}, 'deferred').end).toMatchObject({ key: first, endsOn: '2026-11-24', deletedOn: '2026-11-30' });
  });
});

describe('what becomes of the key then', () => {
  const report: Overrides = { lateKeys: 'report' };
  const usedNow = { used: { [first]: 1 } };

  it.each<[given: string, after: string, user: UserSketch, overrides?: Overrides]>([
    ['a due key', 'replaced', off(65)],
    ['a late key', 'replaced', off(200)],
    ['late keys only reported, and the last day on which a sweep comes in time', 'replaced', off(61), report],
    ['late keys only reported, and a day older', 'asked', off(62), report],
    ['late keys only reported, and a person may free a slot in time', 'replaced', { ...withKeys(70, 1), ...usedNow }, report],
    ['late keys only reported, and nobody can', 'asked', { ...withKeys(71, 1), ...usedNow }, report],
    ['a key that is forced, and not due by then', 'asked', off(57, { forced: true })],
    ['a key that is forced, and due by then', 'replaced', off(58, { forced: true })],
    ['unused keys retired', 'retired', withKeys(66, 64), retire],
    ['unused keys retired, and it is used', 'replaced', { ...off(65), ...usedNow }, retire],
    ['unused keys retired, and it is forced', 'asked', off(65, { forced: true }), retire],
  ])('given %s, it is %s', (_, after, user, overrides) => {
    expect(endOf(user, overrides).after).toBe(after);
  });
});
