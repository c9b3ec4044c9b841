import PQueue from 'p-queue';
import type { Reader } from './deps.ts';

/** Which stage of the work this is, in words, and to whom it is told how far it has come. */
type Stage = { deps: Pick<Reader, 'concurrency' | 'progress'>; stage: string };

/**
 * Runs `work` on every item, at most `deps.concurrency` at a time; results come in the items' order. If one throws,
 * the others are done first: whoever is told ends the process, and must not leave a key half stored.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  { deps: { concurrency, progress }, stage }: Stage,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  let done = 0;
  const queue = new PQueue({ concurrency });
  const settled = await Promise.allSettled(
    items.map((item) =>
      queue.add(async () => {
        const result = await work(item);
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
