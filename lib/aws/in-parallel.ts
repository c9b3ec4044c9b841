import PQueue from 'p-queue';
import type { Reader } from './deps.ts';

/** The name of this stage of the work, for progress. */
type Stage = { deps: Pick<Reader, 'concurrency' | 'progress'>; stage: string };

/**
 * At most so many times `concurrency` items are started and not finished, also those that wait aside: when its time is over,
 * a sweep has to finish them all (timing.ts).
 */
const mostStarted = 5;

/** Waits without keeping its place: another item is started meanwhile. */
type Aside = <Value>(wait: () => Promise<Value>) => Promise<Value>;

/**
 * Runs `work` on every item, at most `deps.concurrency` at a time, and returns the results in the items' order. If `work`
 * throws, the other items are finished before this throws: the caller may end the process then, and no key may be left
 * half stored.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  { deps: { concurrency, progress }, stage }: Stage,
  work: (item: Item, aside: Aside) => Promise<Result>,
): Promise<Result[]> {
  let done = 0;
  const queue = new PQueue({ concurrency });
  const aside: Aside = async (wait) => {
    // One by one is in their order, so that a sandbox's sweeps are always the same.
    if (concurrency === 1 || queue.concurrency >= mostStarted * concurrency) return wait();
    queue.concurrency += 1;
    try {
      return await wait();
    } finally {
      queue.concurrency -= 1;
    }
  };
  const settled = await Promise.allSettled(
    items.map((item) =>
      queue.add(async () => {
        const result = await work(item, aside);
        done += 1;
        progress?.(stage, done, items.length);
        return result;
      }),
    ),
  );
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
