import { describe, expect, it } from 'vitest';
import { tokenBuckets } from './token-bucket.ts';

function bucketsAt(rate: number) {
  let ms = 0;
  const hasRoom = tokenBuckets(rate, () => ms);
  const take = (operation: string, times: number) => Array.from({ length: times }, () => hasRoom(operation)).filter(Boolean).length;
  const waitUntil = (moment: number) => {
    ms = moment;
  };
  return { take, waitUntil };
}

describe('tokenBuckets', () => {
  it('given a full bucket, it has the calls of one second', () => {
    expect(bucketsAt(20).take('iam:ListUsers', 25)).toBe(20);
  });

  it('given an empty bucket, a call is refused 1 ms before the time of one call, and allowed then', () => {
    const { take, waitUntil } = bucketsAt(20);
    take('iam:ListUsers', 20);
    waitUntil(49);
    expect(take('iam:ListUsers', 1)).toBe(0);
    waitUntil(50);
    expect(take('iam:ListUsers', 2)).toBe(1);
  });

  it('given refused calls, they take nothing', () => {
    const { take, waitUntil } = bucketsAt(20);
    take('iam:ListUsers', 1_000);
    waitUntil(100);
    expect(take('iam:ListUsers', 5)).toBe(2);
  });

  it('given a long pause, it has the calls of one second and no more', () => {
    const { take, waitUntil } = bucketsAt(20);
    take('iam:ListUsers', 20);
    waitUntil(60_000);
    expect(take('iam:ListUsers', 25)).toBe(20);
  });

  it('given two operations, each has a bucket of its own', () => {
    const { take } = bucketsAt(20);
    take('iam:ListUsers', 20);
    expect(take('iam:ListAccessKeys', 25)).toBe(20);
  });
});
