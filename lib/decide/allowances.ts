import type { Config } from '../../config/schema.ts';
import type { Plan } from '../model/plan.ts';

/** How many keys one sweep may act on. */
export type Allowances = {
  /** Creations, as many deactivations, as many deletions. */
  each: number;
  /** Of the creations: those for keys past `deactivate.to`. */
  backlog: number;
  /** Orphans. */
  surprising: number;
  /** Unused keys whose owners are told for the first time. */
  retiring: number;
};

/** Returns what one sweep may do that decides about all keys of `plans`. */
export function allowancesFor(
  plans: readonly Pick<Plan, 'decisions'>[],
  limits: Config['limits'],
): Allowances {
  return allowancesOf(
    plans.reduce((sum, { decisions }) => sum + decisions.length, 0),
    limits,
  );
}

/** Returns what one sweep of so many keys may do. */
export function allowancesOf(keys: number, limits: Config['limits']): Allowances {
  const { minimum, percent, backlogPercent, surprising } = limits;
  const each = Math.max(minimum, share(keys, percent));
  const few = share(keys, backlogPercent);
  return {
    each,
    backlog: Math.min(each, Math.max(minimum, few)),
    // A lost answer makes one orphan; in a small account, more at once are most of its keys.
    surprising: Math.min(surprising, Math.max(1, few)),
    retiring: Math.max(1, few),
  };
}

function share(keys: number, percent: number): number {
  return Math.floor((keys * percent) / 100);
}
