import { compareAsc } from 'date-fns/compareAsc';
import type { Config } from '../../config/schema.ts';
import { wholeDays } from '../model/age.ts';
import { hasWorkInFlight } from '../model/in-flight.ts';
import { byAge } from '../model/keys.ts';
import type { Action, Concern, Decision, Failure, Plan } from '../model/plan.ts';
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
import { type Rule, rules } from './rules.ts';
import { tagRefusal } from './tag-room.ts';

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
  const refused = settled.filter(({ refusal }) => refusal);
  // What refuses a replacement is told with the decision. Without a slot, there may be more to say of the other key.
  const isTold = leftAlone || refused.some(({ rule }) => rule !== 'no-slot');
  const isNew = ({ kind }: Concern) => refused.length === 0 || kind !== 'secret-foreign';
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
  const decisions = draft.keys.toSorted(byAge).map((key) => decideKey(key, draft));
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
  const refusal = refusalOf(rule, key, draft);
  const reason =
    draft.exemption?.reason ?? reasonFor(rule.name, { key, replacement, deletion, promise }, draft);
  // A key that is forced before its time is not announced before it is due.
  const isAnnounced = action === 'create' && age >= draft.config.thresholds.create.from;
  return {
    key,
    age,
    rule: rule.name,
    // No key can be made or stored, or no tag set: a person has to change that, and until then the key stays as it is.
    action: refusal ? 'flag' : action,
    reason: refusal ? `${reason}; ${rule.name === 'no-slot' ? 'and' : 'but'} ${refusal.reason}` : reason,
    refusal,
    concerns: [],
    dueFrom: dueFrom(action, draft.config),
    replacement,
    inOverlap,
    promised: refusal
      ? undefined
      : inOverlap
        ? promise
        : isAnnounced
          ? promiseAtReplacement(key, draft)
          : undefined,
    deletion,
    ...(rule.name === 'in-flight' && { postponed: 'deferred' as const }),
  };
}

/** Returns why the act has to be refused or, of a key without a free slot, why its replacement would be even with one. */
function refusalOf(rule: Rule, key: AccessKey, draft: Draft): Decision['refusal'] {
  if (rule.name === 'no-slot') {
    const others = draft.keys.filter((other) => other !== key);
    const gone = others.map(({ AccessKeyId }) => [AccessKeyId, 'delete'] as const);
    const alone = { ...draft, taken: new Map(gone) };
    return creationRefusal(draft) ?? tagRefusal({ action: 'create' }, key, alone);
  }
  const isCreation = rule.action === 'create' || rule.action === 'finish';
  return (isCreation ? creationRefusal(draft) : undefined) ?? tagRefusal(rule, key, draft);
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
  return keptBeside(key, without).some((other) => decideKey(other, without).action === 'create');
}

/** Returns the age from which the thresholds ask for an action. */
function dueFrom(action: Action, { thresholds }: Config): number {
  if (action === 'deactivate') return thresholds.deactivate.from;
  return action === 'delete' ? thresholds.delete.after : thresholds.create.from;
}
