import { compareAsc } from 'date-fns/compareAsc';
import type { Config } from '../../config/schema.ts';
import { wholeDays } from '../model/age.ts';
import { hasWorkInFlight } from '../model/in-flight.ts';
import { byAge } from '../model/keys.ts';
import { type Action, type Concern, type Decision, type Failure, type Plan, refused } from '../model/plan.ts';
import type { AccessKey, User } from '../model/user.ts';
import { userConfig } from '../model/user-config.ts';
import { concernsOf } from './concerns.ts';
import { creationRefusal } from './creation-refusal.ts';
import { deletionOf } from './deletion.ts';
import { type Draft, keptBeside } from './draft.ts';
import { exemptionOf } from './exempt.ts';
import { factsOf, isClaimedElsewhere, isCurrent } from './facts.ts';
import { promiseAtReplacement, promiseOf } from './key-promise.ts';
import { reasonFor } from './reasons.ts';
import { replacementOf } from './replacement.ts';
import { rules } from './rules.ts';
import { withTagRoom } from './tag-room.ts';

/** Decides about every user. An unexpected error is the failure of that user only (G6). */
export function decideAll(
  users: readonly User[],
  base: Config,
  now: Date,
): { plans: Plan[]; failures: Failure[] } {
  const failures: Failure[] = [];
  const plans = users.flatMap((user) => {
    try {
      return decide(user, base, now);
    } catch (thrown) {
      failures.push({
        UserName: user.UserName,
        error: new Error(`Deciding failed: ${thrown}`, { cause: thrown }),
      });
      return [];
    }
  });
  return { plans, failures };
}

/** Decides what to do with each key of one user, by the account's configuration. */
export function decide(user: User, base: Config, now: Date): Plan {
  const config = userConfig(user, base);
  const exemption = exemptionOf(user, base, now);
  const draft = { ...user, config, exemption, now, taken: new Map() };
  const leftAlone = exemption !== undefined || isClaimedElsewhere(user) || hasWorkInFlight(user, now);
  const settled = settle(draft);
  const refusals = settled.filter(({ refusal }) => refusal);
  // What refuses a replacement is told with the decision. Without a slot, there may be more to say of the other key.
  const isTold = leftAlone || refusals.some(({ rule }) => rule !== 'no-slot');
  const isNew = ({ kind }: Concern) => refusals.length === 0 || kind !== 'secret-foreign';
  const decisions = settled.map((one) =>
    isTold ? one : { ...one, concerns: concernsOf(one, draft).filter(isNew) },
  );
  return { ...user, config, exemption, decisions, leftAlone };
}

/**
 * Repeats until the decisions agree: a key is never deactivated because of a replacement that the same sweep removes.
 * Each round takes away one key, the oldest first, and the next round decides without it. So of two keys that could
 * replace each other one goes and one stays.
 */
function settle(draft: Draft): Decision[] {
  const decisions = withTagRoom(
    draft.keys.toSorted(byAge).map((key) => decideKey(key, draft)),
    draft,
  );
  for (const { key, action } of decisions) {
    if (draft.taken.has(key.AccessKeyId) || (action !== 'deactivate' && action !== 'delete')) continue;
    return settle({ ...draft, taken: new Map([...draft.taken, [key.AccessKeyId, action]]) });
  }
  return decisions;
}

function decideKey(key: AccessKey, draft: Draft): Decision {
  const replacement = replacementOf(key, draft);
  const promise = promiseOf(key, replacement, draft);
  const deletion = deletionOf(key, draft, promise.kind);
  const facts = factsOf(key, { replacement, promise, deletion, isBlocking: isBlocking(key, draft) }, draft);
  const rule = rules.find(({ when }) => when(facts));
  if (!rule) throw new Error(`No rule applies to ${key.AccessKeyId}; the last rule must always apply`);
  const { action, inOverlap = false } = rule;
  const age = wholeDays(draft.now, key.CreateDate);
  // Of a key without a free slot, it is told why its replacement would be refused even with one.
  const isWanted = action === 'create' || action === 'finish' || rule.name === 'no-slot';
  const refusal = isWanted ? creationRefusal(draft) : undefined;
  const reason =
    draft.exemption?.reason ?? reasonFor(rule.name, { key, replacement, deletion, promise }, draft);
  // A key that is forced before its time is not announced before it is due.
  const isAnnounced = action === 'create' && age >= draft.config.thresholds.create.from;
  const decision = {
    key,
    age,
    rule: rule.name,
    action,
    reason,
    refusal: undefined,
    concerns: [],
    dueFrom: dueFrom(action, draft.config),
    replacement,
    inOverlap,
    promised: inOverlap ? promise : isAnnounced ? promiseAtReplacement(key, draft) : undefined,
    deletion,
    ...(rule.name === 'in-flight' && { postponed: 'deferred' as const }),
  };
  return refused(decision, refusal);
}

/**
 * True if an Active key would be replaced if the Inactive ones were gone, and of those that may be deleted this one was
 * marked first: one of them goes in each sweep.
 */
function isBlocking(key: AccessKey, draft: Draft): boolean {
  const inactive = draft.keys.filter(({ Status }) => Status === 'Inactive');
  const [first] = inactive
    .map((one) => ({ one, ...deletionOf(one, draft) }))
    .filter(({ one, isOver }) => isOver && !isCurrent(one, draft))
    .toSorted((a, b) => compareAsc(a.since ?? draft.now, b.since ?? draft.now) || byAge(a.one, b.one));
  if (first?.one !== key) return false;
  const gone = inactive.map(({ AccessKeyId }) => [AccessKeyId, 'delete'] as const);
  const without = { ...draft, taken: new Map([...draft.taken, ...gone]) };
  const others = keptBeside(key, without).map((other) => decideKey(other, without));
  return withTagRoom(others, without).some(({ action }) => action === 'create');
}

/** Returns the age from which the thresholds ask for an action. */
function dueFrom(action: Action, { thresholds }: Config): number {
  if (action === 'deactivate') return thresholds.deactivate.from;
  return action === 'delete' ? thresholds.delete.after : thresholds.create.from;
}
