import { beforeAll, describe, expect, it } from 'vitest';
import { file } from './process.ts';
import { closingLine, sweepLine } from './record-schema.ts';
import { accountOf, jsonOf } from './sandbox.ts';

const day = 86_400_000;

/** Days between the starts of successive sweeps. */
function gaps(lines: readonly Record<string, unknown>[]): number[] {
  const starts = lines.slice(0, -1).map(({ now }) => Date.parse(String(now)));
  return starts.slice(1).map((start, i) => (start - (starts[i] ?? 0)) / day);
}

/** Each gap is so many days; a sweep is up to an hour late. */
function expectGaps(lines: readonly Record<string, unknown>[], days: number): void {
  expect(gaps(lines).filter((gap) => Math.abs(gap - days) > 1 / 24)).toEqual([]);
}

/** Half a year of the sample account, with seed 1. */
let lines: Record<string, unknown>[];

beforeAll(async () => {
  lines = await jsonOf(['--sweeps', '26']);
});

describe.concurrent('--json', () => {
  it('given 26 sweeps, every line has just the fields that other programs read', () => {
    expect(lines).toHaveLength(27);
    const sweeps = lines.slice(0, -1).map((line) => sweepLine.parse(line));
    expect(sweeps.map(({ sweep }) => sweep)).toEqual(Array.from({ length: 26 }, (_, n) => n + 1));
    expect(sweeps.filter(({ error }) => error)).toEqual([]);
    closingLine.parse(lines.at(-1));
    expectGaps(lines, 7);
    expect(new Set(gaps(lines)).size).toBeGreaterThan(1);
  });

  it('given the same input twice, the output is the same; another seed starts at other times', async () => {
    const run = (seed: string) => jsonOf(['--sweeps', '3', '--seed', seed]);
    const [same, other] = await Promise.all([run('1'), run('2')]);
    expect(same.slice(0, 3)).toEqual(lines.slice(0, 3));
    expect(other.slice(0, 3)).not.toEqual(lines.slice(0, 3));
  });

  it('given a secret that is a replica, no key is created, and the closing line says it is one', async () => {
    const secrets = [{ Name: 'iam-access-keys/alice', versions: [], PrimaryRegion: 'eu-west-1' }];
    const lines = await jsonOf(['--account', file('replica.json', { ...accountOf(61), secrets })]);
    expect(sweepLine.parse(lines[0]).decisions).toMatchObject([{ rule: 'create', outcome: 'none' }]);
    expect(closingLine.parse(lines.at(-1)).secrets).toMatchObject([{ PrimaryRegion: 'eu-west-1' }]);
  });

  it('given --every 3, sweeps are three days apart', async () => {
    const account = file('every.json', accountOf(10));
    const lines = await jsonOf(['--account', account, '--sweeps', '4', '--every', '3']);
    expectGaps(lines, 3);
  });

  it('given a config, its everyDays is the gap and its thresholds decide', async () => {
    const thresholds = 'thresholds: { create: { from: 90, to: 100 }, deactivate: { from: 101, to: 110 },';
    const config = file('every.yml', `everyDays: 1\n${thresholds} delete: { after: 110, inactiveFor: 1 } }\n`);
    const account = file('ages.json', accountOf(89));
    const lines = await jsonOf(['--account', account, '--config', config, '--sweeps', '2']);
    expectGaps(lines, 1);
    const decided = lines.slice(0, -1).flatMap((line) => sweepLine.parse(line).decisions);
    expect(decided.map(({ age, rule }) => `${age} ${rule}`)).toEqual(['89 fresh', '90 create']);
  });

  it('given a sweep that fails, its error is data and the exit code 0', async () => {
    const config = file('other-account.yml', "accountId: '999999999999'\n");
    const [line, closing] = await jsonOf(['--config', config]);
    expect(line).toMatchObject({ decisions: [], notices: [], counts: {}, error: { message: expect.stringContaining('999999999999') } });
    expect(Object.keys(line ?? {})).toEqual(Object.keys(sweepLine.shape));
    closingLine.parse(closing);
  });

  it.each([
    ['nobody who hears', { subscribers: 0 }, [], 0],
    [
      'a look-up that fails',
      {},
      [{ operation: 'sns:ListSubscriptionsByTopic', times: 9, fault: { code: 'AuthorizationError', status: 403 } }],
      undefined,
    ],
  ])('given %s, no sweep changes anything, and its error is data', async (_, more, faults, subscribers) => {
    const input = { ...accountOf(61), ...more };
    const args = ['--account', file('unheard.json', input), '--faults', file('unheard-faults.json', faults), '--sweeps', '2'];
    const [first, second, closing] = await jsonOf(args);
    for (const line of [first, second]) {
      const { error, decisions, calls, notices } = sweepLine.parse(line);
      expect(error?.message).toContain('Nothing was changed and no owner was notified');
      expect(decisions.map(({ outcome }) => outcome)).toEqual(['rehearsed']);
      expect(Object.keys(calls).filter((name) => !/:(Get|List|Describe)/.test(name))).toEqual(['sns:Publish']);
      expect(notices.map(({ attributes }) => attributes.event)).toEqual([undefined, 'digest']);
    }
    const { account, secrets } = closingLine.parse(closing);
    expect(secrets).toEqual([]);
    expect(account.users.map(({ AccessKeys }) => AccessKeys.map(({ Status }) => Status))).toEqual([['Active']]);
    expect(account.subscribers).toBe(subscribers);
  });

  it('given what a run printed, the next run takes it as its account', async () => {
    const { account } = closingLine.parse(lines.at(-1));
    const again = await jsonOf(['--account', file('printed.json', lines.at(-1))]);
    const sweep = sweepLine.parse(again[0]);
    const keys = account.users.flatMap(({ AccessKeys }) => AccessKeys).length;
    expect(sweep).toMatchObject({ now: account.now, counts: { keys } });
    expect(sweep.decisions.map(({ outcome }) => outcome)).not.toContain('failed');
  });

  it('given a crash, the sweep ends at that call, its error says so, and the next sweep mends it', async () => {
    const faults = file('faults.json', [{ sweep: 1, operation: 'secretsmanager:PutSecretValue', fault: 'crash-after' }]);
    const account = file('one.json', accountOf(61));
    const [first, second] = await jsonOf(['--account', account, '--faults', faults, '--sweeps', '2']);
    expect(first).toMatchObject({
      decisions: [],
      counts: {},
      calls: { 'secretsmanager:PutSecretValue': 1 },
      error: { name: 'Crash', message: expect.stringContaining('after AWS did secretsmanager:PutSecretValue') },
    });
    expect(sweepLine.parse(second)).toMatchObject({ error: null });
  });
});
