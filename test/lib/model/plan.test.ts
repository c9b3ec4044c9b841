import { expect, it } from 'vitest';
import { isAct, isCreation, isSpread } from '../../../lib/model/plan.ts';
import { decision } from '../../tools/builders.ts';

it.each([
  ['keep', false],
  ['flag', false],
  ['finish', true],
  ['mark', true],
  ['create', true],
  ['deactivate', true],
  ['delete', true],
] as const)('given the action %s, it changes the key: %s', (action, changes) => {
  expect({ isAct: isAct(decision({ action })) }).toEqual({ isAct: changes });
});

it.each([
  ['that is not postponed', {}, false],
  ['that a limit defers', { postponed: 'deferred' }, true],
  ['that a limit holds', { postponed: 'held' }, true],
  ['that another sweep defers', { postponed: 'deferred', rule: 'in-flight' }, false],
] as const)('given a decision %s, a limit put it off or not: %o', (_, overrides, expected) => {
  expect({ isSpread: isSpread(decision(overrides)) }).toEqual({ isSpread: expected });
});

it.each([
  ['create', true],
  ['unfinished', true],
  ['no-slot', true],
  ['superseded-waiting', false],
] as const)('given the rule %s, a key is to be made or stored: %s', (rule, expected) => {
  expect({ isCreation: isCreation(decision({ rule })) }).toEqual({ isCreation: expected });
});
