/**
 * Returns a function that takes one call from the bucket of an operation: true if there was one. A bucket holds the calls of
 * one second and fills at `rate` calls a second of `clock`, which returns milliseconds.
 */
export function tokenBuckets(rate: number, clock: () => number): (operation: string) => boolean {
  const buckets = new Map<string, { calls: number; at: number }>();
  return (operation) => {
    const at = clock();
    const last = buckets.get(operation) ?? { calls: rate, at };
    const filled = Math.min(rate, last.calls + ((at - last.at) / 1_000) * rate);
    const isAllowed = filled >= 1;
    buckets.set(operation, { calls: isAllowed ? filled - 1 : filled, at });
    return isAllowed;
  };
}
