import { type Counts, countsOf } from './counts.ts';
import type { Carried, Failure, Inventory } from './types.ts';

/** All that one sweep saw, decided and did. Holds no secret. */
export type SweepReport = {
  now: Date;
  carried: readonly Carried[];
  failures: readonly Failure[];
  rootKeys: number | undefined;
  /** Names asked for that no user has. */
  missing: readonly string[];
  counts: Counts;
};

/** Puts together what a sweep has to tell. */
export function reportOf(
  now: Date,
  inventory: Inventory,
  unread: readonly Failure[],
  carried: readonly Carried[],
): SweepReport {
  const failures = [...inventory.failures, ...unread, ...carried.flatMap((one) => one.failures)];
  return {
    now,
    carried,
    failures,
    rootKeys: inventory.rootKeys,
    missing: inventory.missing,
    counts: countsOf(inventory, carried, failures),
  };
}
