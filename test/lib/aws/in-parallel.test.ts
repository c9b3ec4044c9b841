import { expect, it } from 'vitest';
import { inParallel } from '../../../lib/aws/in-parallel.ts';

it('given the work on one item throws, the others are finished before that is thrown', async () => {
  const done: number[] = [];
  const work = async (n: number) => {
    if (n === 1) throw new Error('one broke');
    await Promise.resolve();
    done.push(n);
  };
  const all = inParallel([1, 2, 3, 4], { deps: { concurrency: 2 }, stage: 'Testing' }, work);
  await expect(all).rejects.toThrow('one broke');
  expect(done).toEqual([2, 3, 4]);
});

it('given several items, at most `concurrency` are worked on at once, and results are in their order', async () => {
  let atOnce = 0;
  let most = 0;
  const progress: string[] = [];
  const deps = { concurrency: 2, progress: (stage: string, done: number, of: number) => progress.push(`${stage} ${done}/${of}`) };
  const results = await inParallel([3, 1, 2], { deps, stage: 'Testing' }, async (n) => {
    most = Math.max(most, ++atOnce);
    for (let turn = 0; turn < n; turn++) await Promise.resolve();
    atOnce -= 1;
    return n * 10;
  });
  expect({ results, most }).toEqual({ results: [30, 10, 20], most: 2 });
  expect(progress).toEqual(['Testing 1/3', 'Testing 2/3', 'Testing 3/3']);
});

it('given an item that waits aside, another one is started meanwhile', async () => {
  const events: string[] = [];
  let wake = () => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const results = await inParallel(['a', 'b', 'c'], { deps: { concurrency: 1 }, stage: 'Testing' }, async (name, aside) => {
    events.push(`${name} starts`);
    if (name === 'a') await aside(() => woken);
    if (name === 'b') wake();
    events.push(`${name} ends`);
    return name;
  });
  expect(results).toEqual(['a', 'b', 'c']);
  expect(events).toEqual(['a starts', 'b starts', 'b ends', 'a ends', 'c starts', 'c ends']);
});

it('given an item whose wait fails, its place is kept again', async () => {
  let [atOnce, most] = [0, 0];
  const work = inParallel([1, 2, 3, 4], { deps: { concurrency: 1 }, stage: 'Testing' }, async (n, aside) => {
    if (n === 1) await aside(() => Promise.reject(new Error('no sleep'))).catch(() => {});
    most = Math.max(most, ++atOnce);
    for (let turn = 0; turn < 9; turn++) await Promise.resolve();
    atOnce -= 1;
  });
  await work;
  expect({ most }).toEqual({ most: 2 });
});
