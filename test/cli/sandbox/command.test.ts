import { expect, it } from 'vitest';
import { sandboxCommand } from '../../../cli/sandbox/command.ts';
import { refusalOf } from '../refusal.ts';

it.each([
  ['an unknown flag', ['--sweep', '2'], "unknown option '--sweep'"],
  ['an excess word', ['account.json'], 'too many arguments'],
  ['sweeps in words', ['--sweeps', 'x'], "'--sweeps <n>' argument 'x' is invalid"],
  ['no sweeps', ['--sweeps', '0'], 'whole number from 1 to 10000'],
  ['half a sweep', ['--sweeps', '1.5'], '--sweeps'],
  ['a negative gap', ['--every', '-1'], '--every'],
  ['a seed in words', ['--seed', 'x'], '--seed'],
  ['a flag without its value', ['--account'], 'argument missing'],
  ['a port out of range', ['--serve', '--port', '65536'], 'from 0 to 65535'],
  ['--serve with --json', ['--serve', '--json'], "'--serve' cannot be used with option '--json'"],
  ['--serve with --sweeps', ['--serve', '--sweeps', '2'], "cannot be used with option '--sweeps"],
  ['--serve with --faults', ['--serve', '--faults', 'f'], "cannot be used with option '--faults"],
])('given %s, the sandbox is refused', async (_, args, says) => {
  expect(await refusalOf(sandboxCommand(), args)).toContain(says);
});
