import type { Config } from '../config/schema.ts';
import type { Action, Decision, Plan, RuleName } from './types.ts';

const spread: readonly Action[] = ['create', 'deactivate', 'delete'];
const surprising: readonly RuleName[] = ['orphan', 'unused'];

/**
 * Holds a surprise and spreads a wave (G8): above `limits.surprising` no act of a surprising rule happens;
 * of the others each kind up to the sweep's allowance, the most overdue first, and the rest is deferred.
 */
export function limit(plans: readonly Plan[], limits: Config['limits']): Plan[] {
  const decisions = plans.flatMap((plan) => plan.decisions);
  const allowance = Math.max(limits.minimum, Math.floor((decisions.length * limits.percent) / 100));
  const isSurprise = decisions.filter(isSurprising).length > limits.surprising;
  const deferred = new Set(
    spread.flatMap((action) =>
      decisions
        .filter((decision) => decision.action === action && !isSurprising(decision))
        .toSorted((a, b) => b.age - a.age)
        .slice(allowance),
    ),
  );
  const postpone = (decision: Decision): Decision => {
    if (isSurprise && isSurprising(decision)) return { ...decision, postponed: 'held' };
    return deferred.has(decision) ? { ...decision, postponed: 'deferred' } : decision;
  };
  return plans.map((plan) => withoutSlotless({ ...plan, decisions: plan.decisions.map(postpone) }));
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

function isSurprising({ rule }: Decision): boolean {
  return surprising.includes(rule);
}
