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

/** Works on five items, of which the first waits aside until the third is done. Returns what happened in which order. */
async function withOneAside(concurrency: number, wait: () => Promise<void>): Promise<string[]> {
  const events: string[] = [];
  await inParallel(['a', 'b', 'c', 'd', 'e'], { deps: { concurrency }, stage: 'Testing' }, async (name, aside) => {
    events.push(`${name} starts`);
    if (name === 'a') await aside(wait).catch(() => {});
    for (let turn = 0; turn < 9; turn++) await Promise.resolve();
    events.push(`${name} ends`);
  });
  return events;
}

const fewTurns = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

it.each([
  ['ends', fewTurns],
  ['fails', () => fewTurns().then(() => Promise.reject(new Error('no sleep')))],
])('given an item that waits aside, one more is started meanwhile, and none once its wait %s', async (_, wait) => {
  const events = await withOneAside(2, wait);
  expect(events.slice(0, 3)).toEqual(['a starts', 'b starts', 'c starts']);
  const startsOfD = events.indexOf('d starts');
  expect(events.slice(0, startsOfD).filter((event) => event.endsWith('ends'))).toHaveLength(2);
});

it('given one at a time, the next is not started before the one that waits aside is done', async () => {
  expect((await withOneAside(1, fewTurns)).slice(0, 4)).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

it('given many that wait aside, five times as many as are worked on at once are in hand at most', async () => {
  let [inHand, most] = [0, 0];
  const work = inParallel(Array.from({ length: 50 }), { deps: { concurrency: 2 }, stage: 'Testing' }, async (_, aside) => {
    most = Math.max(most, ++inHand);
    await aside(async () => {
      for (let turn = 0; turn < 500; turn++) await Promise.resolve();
    });
    inHand -= 1;
  });
  await work;
  expect({ most }).toEqual({ most: 10 });
});
