import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../lib/decide/facts.ts';
import { rules } from '../../../lib/decide/rules.ts';
import type { RuleName } from '../../../lib/model/plan.ts';
import {
  accessKey,
  ago,
  aUser,
  first,
  type Overrides,
  ruleFor,
  second,
  third,
} from '../../tools/builders.ts';

const young = accessKey({ AccessKeyId: second, age: 1 });
const old = (age: number) => accessKey({ age });
const exempt = { 'access-key-sweeper:exempt': 'x' };
const busy = { [first]: ago({ hours: 1 }), [second]: ago({ hours: 1 }) };
const told = { [first]: ago({ days: 20 }) };
const atWork = { at: ago({ minutes: 3 }) };
/** An attempt of two hours ago, and a key that came with it. */
const attempt = { at: ago({ hours: 2 }), keyIds: [third] };
const minted = accessKey({ CreateDate: ago({ hours: 2 }) });

describe('the table', () => {
  it('given any facts, the last rule holds', () => {
    expect(rules.at(-1)?.when({} as Facts)).toBe(true);
  });

  it('given nothing that holds, no other rule does', () => {
    const nothing = { active: true, slotFree: true } as Facts;
    expect(rules.filter(({ when }) => when(nothing)).map(({ name }) => name)).toEqual(['fresh']);
  });

  it('is read from the top, in this order', () => {
    expect(rules.map(({ name, action }) => `${name}: ${action}`)).toEqual([
      'exempt: keep',
      'in-flight: keep',
      'unfinished: finish',
      'orphan: delete',
      'unknown-status: flag',
      'inactive-current: flag',
      'inactive-unmarked: mark',
      'inactive-past-delete: delete',
      'inactive-waiting: keep',
      'two-in-use: flag',
      'in-the-way-done: deactivate',
      'in-the-way: keep',
      'superseded-in-use: keep',
      'superseded-done: deactivate',
      'superseded-waiting: keep',
      'unused: deactivate',
      'no-slot: flag',
      'late: flag',
      'create: create',
      'fresh: keep',
    ]);
  });
});

describe('where two rules hold, the earlier one decides', () => {
  it.each<[RuleName, string, Parameters<typeof aUser>[0], Overrides?]>([
    ['exempt', 'in-flight', { keys: [old(65)], tags: exempt, intents: [atWork] }],
    ['exempt', 'unfinished', { keys: [old(1)], tags: exempt, stages: { [first]: ['AWSPENDING'] } }],
    ['exempt', 'orphan', { keys: [minted], tags: exempt, intents: [attempt] }],
    ['in-flight', 'unfinished', { keys: [old(1)], intents: [atWork], stages: { [first]: ['AWSPENDING'] } }],
    ['in-flight', 'orphan', { keys: [minted], intents: [attempt, atWork] }],
    ['in-flight', 'unknown-status', { keys: [accessKey({ Status: 'Expired' })], intents: [atWork] }],
    [
      'unfinished',
      'superseded',
      { keys: [old(85), young], stages: { [first]: ['AWSPENDING'], [second]: ['AWSCURRENT'] }, told },
    ],
    [
      'unfinished',
      'unused',
      { keys: [old(50)], stages: { [first]: ['AWSPENDING'] } },
      { retireUnusedAfterDays: 45 },
    ],
    ['orphan', 'unknown-status', { keys: [{ ...minted, Status: 'Expired' }], intents: [attempt] }],
    ['orphan', 'inactive-unmarked', { keys: [{ ...minted, Status: 'Inactive' }], intents: [attempt] }],
    ['orphan', 'unused', { keys: [minted], intents: [attempt] }, { retireUnusedAfterDays: 1 }],
    [
      'inactive-current',
      'inactive-unmarked',
      { keys: [accessKey({ age: 95, Status: 'Inactive' })], stages: { [first]: ['AWSCURRENT'] } },
    ],
    ['inactive-unmarked', 'inactive-past-delete', { keys: [accessKey({ age: 400, Status: 'Inactive' })] }],
    [
      'inactive-past-delete',
      'inactive-waiting',
      { keys: [accessKey({ age: 95, Status: 'Inactive' })], inactiveSince: { [first]: ago({ days: 9 }) } },
    ],
    ['two-in-use', 'no-slot', { keys: [old(65), young], used: busy }],
    [
      'two-in-use',
      'superseded by the third key',
      {
        keys: [old(85), young, accessKey({ AccessKeyId: third, age: 2 })],
        used: busy,
        told,
        stages: { [third]: ['AWSCURRENT'] },
      },
    ],
    ['in-the-way-done', 'in-the-way', { keys: [old(95), young], told }],
    [
      'in-the-way-done',
      'superseded-done',
      { keys: [old(95), young], told, stages: { [second]: ['AWSCURRENT'] } },
    ],
    ['in-the-way', 'superseded-waiting', { keys: [old(95), young], stages: { [second]: ['AWSCURRENT'] } }],
    ['in-the-way', 'unused', { keys: [old(95), young] }, { retireUnusedAfterDays: 45 }],
    [
      'superseded-in-use',
      'superseded-done',
      { keys: [old(81), young], used: busy, told, stages: { [second]: ['AWSCURRENT'] } },
    ],
    [
      'superseded-done',
      'unused',
      { keys: [old(85), young], told, stages: { [second]: ['AWSCURRENT'] } },
      { retireUnusedAfterDays: 45 },
    ],
    [
      'superseded-waiting',
      'unused',
      { keys: [old(65), young], stages: { [second]: ['AWSCURRENT'] } },
      { retireUnusedAfterDays: 45 },
    ],
    ['superseded-waiting', 'no-slot', { keys: [old(65), young], stages: { [second]: ['AWSCURRENT'] } }],
    ['unused', 'no-slot', { keys: [old(65), young] }, { retireUnusedAfterDays: 45 }],
    ['unused', 'late', { keys: [old(75)] }, { retireUnusedAfterDays: 45, lateKeys: 'report' }],
    ['unused', 'create', { keys: [old(65)] }, { retireUnusedAfterDays: 45 }],
    [
      'no-slot',
      'late',
      { keys: [old(75), young], used: { [first]: ago({ hours: 1 }) } },
      { lateKeys: 'report' },
    ],
    ['late', 'create', { keys: [old(75)] }, { lateKeys: 'report' }],
    ['create', 'fresh', { keys: [old(65)] }],
  ])('%s before %s', (rule, _, known, overrides = {}) => {
    expect(ruleFor(aUser(known), first, overrides)).toBe(rule);
  });
});
