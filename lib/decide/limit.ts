import type { Config } from '../../config/schema.ts';
import type { Action, Decision, Plan, RuleName } from '../model/types.ts';

const spread: readonly Action[] = ['create', 'deactivate', 'delete'];
const surprisingRules: readonly RuleName[] = ['orphan', 'unused'];

/**
 * Holds a surprise and spreads a wave (G8): above `limits.surprising` no act of a surprising rule happens;
 * of the others each kind up to the sweep's allowance, the most overdue first, and the rest is deferred.
 */
export function limit(plans: readonly Plan[], limits: Config['limits']): Plan[] {
  const surprises = plans.flatMap((plan) => plan.decisions).filter(isSurprising);
  const isHeld = surprises.length > limits.surprising;
  const held = isHeld ? plans.map((plan) => postpone(plan, new Set(surprises), 'held')) : plans;
  // What cannot happen takes nothing of the allowance, or it might take all of it, week after week.
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

/** Defers a creation whose slot a postponed deletion was to free. */
function withoutSlotless(plan: Plan): Plan {
  const goes = ({ action, postponed }: Decision) => action === 'delete' && !postponed;
  if (plan.holder.keys.length - plan.decisions.filter(goes).length < 2) return plan;
  const decisions = plan.decisions.map(
    (decision): Decision =>
      decision.action === 'create' ? { ...decision, postponed: 'deferred' } : decision,
  );
  return { ...plan, decisions };
}

/** Users have thresholds of their own: the older of two keys may be the less overdue. */
function overdue({ age, dueFrom = 0 }: Decision): number {
  return age - dueFrom;
}

function isSurprising({ rule }: Decision): boolean {
  return surprisingRules.includes(rule);
}
