import PQueue from 'p-queue';
import type { Reader } from './deps.ts';

/** Which stage of the work this is, in words, and to whom it is told how far it has come. */
type Stage = { deps: Pick<Reader, 'concurrency' | 'progress'>; stage: string };

/** Runs `work` on every item, at most `deps.concurrency` at a time; results come in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  { deps: { concurrency, progress }, stage }: Stage,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  let done = 0;
  return new PQueue({ concurrency }).addAll(
    items.map((item) => async () => {
      const result = await work(item);
      done += 1;
      progress?.(stage, done, items.length);
      return result;
    }),
  );
}
