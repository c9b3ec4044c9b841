import type { Config } from '../../config/schema.ts';
import type { Asked, Carried, Failure, Inventory } from '../model/types.ts';
import { type Counts, countsOf } from './counts.ts';
import { type Unrotated, unrotatedUsers } from './unrotated.ts';

/** All that one sweep saw, decided and did. Holds no secret. */
export type SweepReport = {
  now: Date;
  /** Whether it was a sweep of named users, and not of everybody. */
  isNamed: boolean;
  carried: readonly Carried[];
  failures: readonly Failure[];
  rootKeys: number | undefined;
  /** Names asked for that no user has. */
  missing: readonly string[];
  /** Users that were not looked at, or not acted on, in time. */
  unreached: readonly string[];
  /** Users that a continuation was asked to go on with. */
  continued: readonly string[];
  /** Those of them whose keys it is to replace at once. */
  forcedAgain: readonly string[];
  /** Users whose newest keys a forced run was to replace, and did not. */
  unrotated: readonly Unrotated[];
  counts: Counts;
};

/** What a sweep saw and did. */
type Seen = {
  inventory: Inventory;
  evidence: { failures: readonly Failure[]; unreached: readonly string[] };
  carried: readonly Carried[];
};

/** Puts together what a sweep of everybody, or of the users named, has to tell. */
export function reportOf(
  { inventory, evidence, carried }: Seen,
  { now, ...asked }: Asked & { now: Date },
  config: Config,
): SweepReport {
  const failures = [...inventory.failures, ...evidence.failures, ...carried.flatMap((one) => one.failures)];
  const late = carried.filter(({ isUnreached }) => isUnreached).map(({ plan }) => plan.holder.UserName);
  const unreached = [...inventory.unreached, ...evidence.unreached, ...late];
  const isNamed = asked.users !== undefined;
  return {
    now,
    isNamed,
    carried,
    failures,
    unreached,
    continued: [],
    forcedAgain: [],
    unrotated: unrotatedUsers({ carried, failures, missing: inventory.missing }, asked),
    rootKeys: inventory.rootKeys,
    missing: inventory.missing,
    counts: countsOf({ inventory, carried, failures, unreached, isNamed }, config),
  };
}
