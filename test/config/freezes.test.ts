import { expect, it } from 'vitest';
import { parseLayer } from '../../config/read-stage.ts';
import { problemsOf } from './problems.ts';

const freeze = (from: unknown, to: unknown, reason: unknown = 'sales') => ({ from, to, reason });
const exists = (day: string) => `a day that exists, in UTC, such as ${day}`;

it.each<[given: string, ...freezes: object[]]>([
  ['no freeze'],
  ['a freeze of one day', freeze('2026-12-12', '2026-12-12')],
  ['a freeze of 60 days', freeze('2026-12-01', '2027-01-29')],
  ['a freeze over a 29 February', freeze('2028-02-29', '2028-02-29')],
  ['freezes that overlap', freeze('2026-12-12', '2026-12-20'), freeze('2026-12-15', '2027-01-03')],
  ['a freeze that follows at once', freeze('2026-12-12', '2026-12-20'), freeze('2026-12-21', '2027-01-03')],
  ['a freeze that is long over', freeze('2020-12-12', '2020-12-20')],
])('given %s, it is right', (_, ...freezes) => {
  expect(problemsOf({ freezes })).toEqual([]);
});

it.each<[given: string, freezes: unknown, path: string, expected: string, found: string]>([
  ['no list', null, 'freezes', 'a list of freezes, each with from, to and reason', 'null'],
  ['an end before its start', [freeze('2026-12-12', '2026-12-11')], 'freezes.0.to', '2026-12-12 (from) or a later day', '2026-12-11'],
  [
    'the second of 61 days',
    [freeze('2026-12-12', '2026-12-12'), freeze('2026-12-01', '2027-01-30')],
    'freezes.1',
    'at most 60 days each; freezes may follow or overlap each other',
    '2026-12-01 to 2027-01-30, 61 days',
  ],
  ['a day that no year has', [freeze('2026-12-12', '2026-12-32')], 'freezes.0.to', exists('2027-01-03'), '"2026-12-32"'],
  ['a day that this year has not', [freeze('2027-02-29', '2027-03-01')], 'freezes.0.from', exists('2026-12-12'), '"2027-02-29"'],
  ['a moment', [freeze('2026-12-12T00:00:00Z', '2026-12-13')], 'freezes.0.from', exists('2026-12-12'), '"2026-12-12T00:00:00Z"'],
  ['a number', [freeze(20261212, '2026-12-13')], 'freezes.0.from', exists('2026-12-12'), '20261212'],
  ['no end', [freeze('2026-12-12', undefined)], 'freezes.0.to', exists('2027-01-03'), 'nothing'],
  ['an empty reason', [freeze('2026-12-12', '2026-12-13', '')], 'freezes.0.reason', 'why, in words', '""'],
  ['a blank reason', [freeze('2026-12-12', '2026-12-13', ' \n')], 'freezes.0.reason', 'why, in words', '" \\n"'],
  ['no reason', [{ from: '2026-12-12', to: '2026-12-13' }], 'freezes.0.reason', 'why, in words', 'nothing'],
  [
    'another field',
    [{ ...freeze('2026-12-12', '2026-12-13'), until: 'x' }],
    'freezes.0.until',
    'one of from, to, reason',
    'a name that does not exist',
  ],
])('given a freeze with %s, that is a problem', (_, freezes, path, expected, found) => {
  expect(problemsOf({ freezes })).toEqual([{ path, expected, found }]);
});

it('given days in YAML without quotes, they are texts', () => {
  const { value } = parseLayer('freezes:\n  - { from: 2026-12-12, to: 2027-01-03, reason: Christmas sales }\n', 'test');
  expect(problemsOf(value)).toEqual([]);
});
