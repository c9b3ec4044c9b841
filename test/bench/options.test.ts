import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { concurrency } from '../../lib/aws/deps.ts';
import { type BenchOptions, benchCommand } from './options.ts';

/** Returns the options that a command line gives, or the message with which it is refused. */
async function optionsOf(line: string): Promise<BenchOptions | string> {
  const got: BenchOptions[] = [];
  let written = '';
  const command = benchCommand(async (options) => void got.push(options)).configureOutput({
    writeErr: (text) => {
      written += text;
    },
  });
  try {
    await command.parseAsync(line.split(' ').filter(Boolean), { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
  }
  return got[0] ?? written;
}

describe('the options of a benchmark', () => {
  it('given none, it is a normal week of 1,000 users at 20 calls a second', async () => {
    const defaults = { users: 1_000, latency: 50, rate: 20, concurrency, state: 'steady', mode: 'report', runs: 5 };
    expect(await optionsOf('')).toEqual(defaults);
  });

  it.each([
    ['--users 1000', { runs: 5 }],
    ['--users 1001', { runs: 1 }],
    ['--users 5000 --runs 3', { runs: 3 }],
    ['--rate none', { rate: Number.POSITIVE_INFINITY }],
    ['--rate 1', { rate: 1 }],
    ['--latency 0', { latency: 0 }],
    ['--due 40 --users 40', { due: 40 }],
    ['--state due7 --mode enforce', { state: 'due7', mode: 'enforce' }],
    ['--peers --json', { peers: true, json: true }],
  ])('given %s, it is so', async (line, options) => {
    expect(await optionsOf(line)).toMatchObject(options);
  });

  it.each([
    ['--user 5', "unknown option '--user'"],
    ['--users 0', 'It must be a whole number from 1 to 100000.'],
    ['--users 1.5', 'It must be a whole number'],
    ['--latency -1', 'It must be a whole number'],
    ['--rate 0', 'It must be a whole number from 1, or none.'],
    ['--rate fast', 'It must be a whole number from 1, or none.'],
    ['--concurrency 0', 'It must be a whole number'],
    ['--runs 0', 'It must be a whole number'],
    ['--state due8', 'Allowed choices are due7, steady.'],
    ['--mode enfroce', 'Allowed choices are report, enforce.'],
    ['--due 5 --state steady', "option '--due <n>' cannot be used with option '--state <name>'"],
    ['--due 41 --users 40', '--due 41 is more than --users 40'],
    ['--peers --mode enforce', '--peers needs --mode report'],
    ['5000', 'too many arguments'],
  ])('given %s, it is refused', async (line, message) => {
    expect(await optionsOf(line)).toContain(message);
  });
});
