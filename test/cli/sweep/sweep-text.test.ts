import { expect, it } from 'vitest';
import { unrotatedText } from '../../../cli/sweep/sweep-text.ts';

const unrotated = ['ann', 'bob'].map((UserName) => ({ UserName, reason: 'because', mayFollow: true }));
const told = ['Not replaced: ann, because', 'Not replaced: bob, because'];
const goesOn = (who: string) => `A continuation in about 70 minutes replaces the keys of: ${who}`;
const command = (who: string) =>
  `No sweep does that by itself. To repeat it: npm run sweeper -- sweep --stage prod --user ${who} --force`;

it.each<[string, string[], string[]]>([
  ['nobody goes on', [], [...told, command('ann bob')]],
  ['one goes on', ['bob'], [...told, goesOn('bob'), command('ann')]],
  ['all go on', ['ann', 'bob'], [...told, goesOn('ann bob')]],
])('given two users who were forced and not replaced, of whom %s, it says so', (_, forcedAgain, lines) => {
  expect(unrotatedText({ unrotated, forcedAgain }, { stage: 'prod' })).toEqual(lines);
});

it('given a profile and a region were named, the command that repeats it names them too', () => {
  const where = { stage: 'prod', profile: 'security', region: 'eu-west-1' };
  const [, , last] = unrotatedText({ unrotated, forcedAgain: [] }, where);
  expect(last).toContain('--stage prod --profile security --region eu-west-1 --user ann bob --force');
});

it('given all were replaced, it says nothing', () => {
  expect(unrotatedText({ unrotated: [], forcedAgain: [] }, { stage: 'prod' })).toEqual([]);
});
