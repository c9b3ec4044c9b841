import { expect, it } from 'vitest';
import { planCommand } from '../../../cli/plan/command.ts';
import { refusalOf } from '../refusal.ts';

it.each([
  ['no stage', [], "required option '--stage <name>'"],
  ['an excess word', ['--stage', 'prod', 'alice'], 'too many arguments'],
  ['owners who do something else', ['--owners', 'sleep'], 'Allowed choices are move, stay'],
  ['no weeks', ['--stage', 'prod', '--forecast', '0'], 'a whole number from 1 to 260'],
  ['--all with a forecast', ['--stage', 'a', '--forecast', '2', '--all'], "cannot be used with option '--all'"],
])('given %s, plan is refused', async (_, args, says) => {
  expect(await refusalOf(planCommand(), args)).toContain(says);
});
