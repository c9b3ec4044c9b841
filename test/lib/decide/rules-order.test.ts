import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../lib/decide/facts.ts';
import { rules } from '../../../lib/decide/rules.ts';
import type { RuleName } from '../../../lib/model/plan.ts';
import {
  ago,
  aUser,
  first,
  inactive,
  type Overrides,
  rulesFor,
  second,
  tagged,
  third,
  type UserSketch,
  withKeys,
} from '../../tools/builders.ts';
import { elsewhere, lost } from '../../tools/notice-examples.ts';

describe('the table of rules', () => {
  it('given any facts, the last rule applies', () => {
    expect(rules.at(-1)?.when({} as Facts), 'fresh applies').toBe(true);
  });

  it('given an Active key with a free slot and no other fact, only the last rule applies', () => {
    const nothing = { active: true, slotFree: true } as Facts;
    expect(rules.filter(({ when }) => when(nothing)).map(({ name }) => name)).toEqual(['fresh']);
  });

  it('given the rules, they are read from the top in this order', () => {
    expect(rules.map(({ name, action }) => `${name}: ${action}`)).toEqual([
      'exempt: keep',
      'other-deployment: flag',
      'pointer-lost: flag',
      'in-flight: keep',
      'unfinished: finish',
      'orphan: deactivate',
      'unknown-status: flag',
      'inactive-current: flag',
      'inactive-unmarked: mark',
      'retired-in-use: flag',
      'inactive-past-delete: delete',
      'inactive-in-the-way: delete',
      'inactive-waiting: keep',
      'two-in-use: flag',
      'in-the-way-done: deactivate',
      'in-the-way: keep',
      'superseded-in-use: keep',
      'superseded-done: deactivate',
      'superseded-waiting: keep',
      'unused-done: deactivate',
      'unused-waiting: keep',
      'no-slot: flag',
      'late: flag',
      'create: create',
      'fresh: keep',
    ]);
  });
});

describe('where two rules apply, the earlier one decides', () => {
  const exempt = tagged('exempt', 'x');
  const used = { used: { [first]: { hours: 1 }, [second]: { hours: 1 } } };
  const told = { told: { [first]: 20 } };
  const current = { current: second };
  const pending = { stages: { [first]: ['AWSPENDING'] } };
  const atWork = { at: { minutes: 3 } };
  /** A creation of two hours ago, and a key that came with it. */
  const attempt = { at: { hours: 2 }, keyIds: [third] };
  const minted = { CreateDate: ago({ hours: 2 }) };
  const attempted = { intents: [attempt] };
  const retire: Overrides = { unused: { action: 'retire' } };
  const toldUnused = { ...told, days: { kind: 'unused' as const } };
  const retired = { inactiveSince: { [first]: 95 }, inactiveKind: 'unused' as const };
  const report: Overrides = { lateKeys: 'report' };

  it.each<[rule: RuleName, before: string, user: UserSketch, overrides?: Overrides]>([
    ['exempt', 'in-flight', { ...withKeys(65), ...exempt, intents: [atWork] }],
    ['exempt', 'unfinished', { ...withKeys(1), ...exempt, ...pending }],
    ['exempt', 'orphan', { ...withKeys(minted), ...exempt, ...attempted }],
    ['exempt', 'other-deployment', { ...withKeys(65), ...exempt, secret: elsewhere }],
    ['exempt', 'pointer-lost', { ...withKeys(65), ...exempt, secret: lost }],
    ['other-deployment', 'in-flight', { ...withKeys(65), secret: elsewhere, intents: [atWork] }],
    ['other-deployment', 'orphan', { ...withKeys(minted), secret: elsewhere, ...attempted }],
    ['pointer-lost', 'in-flight', { ...withKeys(65), secret: lost, intents: [atWork] }],
    ['pointer-lost', 'orphan', { ...withKeys(minted), secret: lost, ...attempted }],
    ['pointer-lost', 'fresh', { ...withKeys(30), secret: lost }],
    ['in-flight', 'create', { ...withKeys(65), secret: { ...lost, claim: 'new' } }],
    ['in-flight', 'unfinished', { ...withKeys(1), ...pending, intents: [atWork] }],
    ['in-flight', 'orphan', { ...withKeys(minted), intents: [attempt, atWork] }],
    ['in-flight', 'unknown-status', { ...withKeys({ Status: 'Expired' }), intents: [atWork] }],
    ['unfinished', 'superseded', { ...withKeys(85, 1), ...pending, ...current, ...told }],
    ['unfinished', 'unused-waiting', { ...withKeys(65), ...pending }, retire],
    ['orphan', 'unused-waiting', { ...withKeys(65), intents: [{ at: 65 }] }, retire],
    ['inactive-current', 'inactive-unmarked', { ...withKeys(inactive(95)), current: first }],
    ['inactive-unmarked', 'inactive-past-delete', withKeys(inactive(400))],
    ['inactive-current', 'inactive-past-delete', { ...withKeys(inactive(95)), current: first, inactiveSince: { [first]: 9 } }],
    ['retired-in-use', 'inactive-past-delete', { ...withKeys(inactive(200)), ...retired, used: { [first]: 100 } }],
    ['inactive-past-delete', 'inactive-current', { ...withKeys(inactive(200)), ...retired, current: first }],
    ['inactive-in-the-way', 'inactive-waiting', { ...withKeys(inactive(30), 65), inactiveSince: { [first]: 9 } }],
    ['inactive-past-delete', 'inactive-waiting', { ...withKeys(inactive(95)), inactiveSince: { [first]: 9 } }],
    ['two-in-use', 'no-slot', { ...withKeys(65, 1), ...used }],
    ['two-in-use', 'superseded by the third key', { ...withKeys(85, 1, 2), ...used, ...told, current: third }],
    ['in-the-way-done', 'in-the-way', { ...withKeys(95, 1), ...told }],
    ['in-the-way-done', 'superseded-done', { ...withKeys(95, 1), ...told, ...current }],
    ['in-the-way', 'superseded-waiting', { ...withKeys(95, 1), ...current }],
    ['in-the-way', 'unused-waiting', withKeys(95, 1), retire],
    ['in-the-way-done', 'unused-done', { ...withKeys(95, 1), ...told }, retire],
    ['superseded-in-use', 'superseded-done', { ...withKeys(81, 1), ...used, ...told, ...current }],
    ['superseded-done', 'unused-done', { ...withKeys(85, 1), ...told, ...current }, retire],
    ['superseded-waiting', 'unused-waiting', { ...withKeys(65, 1), ...current }, retire],
    ['superseded-waiting', 'no-slot', { ...withKeys(65, 1), ...current }],
    ['unused-done', 'unused-waiting', { ...withKeys(85), ...toldUnused }, retire],
    ['unused-waiting', 'no-slot', withKeys(65, 1), retire],
    ['unused-waiting', 'late', withKeys(75), { ...retire, ...report }],
    ['unused-waiting', 'create', withKeys(65), retire],
    ['no-slot', 'late', { ...withKeys(75, 1), used: { [first]: { hours: 1 } } }, report],
    ['late', 'create', withKeys(75), report],
    ['create', 'fresh', withKeys(65)],
  ])('%s before %s', (rule, _, user, overrides) => {
    expect(rulesFor(aUser(user), overrides).split(', ')[0]).toBe(rule);
  });
});
