import { expect, it } from 'vitest';
import { ConfigError } from '../../config/input-error.ts';
import { merge } from '../../config/merge.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { defaults } from '../../config/read-stage.ts';

const slow = { create: { from: 150, to: 160 }, deactivate: { from: 175, to: 185 }, delete: { after: 190, inactiveFor: 20 } };
const tooLong = {
  create: { from: 36_494, to: 36_501 },
  deactivate: { from: 36_508, to: 36_515 },
  delete: { after: 36_515, inactiveFor: 6 },
};
const name129 = 'x'.repeat(129);

function faultsOf(profiles: object): string[] {
  try {
    parseConfig(merge(defaults(), { profiles }), 'test');
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems.map(({ path, found }) => `${path}: ${found}`);
    throw thrown;
  }
}

it.each<[given: string, profiles: object, faults: string[]]>([
  ['no profile', {}, []],
  ['a valid profile', { slow }, []],
  [
    'a profile whose window a sweep can miss',
    { slow: { ...slow, create: { from: 155, to: 160 } } },
    ['profiles.slow.create: 155 to 160, 5 days'],
  ],
  [
    'a profile whose overlap is too short',
    { 'a.b': { ...slow, deactivate: { from: 166, to: 185 } } },
    ['profiles.a.b.deactivate.from: 166, 6 days after'],
  ],
  [
    'a profile whose old key is deleted after its replacement is due',
    { slow: { ...slow, delete: { after: 310, inactiveFor: 6 } } },
    ['profiles.slow.delete: day 318 (the later of delete.after + 1 and deactivate.to + inactiveFor, and everyDays more)'],
  ],
  [
    'a profile with missing thresholds',
    { slow: { create: slow.create } },
    ['profiles.slow.deactivate: nothing', 'profiles.slow.delete: nothing'],
  ],
  ['a profile with an unknown name', { slow: { ...slow, after: 3 } }, ['profiles.slow.after: a name that does not exist']],
  [
    'a profile of more than a hundred years',
    { slow: tooLong },
    [
      'profiles.slow.create.to: 36501',
      'profiles.slow.deactivate.from: 36508',
      'profiles.slow.deactivate.to: 36515',
      'profiles.slow.delete.after: 36515',
    ],
  ],
  ['a name of 128 letters', { ['x'.repeat(128)]: slow }, []],
  ['a name too long for the mark that names it', { [name129]: slow }, [`profiles.${name129}: "${name129}"`]],
  ['a profile that is a number', { slow: 5 }, ['profiles.slow: 5']],
])('given %s, every fault is named with the profile', (_, profiles, faults) => {
  expect(faultsOf(profiles)).toEqual(faults);
});
