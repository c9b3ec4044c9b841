import { describe, expect, it } from 'vitest';
import { mustAsk, runSweep, type SweepOptions } from '../../../cli/sweep/run.ts';
import { exitCodeOf } from '../../../cli/terminal/program.ts';
import { InputError } from '../../../config/input-error.ts';
import type { Config } from '../../../config/schema.ts';

const stage = 'prod';
const yes = true as const;
const force = true as const;
const user = ['alice'];

describe('consent', () => {
  it.each<[string, Config['mode'], Partial<SweepOptions>, boolean]>([
    ['mode enforce', 'enforce', {}, true],
    ['--yes', 'enforce', { yes }, false],
    ['--user and --force', 'enforce', { user, force }, true],
    ['mode report', 'report', {}, false],
  ])('given %s on a terminal, whether it must be asked for is told', (_, mode, options, isAsked) => {
    expect(mustAsk(mode, options, true)).toBe(isAsked);
  });

  it('given mode report, no terminal is needed', () => {
    expect(mustAsk('report', {}, false)).toBe(false);
  });

  it.each([
    ['neither a terminal nor --yes', {}, 'there is no terminal to ask on: add --yes'],
    ['--force for everybody', { yes, force }, '--force needs --user'],
    ['--key without its user', { yes, key: ['AKIAIOSFODNN7EXAMPLE'] }, '--key needs --user'],
  ])('given %s, it is refused', (_, options, says) => {
    const ask = () => mustAsk('enforce', options, false);
    expect(ask).toThrow(InputError);
    expect(ask).toThrow(says);
  });
});

it('given settings that name no account (G7), a sweep is refused with 64 before it connects', async () => {
  const thrown = await runSweep({ stage, yes }).catch((error: Error) => error);
  expect({ code: exitCodeOf(thrown) }).toEqual({ code: 64 });
  expect(String(thrown)).toContain('config/prod.yml names no account');
});
