import type { Config } from '../../config/schema.ts';
import type { Action, Decision, Plan, RuleName } from '../model/plan.ts';
import { allowancesFor } from './allowances.ts';
import { isBacklog } from './backlog.ts';

const spread: readonly Action[] = ['create', 'deactivate', 'delete'];
const surprisingRules: readonly RuleName[] = ['orphan', 'unused'];

/**
 * Limits what one sweep does (G8). If the rules `orphan` and `unused` would act on more keys than is no surprise, they act
 * on none. Of the other creations, deactivations and deletions, one sweep does as many as `limits` allow of each, the most
 * overdue first, and defers the rest; of keys past `deactivate.to` it replaces fewer.
 */
export function limit(plans: readonly Plan[], limits: Config['limits']): Plan[] {
  const allowed = allowancesFor(plans, limits);
  const surprises = surprisesIn(plans, allowed);
  const held = surprises.length > 0 ? plans.map((plan) => postpone(plan, new Set(surprises), 'held')) : plans;
  // An act that is not possible must not use the allowance, or it might use all of it every week.
  const possible = held.map(withoutSlotless);
  const backlog = possible.flatMap((plan) =>
    plan.decisions.filter((one) => !one.postponed && isBacklog(one, plan)),
  );
  const retried = new Set(
    plans.flatMap(({ evidence, decisions }) => (evidence?.tags.refused ? decisions : [])),
  );
  const excess = (some: readonly Decision[], allowance: number) =>
    some.toSorted(byUrgency(retried)).slice(allowance);
  const gentle = putOff(possible, excess(backlog, allowed.backlog));
  const acts = gentle.flatMap((plan) => plan.decisions).filter((one) => !one.postponed && !isSurprising(one));
  const rest = spread.flatMap((action) =>
    excess(
      acts.filter((one) => one.action === action),
      allowed.each,
    ),
  );
  return putOff(gentle, rest).map(withoutSlotless);
}

/** Returns the orphans and unused keys that are too many at once. */
function surprisesIn(plans: readonly Plan[], allowed: { orphans: number; surprising: number }): Decision[] {
  const surprises = plans.flatMap((plan) => plan.decisions).filter(isSurprising);
  if (surprises.length > allowed.surprising) return surprises;
  const orphans = surprises.filter(({ rule }) => rule === 'orphan');
  return orphans.length > allowed.orphans ? orphans : [];
}

/** The most overdue come first, but before them those whose creation was never refused: it may well be refused again. */
function byUrgency(retried: ReadonlySet<Decision>): (a: Decision, b: Decision) => number {
  return (a, b) => Number(retried.has(a)) - Number(retried.has(b)) || overdue(b) - overdue(a);
}

function putOff(plans: readonly Plan[], rest: readonly Decision[]): Plan[] {
  return plans.map((plan) => postpone(plan, new Set(rest), 'deferred'));
}

function postpone(plan: Plan, which: ReadonlySet<Decision>, postponed: 'held' | 'deferred'): Plan {
  const decisions = plan.decisions.map((one) => (which.has(one) ? { ...one, postponed } : one));
  return { ...plan, decisions };
}

/** Defers a creation that needs the slot of a postponed deletion. */
function withoutSlotless(plan: Plan): Plan {
  const goes = ({ action, postponed }: Decision) => action === 'delete' && !postponed;
  if (plan.keys.length - plan.decisions.filter(goes).length < 2) return plan;
  const decisions = plan.decisions.map(
    (decision): Decision =>
      decision.action === 'create' ? { ...decision, postponed: 'deferred' } : decision,
  );
  return { ...plan, decisions };
}

/** Returns the days since the action was due: profiles differ, so the older of two keys may be the less overdue. */
function overdue({ age, dueFrom }: Decision): number {
  return age - dueFrom;
}

function isSurprising({ rule }: Decision): boolean {
  return surprisingRules.includes(rule);
}
