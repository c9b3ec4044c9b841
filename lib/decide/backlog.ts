import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import type { Config } from '../../config/schema.ts';
import { dayOf, daysAfter } from '../model/age.ts';
import { freezeAt } from '../model/freeze.ts';
import type { Decision, Plan } from '../model/plan.ts';
import { allowancesOf } from './allowances.ts';

/** Keys past `deactivate.to` that are to be replaced, and when that ends. */
export type Backlog = {
  /** How many keys this sweep replaces. */
  now: number;
  /** How many wait for later sweeps. */
  waiting: number;
  /** How many more are as old, of users without a free slot. Nobody knows when they can be replaced. */
  blocked: number;
  /** The number of the sweep that replaces the last; this one is 1. */
  lastSweep: number;
  /** The day of that sweep. */
  endsOn: Date;
};

/** True if a key past `deactivate.to` is to be replaced. A person who forces a rotation does not wait for a backlog. */
export function isBacklog(
  { action, age }: Decision,
  { config, forced }: Pick<Plan, 'config' | 'forced'>,
): boolean {
  return action === 'create' && !forced && age > config.thresholds.deactivate.to;
}

function isBlocked({ rule, refusal, age }: Decision, { config }: Pick<Plan, 'config'>): boolean {
  return rule === 'no-slot' && !refusal && age > config.thresholds.deactivate.to;
}

/**
 * Returns the backlog of the plans of a sweep of everybody, before or after limits; undefined if every key of it is
 * replaced by this sweep. Users without a free slot are only counted; those whose creation is refused are not part of
 * it.
 *
 * Supposes that each sweep does what the limits allow. Replacements count as keys too until the old keys are deleted,
 * so the allowance grows in the first sweeps, and shrinks when keys go that earlier sweeps replaced. What falls due
 * again after `create.from` days is left out, so a backlog of more than some nine weeks may end a week or two earlier.
 */
export function backlogOf(plans: readonly Plan[], config: Config, now: Date): Backlog | undefined {
  const { limits, everyDays, thresholds } = config;
  const { create, deactivate, delete: deletion } = thresholds;
  const lastSweeps = plans.flatMap((plan) => plan.decisions.map((one) => lastSweepWith(one, plan, now)));
  const count = (is: typeof isBacklog) =>
    sum(plans.map((plan) => plan.decisions.filter((one) => is(one, plan)).length));
  const total = count(isBacklog);
  const keys = sum(plans.map(({ decisions }) => decisions.length));
  const sweepsFor = (days: number) => Math.ceil(days / everyDays);
  const untilDeleted = sweepsFor(deactivate.from - create.to) + sweepsFor(deletion.inactiveFor);
  const replaced: number[] = [];
  for (let left = total; left > 0; left = total - sum(replaced)) {
    const deleted = lastSweeps.filter((last) => last < replaced.length).length;
    const { backlog } = allowancesOf(keys - deleted + sum(replaced.slice(-untilDeleted)), limits);
    const isFrozen = freezeAt(daysAfter(now, replaced.length * everyDays), config) !== undefined;
    replaced.push(isFrozen ? 0 : Math.min(left, backlog));
  }
  const [first = 0] = replaced;
  if (first === total) return undefined;
  const endsOn = daysAfter(now, (replaced.length - 1) * everyDays);
  return {
    now: first,
    waiting: total - first,
    blocked: count(isBlocked),
    lastSweep: replaced.length,
    endsOn,
  };
}

/** Returns the number of the last sweep that lists the key, of which this one is 0; Infinity if no sweep deletes it soon. */
function lastSweepWith(
  { key, action, inOverlap, promised, deletion }: Decision,
  { config, leftAlone }: Plan,
  now: Date,
): number {
  const sweepOn = (day: string) =>
    Math.max(0, Math.ceil(differenceInCalendarDays(day, dayOf(now)) / config.everyDays));
  if (leftAlone || action === 'flag') return Infinity;
  if (key.Status !== 'Active' || action === 'deactivate') return sweepOn(deletion.planned);
  if (!inOverlap || !promised) return Infinity;
  // The days of its deletion suppose that it is deactivated now.
  const deactivated = sweepOn(promised.earliest);
  return Math.max(deactivated + sweepOn(deletion.notBefore), sweepOn(deletion.planned));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
