import { expect, it } from 'vitest';
import { adoptCommand } from '../../../cli/adopt/command.ts';
import { refusalOf } from '../refusal.ts';

it.each([
  ['no stage', ['--user', 'alice'], "required option '--stage <name>' not specified"],
  ['no user', ['--stage', 'prod'], "required option '--user <name...>' not specified"],
  ['a user without a name', ['--stage', 'prod', '--user'], "option '--user <name...>' argument missing"],
])('given %s, adopt is refused', async (_, args, says) => {
  expect(await refusalOf(adoptCommand(), args)).toContain(says);
});
