import type { Config } from '../../config/schema.ts';
import type { Action, Decision, Plan, RuleName } from '../model/plan.ts';

const spread: readonly Action[] = ['create', 'deactivate', 'delete'];
const surprisingRules: readonly RuleName[] = ['orphan', 'unused'];

/**
 * Limits what one sweep does (G8). If the rules `orphan` and `unused` would act on more than `limits.surprising` keys,
 * they act on none. Of the other creations, deactivations and deletions, one sweep does as many as `limits` allow of
 * each, the most overdue first, and defers the rest.
 */
export function limit(plans: readonly Plan[], limits: Config['limits']): Plan[] {
  const surprises = plans.flatMap((plan) => plan.decisions).filter(isSurprising);
  const isHeld = surprises.length > limits.surprising;
  const held = isHeld ? plans.map((plan) => postpone(plan, new Set(surprises), 'held')) : plans;
  // An act that is not possible must not use the allowance, or it might use all of it every week.
  const possible = held.map(withoutSlotless);
  const decisions = possible.flatMap((plan) => plan.decisions);
  const allowance = Math.max(limits.minimum, Math.floor((decisions.length * limits.percent) / 100));
  const rest = spread.flatMap((action) =>
    decisions
      .filter((decision) => decision.action === action && !decision.postponed && !isSurprising(decision))
      .toSorted((a, b) => overdue(b) - overdue(a))
      .slice(allowance),
  );
  return possible.map((plan) => withoutSlotless(postpone(plan, new Set(rest), 'deferred')));
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
