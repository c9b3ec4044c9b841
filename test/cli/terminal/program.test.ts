import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { exitCodeOf, npmHint } from '../../../cli/terminal/program.ts';
import { ConfigError, InputError } from '../../../config/input-error.ts';

it.each([
  ['an option that commander refuses', new CommanderError(1, 'commander.unknownOption', 'x'), 64],
  ['--help', new CommanderError(0, 'commander.helpDisplayed', 'x'), 0],
  ['invalid settings', new ConfigError('prod.yml', []), 64],
  ['invalid input', new InputError('x'), 64],
  ['any other error', new Error('x'), 1],
  ['what is no error', 'x', 1],
])('given %s, the exit code is told by that', (_, thrown, code) => {
  expect(exitCodeOf(thrown)).toBe(code);
});

it.each([
  ['npm without a bare --', ['plan', 'prod'], { npm_lifecycle_event: 'sweeper' }, true],
  ['no npm', ['plan', 'prod'], {}, false],
  ['an option that came through', ['plan', '--all'], { npm_lifecycle_event: 'sweeper' }, false],
])('given %s, whether it says where the bare -- goes is told by that', (_, args, environment, isSaid) => {
  const hint = 'npm hands on no option before a bare "--": npm run sweeper -- plan prod …\n';
  expect(npmHint(args, environment)).toBe(isSaid ? hint : '');
});
