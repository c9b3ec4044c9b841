import { describe, expect, it } from 'vitest';
import { accountOf, file, jsonOf, sandbox } from './process.ts';
import { closingLine, sweepLine } from './record-schema.ts';

const day = 86_400_000;

/** Days between the starts of successive sweeps. */
function gaps(lines: readonly Record<string, unknown>[]): number[] {
  const starts = lines.slice(0, -1).map(({ now }) => Date.parse(String(now)));
  return starts.slice(1).map((start, i) => (start - (starts[i] ?? 0)) / day);
}

describe.concurrent('--json', () => {
  it('given 26 sweeps, every line has just the fields that the design names', async () => {
    const lines = await jsonOf(['--sweeps', '26']);
    expect(lines).toHaveLength(27);
    const sweeps = lines.slice(0, -1).map((line) => sweepLine.parse(line));
    expect(sweeps.map(({ sweep }) => sweep)).toEqual(Array.from({ length: 26 }, (_, n) => n + 1));
    expect(sweeps.filter(({ error }) => error)).toEqual([]);
    closingLine.parse(lines.at(-1));
    for (const gap of gaps(lines)) expect(Math.abs(gap - 7)).toBeLessThanOrEqual(1 / 24);
    expect(new Set(gaps(lines)).size).toBeGreaterThan(1);
  });

  it('given the same input twice, the output is the same; another seed starts at other times', async () => {
    const run = (seed: string) => sandbox(['--json', '--sweeps', '3', '--seed', seed]);
    const [one, two, other] = await Promise.all([run('1'), run('1'), run('2')]);
    expect(one).toEqual(two);
    expect(other.stdout).not.toBe(one.stdout);
  });

  it('given --every 3, sweeps are three days apart', async () => {
    const account = file('every.json', accountOf(10));
    const lines = await jsonOf(['--account', account, '--sweeps', '4', '--every', '3']);
    for (const gap of gaps(lines)) expect(Math.abs(gap - 3)).toBeLessThanOrEqual(1 / 24);
  });

  it('given a config, its everyDays is the gap and its thresholds decide', async () => {
    const thresholds = 'thresholds: { create: { from: 90, to: 100 }, deactivate: { from: 101, to: 110 },';
    const config = file(
      'every.yml',
      `everyDays: 1\n${thresholds} delete: { after: 110, inactiveFor: 1 } }\n`,
    );
    const account = file('ages.json', accountOf(89));
    const lines = await jsonOf(['--account', account, '--config', config, '--sweeps', '2']);
    for (const gap of gaps(lines)) expect(Math.abs(gap - 1)).toBeLessThanOrEqual(1 / 24);
    const decided = lines.slice(0, -1).flatMap((line) => sweepLine.parse(line).decisions);
    expect(decided.map(({ age, rule }) => `${age} ${rule}`)).toEqual(['89 fresh', '90 create']);
  });

  it('given a sweep that fails, its error is data and the exit code 0', async () => {
    const config = file('other-account.yml', "accountId: '999999999999'\n");
    const [line, closing] = await jsonOf(['--config', config]);
    expect(line).toMatchObject({
      decisions: [],
      notices: [],
      counts: {},
      error: { message: expect.stringContaining('999999999999') },
    });
    expect(Object.keys(line ?? {})).toEqual(Object.keys(sweepLine.shape));
    closingLine.parse(closing);
  });

  it('given what a run printed, the next run takes it as its account', async () => {
    const first = await jsonOf(['--sweeps', '2']);
    const { account } = closingLine.parse(first.at(-1));
    const again = await jsonOf(['--account', file('printed.json', first.at(-1))]);
    const sweep = sweepLine.parse(again[0]);
    expect(sweep.now).toBe(account.now);
    expect(sweep.counts.keys).toBe(account.users.flatMap(({ AccessKeys }) => AccessKeys).length);
    expect(sweep.decisions.map(({ outcome }) => outcome)).not.toContain('failed');
  });

  it('given a crash, the sweep ends at that call, its error says so, and the next sweep mends it', async () => {
    const faults = file('faults.json', [
      { sweep: 1, operation: 'secretsmanager:PutSecretValue', fault: 'crash-after' },
    ]);
    const account = file('one.json', accountOf(61));
    const [first, second] = await jsonOf(['--account', account, '--faults', faults, '--sweeps', '2']);
    expect(first).toMatchObject({
      decisions: [],
      counts: {},
      calls: { 'secretsmanager:PutSecretValue': 1 },
      error: {
        name: 'Crash',
        message: expect.stringContaining('after AWS did secretsmanager:PutSecretValue'),
      },
    });
    expect(sweepLine.parse(second)).toMatchObject({ error: null });
  });
});
