import PQueue from 'p-queue';

/** Runs `work` on every item, at most `concurrency` at a time; results come in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  return new PQueue({ concurrency }).addAll(items.map((item) => () => work(item)));
}
