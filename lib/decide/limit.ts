import type { Config } from '../../config/schema.ts';
import type { Action, Decision, Plan } from '../model/plan.ts';
import { allowancesFor } from './allowances.ts';
import { isBacklog } from './backlog.ts';

const spread: readonly Action[] = ['create', 'deactivate', 'delete'];

/**
 * Limits what one sweep does (G8). If the rule `orphan` would act on more keys than is no surprise, it acts on none. Of the
 * other creations, deactivations and deletions, one sweep does as many as `limits` allow of each, the most overdue first, and
 * defers the rest. It replaces fewer keys past `deactivate.to`, and tells fewer owners that their unused key is going to end.
 */
export function limit(plans: readonly Plan[], limits: Config['limits']): Plan[] {
  const allowed = allowancesFor(plans, limits);
  const surprises = plans.flatMap((plan) => plan.decisions).filter(isSurprising);
  const held = surprises.length > allowed.surprising ? putOff(plans, surprises, 'held') : plans;
  // An act that is not possible must not use the allowance, or it might use all of it every week.
  const possible = held.map(withoutSlotless);
  const backlog = possible.flatMap((plan) =>
    plan.decisions.filter((one) => !one.postponed && isBacklog(one, plan)),
  );
  const refused = plans.filter(({ evidence }) => evidence?.tags.refused);
  const retried = new Set(refused.flatMap(({ decisions }) => decisions));
  const excess = (some: readonly Decision[], allowance: number) =>
    some.toSorted(byUrgency(retried)).slice(allowance);
  const retiring = possible.flatMap(({ decisions }) => decisions.filter(isToBeRetired));
  const gentle = putOff(possible, [
    ...excess(backlog, allowed.backlog),
    ...excess(retiring, allowed.retiring),
  ]);
  const acts = gentle.flatMap((plan) => plan.decisions).filter((one) => !one.postponed && !isSurprising(one));
  const rest = spread.flatMap((action) =>
    excess(
      acts.filter((one) => one.action === action),
      allowed.each,
    ),
  );
  return putOff(gentle, rest).map(withoutSlotless);
}

/** True if an unused key's owner is to be told of its end for the first time. Nobody is told what has no room for its tag. */
function isToBeRetired({ rule, promised, refusal }: Decision): boolean {
  return rule === 'unused-waiting' && promised?.toldAt === undefined && !refusal;
}

/** The most overdue come first, but before them those whose creation was never refused: it may well be refused again. */
function byUrgency(retried: ReadonlySet<Decision>): (a: Decision, b: Decision) => number {
  return (a, b) => Number(retried.has(a)) - Number(retried.has(b)) || overdue(b) - overdue(a);
}

function putOff(
  plans: readonly Plan[],
  which: readonly Decision[],
  postponed: 'held' | 'deferred' = 'deferred',
): Plan[] {
  const those = new Set(which);
  return plans.map((plan) => ({
    ...plan,
    decisions: plan.decisions.map((one) => (those.has(one) ? { ...one, postponed } : one)),
  }));
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

/** True if a sweep would deactivate the key as an orphan. One that has no room for its tag stays as it is. */
function isSurprising({ rule, refusal }: Decision): boolean {
  return rule === 'orphan' && !refusal;
}
