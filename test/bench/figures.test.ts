import { describe, expect, it } from 'vitest';
import { boundMs, lineOf, median, type RecordedCall } from './figures.ts';

/** Returns calls of an operation, each with that error code. */
function calls(operation: string, count: number, code?: string): RecordedCall[] {
  return Array.from({ length: count }, () => ({ operation, input: {}, ...(code && { code }) }));
}

const look = [...calls('iam:ListUsers', 1), ...calls('iam:ListAccessKeys', 100), ...calls('iam:ListUserTags', 60)];

describe('boundMs', () => {
  it.each([
    ['no call', [], 0],
    ['a look', look, 5_000],
    ['services without a rate', [...look, ...calls('secretsmanager:DescribeSecret', 1_000), ...calls('sns:Publish', 1_000)], 5_000],
    ['throttled calls', [...look, ...calls('iam:ListAccessKeys', 50, 'Throttling')], 5_000],
    ['calls that were refused for another reason', [...look, ...calls('iam:ListAccessKeys', 50, 'NoSuchEntity')], 7_500],
    ['writes', [...look, ...calls('iam:TagUser', 40), ...calls('iam:ListAccessKeys', 20)], 7_000],
    ['a first write to a secret', [...look, ...calls('secretsmanager:CreateSecret', 1), ...calls('iam:ListUserTags', 20)], 6_000],
    ['a creation', [...look, ...calls('iam:CreateAccessKey', 1)], 13_050],
  ])('given %s, it is the slowest operation of each phase, and one propagation if a key is created', (_, some, ms) => {
    expect(boundMs(some, 20)).toBe(ms);
  });

  it('given another rate, it is as much longer', () => {
    expect(boundMs(look, 10)).toBe(10_000);
  });
});

describe('median', () => {
  it.each([
    [[7], 7],
    [[9, 1, 2], 2],
    [[1, 100, 10, 2], 6],
    // As text, 10 would come before 9.
    [[10, 9, 100], 10],
  ])('given %o, it is %d', (numbers, middle) => {
    expect(median(numbers)).toBe(middle);
  });
});

describe('lineOf', () => {
  const options = { users: 5, latency: 50, rate: 20, concurrency: 10, state: 'steady', mode: 'report', runs: 1 } as const;
  const usage = { startMs: 100, wallMs: 6_000.4, cpuMs: 9.6, rssBytes: 3, heapBytes: 2, unreached: 1 };

  it('given a run, it has the fields that other programs read', () => {
    const some = [...calls('iam:ListUsers', 2), ...calls('iam:ListAccessKeys', 1, 'Throttling')];
    expect(JSON.stringify(lineOf('ours', 1, { options, usage, calls: some, bound: 5_000 }))).toBe(
      '{"v":1,"bench":"steady","program":"ours","users":5,"latencyMs":50,"ratePerOperation":20,"concurrency":10,"run":1,' +
        '"wallMs":6000,"cpuMs":10,"boundMs":5000,"ratio":1.2,"calls":{"iam:ListAccessKeys":1,"iam:ListUsers":2},"throttled":1,' +
        '"unreached":1,"rssBytes":3,"heapBytes":2}',
    );
  });

  it('given no rate, no bound and creations, it says so', () => {
    const line = lineOf('ours', 1, { options: { ...options, rate: Number.POSITIVE_INFINITY, due: 40 }, usage, calls: [], bound: null });
    expect(line).toMatchObject({ bench: 'due40', ratePerOperation: null, boundMs: null, ratio: null });
  });
});
